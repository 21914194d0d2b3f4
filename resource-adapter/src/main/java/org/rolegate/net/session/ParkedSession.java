package org.rolegate.net.session;

import io.netty.channel.EventLoop;

import org.rolegate.core.session.SessionMachine;

/**
 * One session among those that are parked: with something to pass on that may not pass for now. Whoever changes what may pass
 * has those look that would not look in vain; thread-safe.
 */
final class ParkedSession implements HeldSessions.Parked {

    private final HeldSessions holding;
    private final SessionMachine machine;
    private final EventLoop loop;
    private volatile boolean holdsRequests;
    private volatile boolean holdsReplies;

    ParkedSession(HeldSessions holding, SessionMachine machine, EventLoop loop) {
        this.holding = holding;
        this.machine = machine;
        this.loop = loop;
    }

    /**
     * Parks the session, or takes note of what more it keeps; on its event loop.
     *
     * @param requests whether it keeps requests
     * @param replies whether it keeps replies
     */
    void park(boolean first, boolean requests, boolean replies) {
        holdsRequests = requests;
        holdsReplies = replies;
        if (first) {
            holding.park(this);
            // First the register, then the look: who lets the parked ones go on meanwhile may have missed this one.
            if (worthALook() && holding.unpark(this)) {
                lookAgain();
            }
        }
    }

    void unpark() {
        holding.unpark(this);
    }

    /** Tells whether the session would find something changed. */
    @Override
    public boolean worthALook() {
        return machine.mayResume(holdsRequests, holdsReplies);
    }

    /** What kept its bytes back may be over. */
    @Override
    public void lookAgain() {
        loop.execute(machine::onResume);
    }
}
