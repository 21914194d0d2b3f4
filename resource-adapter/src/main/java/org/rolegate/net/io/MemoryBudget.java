package org.rolegate.net.io;

import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;

/**
 * The memory that the sessions of one event loop may use together for pending and unanswered bytes.
 *
 * <p>The limit of each session is small, but there may be many sessions. Only the event loop may change the budget; any
 * thread may read it.
 */
public final class MemoryBudget {

    private final long limit;
    private final AtomicLong reserved = new AtomicLong();
    private final LongAdder refusals = new LongAdder();

    /** Creates a budget of the given number of bytes. */
    public MemoryBudget(long limit) {
        this.limit = limit;
    }

    /**
     * Reserves bytes, or releases them if the number is negative.
     *
     * @return false if the budget is too small for them; then nothing is reserved
     */
    public boolean reserve(int more) {
        long after = reserved.getPlain() + more;
        if (more > 0 && after > limit) {
            return false;
        }
        reserved.setRelease(after);
        return true;
    }

    /** Counts a session that retains fewer bytes than it would have, since the budget is used up. */
    public void countRefusal() {
        refusals.increment();
    }

    /** Returns the number of reserved bytes. */
    public long reserved() {
        return reserved.get();
    }

    /** Returns how often a session retained fewer bytes than it would have. */
    public long refusals() {
        return refusals.sum();
    }
}
