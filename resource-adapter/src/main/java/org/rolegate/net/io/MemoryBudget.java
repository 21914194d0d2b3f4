package org.rolegate.net.io;

import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;

/**
 * How much the sessions of one event loop may keep for other servers, all together: each may keep little, and many may be
 * many. Belongs to the loop, which alone changes it; anybody may read it.
 */
public final class MemoryBudget {

    private final long most;
    private final AtomicLong taken = new AtomicLong();
    private final LongAdder refused = new LongAdder();

    /** One of so many bytes. */
    public MemoryBudget(long most) {
        this.most = most;
    }

    /** Takes so many bytes more, unless that would be too many, or gives them back if the number is negative. */
    public boolean take(int more) {
        long after = taken.getPlain() + more;
        if (more > 0 && after > most) {
            return false;
        }
        taken.setRelease(after);
        return true;
    }

    /** A session keeps less than it would have. */
    public void refuse() {
        refused.increment();
    }

    /** Returns how many bytes are taken. */
    public long taken() {
        return taken.get();
    }

    /** Returns how often a session kept less than it would have. */
    public long refused() {
        return refused.sum();
    }
}
