package org.rolegate.core.limit;

import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The {@link Rate} of each address. It is forgotten once the address has been idle for a second. Not thread-safe.
 *
 * <p>Never more than {@value #MOST} addresses are remembered: of a flood from more, those seen longest ago are forgotten, and
 * begin anew.
 */
public final class SourceRates<A> {

    /** About 10 MB. */
    static final int MOST = 65_536;

    private final int perSecond;
    private final Map<A, Rate> rates = new LinkedHashMap<>(16, 0.75f, true);

    /** Allows each address so many events in a second, at least 1. */
    public SourceRates(int perSecond) {
        this.perSecond = perSecond;
    }

    /** Takes an event of an address, if one may come now; returns whether it did. */
    public boolean take(A source, long now) {
        boolean taken = rates.computeIfAbsent(source, unknown -> new Rate(perSecond, now))
                .take(now);
        forget(now);
        return taken;
    }

    private void forget(long now) {
        Iterator<Rate> oldestFirst = rates.values().iterator();
        while (rates.size() > MOST || oldestFirst.hasNext()) {
            Rate oldest = oldestFirst.next();
            if (rates.size() <= MOST && !oldest.idle(now)) {
                return;
            }
            oldestFirst.remove();
        }
    }

    int size() {
        return rates.size();
    }
}
