package org.rolegate.core.tracking;

import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;

/**
 * Whether this process stood still: a tick that comes late means that whatever is known is as old as the one before it.
 *
 * <p>It is over when every server and every Sentinel was asked anew: what they had sent meanwhile is read by then, too. After
 * a quarter of a second it is enough that the master and the Sentinels were.
 */
final class PauseDetector {

    /**
     * A tick later than this means sleep: a promotion follows Sentinel's announcement by some 180 ms, so a shorter pause
     * cannot hide both.
     */
    static final long LATE_NANOS = TimeUnit.MILLISECONDS.toNanos(100);

    /** How long a server may take to answer, after a sleep, for its answer to be waited for. */
    static final long PATIENCE_NANOS = TimeUnit.MILLISECONDS.toNanos(250);

    private final Map<String, Long> askedAt = new HashMap<>();
    private OptionalLong lastTick = OptionalLong.empty();
    private OptionalLong wokeAt = OptionalLong.empty();

    /** Takes note that somebody was asked and the outcome is known. */
    void asked(String who, long at) {
        askedAt.merge(who, at, (one, other) -> one - other > 0 ? one : other);
    }

    void forget(String who) {
        askedAt.remove(who);
    }

    /** Takes note of the regular tick. */
    void tick(long now) {
        if (overslept(now)) {
            wokeAt = OptionalLong.of(now);
        }
        lastTick = OptionalLong.of(now);
    }

    /**
     * Tells whether what is known is still from before a sleep.
     *
     * @param everybody whom it would be good to have asked anew
     * @param needed those of them who must have been, however long that takes: a server that leaves its checks unanswered
     *     would hold all clients up for nothing
     */
    boolean unread(Collection<String> everybody, Collection<String> needed, long now) {
        if (wokeAt.isEmpty()) {
            return false;
        }
        long woke = wokeAt.getAsLong();
        Collection<String> whom = now - woke < PATIENCE_NANOS ? everybody : needed;
        return !whom.stream().allMatch(who -> askedAt.containsKey(who) && askedAt.get(who) - woke >= 0);
    }

    /** Tells whether the tick is late: what is read now may have lain there for as long. */
    boolean overslept(long now) {
        return lastTick.isPresent() && now - lastTick.getAsLong() > LATE_NANOS;
    }

    /** Takes note that whatever had to be asked anew was. */
    void over() {
        wokeAt = OptionalLong.empty();
    }
}
