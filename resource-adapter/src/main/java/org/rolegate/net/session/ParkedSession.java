package org.rolegate.net.session;

import io.netty.channel.EventLoop;

import org.rolegate.core.session.SessionMachine;

/**
 * The entry of one session among the parked sessions. When it changes what may be forwarded, the control loop resumes the
 * entries for which this makes a difference. Thread-safe.
 */
final class ParkedSession implements HeldSessions.Parked {

    private final HeldSessions held;
    private final SessionMachine machine;
    private final EventLoop loop;
    private volatile boolean holdsRequests;
    private volatile boolean holdsReplies;

    ParkedSession(HeldSessions held, SessionMachine machine, EventLoop loop) {
        this.held = held;
        this.machine = machine;
        this.loop = loop;
    }

    /**
     * Parks the session, or records what else it holds; called on its event loop.
     *
     * @param first whether the session was not parked before
     * @param requests whether it holds requests
     * @param replies whether it holds replies
     */
    void park(boolean first, boolean requests, boolean replies) {
        holdsRequests = requests;
        holdsReplies = replies;
        if (first) {
            held.park(this);
            // First the registration, then the check: an unpark in the meantime may have missed this session.
            if (mayResume() && held.unpark(this)) {
                resume();
            }
        }
    }

    void unpark() {
        held.unpark(this);
    }

    @Override
    public boolean mayResume() {
        return machine.mayResume(holdsRequests, holdsReplies);
    }

    @Override
    public void resume() {
        loop.execute(machine::onResume);
    }
}
