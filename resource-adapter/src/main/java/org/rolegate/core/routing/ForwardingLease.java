package org.rolegate.core.routing;

import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.TimeUnit;

import org.rolegate.core.time.Ticker;

/**
 * The right to forward to the servers of one backend. The control loop grants and renews it; sessions check it before
 * each write.
 *
 * <p>It closes a race: this process may be paused (garbage collection, SIGSTOP, a stopped virtual machine) while the
 * master changes. When the process resumes, its routing table still names the former master. So the lease expires: it
 * is valid for {@value #VALID_MILLIS} ms after the tick that renewed it <em>began</em>. A tick that was paused half-way
 * therefore renews nothing, since its knowledge is as old as its beginning. Each check reads the clock first and then
 * the time of the renewal. A pause between the check and the system call that writes cannot be detected inside the
 * process.
 *
 * <p>One thread grants and renews; any thread may check.
 */
public final class ForwardingLease implements Lease {

    /**
     * The validity. Ticks come every 25 ms, and the tracker considers a tick that is this late a pause of the process.
     */
    private static final long VALID_MILLIS = 100;

    private static final long VALID_NANOS = TimeUnit.MILLISECONDS.toNanos(VALID_MILLIS);

    private record Terms(Set<String> servers, boolean suspended) {}

    private final Ticker ticker;
    private volatile Terms terms = new Terms(Set.of(), false);
    private volatile long renewedAt;

    /** Creates a lease that is valid from now on and permits no server yet. */
    public ForwardingLease(Ticker ticker) {
        this.ticker = ticker;
        this.renewedAt = ticker.nanos();
    }

    /**
     * Replaces the servers to which sessions may forward.
     *
     * @param pool the backend in the newest routing table; paused servers are not permitted, and neither is a server
     *     that sessions must leave, even if some have not left it yet
     * @param suspended whether nothing at all may be forwarded, replies included
     */
    public void grant(Pool pool, boolean suspended) {
        Set<String> servers = new HashSet<>(pool.mayStay());
        servers.removeAll(pool.paused());
        terms = new Terms(Set.copyOf(servers), suspended);
    }

    /**
     * Renews the lease.
     *
     * @param tickBegan when the tick that renews it began, in ticker nanoseconds; not when it ended
     */
    public void renew(long tickBegan) {
        renewedAt = tickBegan;
    }

    @Override
    public boolean permits(String server) {
        return valid() && terms.servers().contains(server);
    }

    @Override
    public boolean permitsReplies() {
        return valid();
    }

    @Override
    public boolean valid() {
        return ticker.nanos() - renewedAt < VALID_NANOS && !terms.suspended();
    }
}
