package org.rolegate.net;

import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

import io.netty.channel.EventLoop;

import org.rolegate.core.config.HoldSettings;

/**
 * How one session waits: without a server for one, or with one until it may be spoken to. Belongs to the session's event
 * loop.
 */
final class SessionHold {

    private final Session session;
    private final Holding holding;
    private final HoldSettings limits;
    private final EventLoop loop;

    /** Its place among those that wait for a server; 0 before it had to. */
    private long place;

    private boolean waiting;
    private boolean parked;
    /** It waited, and is counted among those that connect at once. */
    private boolean released;

    private Future<?> deadline;

    SessionHold(Session session, Holding holding, HoldSettings limits, EventLoop loop) {
        this.session = session;
        this.holding = holding;
        this.limits = limits;
        this.loop = loop;
    }

    boolean enabled() {
        return !limits.timeout().isZero();
    }

    boolean waiting() {
        return waiting;
    }

    boolean parked() {
        return parked;
    }

    long timeoutMillis() {
        return limits.timeout().toMillis();
    }

    /**
     * Waits for a server, in its place among the others.
     *
     * @return false if too many wait already
     */
    boolean await() {
        settled();
        if (place == 0) {
            place = holding.newPlace();
        }
        waiting = holding.enter(place, session, limits.sessions());
        return waiting;
    }

    /** From now on somebody waits for an answer. */
    void limit() {
        if (deadline == null) {
            deadline = loop.schedule(this::over, limits.timeout().toMillis(), TimeUnit.MILLISECONDS);
        }
    }

    private void over() {
        deadline = null;
        if (!session.closed()) {
            boolean without = session.connecting();
            boolean was = waiting || parked || without;
            leave();
            if (was) {
                session.heldTooLong(without);
            }
        }
    }

    /** Its turn has come. */
    void goOn() {
        waiting = false;
        released = true;
        if (session.closed()) {
            settled();
        }
    }

    /** Something was read that must not be passed on yet. */
    void park() {
        if (!parked) {
            parked = true;
            if (enabled()) {
                limit();
            }
            holding.park(session);
        }
    }

    void unpark() {
        parked = false;
    }

    /** It has a server, or is at its end. */
    void leave() {
        if (waiting) {
            waiting = false;
            holding.leave(place);
        }
        if (deadline != null) {
            deadline.cancel(false);
            deadline = null;
        }
        settled();
    }

    private void settled() {
        if (released) {
            released = false;
            holding.settled();
        }
    }
}
