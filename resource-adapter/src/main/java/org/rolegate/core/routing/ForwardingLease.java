package org.rolegate.core.routing;

import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.TimeUnit;

import org.rolegate.core.time.Ticker;

/**
 * The right to forward to the servers of one backend: the control loop grants and renews it, sessions ask it before each write.
 *
 * <p>The race that it closes: this process may be paused (garbage collection, SIGSTOP, a stopped virtual machine) while the
 * master moves. When it resumes, its routing table still names the former master. So the right expires: it is valid for
 * {@value #VALID_MILLIS} ms after the tick that renewed it <em>began</em>. A tick that was paused half-way therefore renews
 * nothing, since what it knew is as old as its beginning. The clock is read before the time of the renewal, and both are read
 * at every question. A pause between an answer and the system call that writes cannot be closed from inside the process.
 *
 * <p>One thread grants, suspends and renews; any thread may ask.
 */
public final class ForwardingLease implements Lease {

    /** The ticks come every 25 ms; the tracker takes a tick that is this late for a pause of the process. */
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
     * @param pool the backend as the newest routing table has it; paused servers are not permitted, and a server that a session
     *     may not stay on is not permitted even if the session has not left it yet
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
