package org.rolegate.core.stats;

import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.atomic.LongAdder;

import org.rolegate.core.session.Ending;

/** The counters of one frontend, backend or server. Thread-safe; reading is not atomic over the counters. */
public final class Traffic {

    private final AtomicInteger current = new AtomicInteger();
    private final AtomicInteger max = new AtomicInteger();
    private final LongAdder total = new LongAdder();
    private final LongAdder bytesIn = new LongAdder();
    private final LongAdder bytesOut = new LongAdder();
    private final LongAdder uncertain = new LongAdder();
    private final AtomicReference<CommandCounts> uncertainAnswers = new AtomicReference<>(CommandCounts.NONE);
    private final LongAdder denied = new LongAdder();
    private final LongAdder moved = new LongAdder();
    private final LongAdder resumed = new LongAdder();
    private final LongAdder connectionErrors = new LongAdder();
    private final Map<Ending, LongAdder> endings = new EnumMap<>(Ending.class);

    public Traffic() {
        for (Ending ending : Ending.values()) {
            endings.put(ending, new LongAdder());
        }
    }

    public void opened() {
        total.increment();
        int now = current.incrementAndGet();
        max.accumulateAndGet(now, Math::max);
    }

    public void closed(Ending ending) {
        current.decrementAndGet();
        ending(ending).increment();
    }

    /**
     * Counts a session whose client got {@code -UNCERTAIN} replies.
     *
     * @param commands these commands by name
     */
    public void uncertain(CommandCounts commands) {
        uncertain.increment();
        uncertainAnswers.accumulateAndGet(commands, CommandCounts::plus);
    }

    /** Counts a session that left its server for another one. */
    public void moved() {
        moved.increment();
    }

    /** Counts a session that resumed on another server. */
    public void resumed() {
        resumed.increment();
    }

    /** Counts a client connection that was denied. */
    public void denied() {
        denied.increment();
    }

    /** Counts a connection to a server that failed. */
    public void connectionError() {
        connectionErrors.increment();
    }

    /** Counts bytes from clients to servers. */
    public void in(long bytes) {
        bytesIn.add(bytes);
    }

    /** Counts bytes from servers to clients. */
    public void out(long bytes) {
        bytesOut.add(bytes);
    }

    /** Returns how many sessions ended for this cause. */
    public long ended(Ending ending) {
        return ending(ending).sum();
    }

    /** Returns how often a session left its server for another one. */
    public long movedTotal() {
        return moved.sum();
    }

    /** Returns how often a session resumed on another server. */
    public long resumedTotal() {
        return resumed.sum();
    }

    /** Returns how often a client got {@code -UNCERTAIN} replies. */
    public long uncertainTotal() {
        return uncertain.sum();
    }

    /** Returns by name the commands that were answered {@code -UNCERTAIN}. */
    public CommandCounts uncertainAnswers() {
        // It begins with a value, and a sum of two is never null.
        return Objects.requireNonNull(uncertainAnswers.get());
    }

    /** Returns the bytes from clients to servers. */
    public long bytesIn() {
        return bytesIn.sum();
    }

    private LongAdder ending(Ending ending) {
        // The constructor made a counter for each ending.
        return Objects.requireNonNull(endings.get(ending));
    }

    public StatsRow row() {
        Map<Ending, Long> ended = new EnumMap<>(Ending.class);
        endings.forEach((ending, count) -> {
            long sum = count.sum();
            if (sum > 0) {
                ended.put(ending, sum);
            }
        });
        return new StatsRow(
                current.get(),
                max.get(),
                total.sum(),
                bytesIn.sum(),
                bytesOut.sum(),
                new StatsRow.Incidents(denied.sum(), uncertain.sum(), uncertainAnswers(), moved.sum(), resumed.sum()),
                connectionErrors.sum(),
                ended);
    }
}
