package org.rolegate.net;

import java.time.Duration;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

import io.netty.channel.EventLoop;

import org.rolegate.core.config.FrontendSettings;
import org.rolegate.core.config.HoldSettings;

/**
 * How one session waits: without a server for one, or with one until it may be spoken to. Belongs to the session's event
 * loop.
 */
final class SessionHold {

    private final Session session;
    private final Holding holding;
    private final HoldSettings limits;
    /** A session that has a server is not refused at once even where clients are never held. */
    private final Duration longest;

    private final EventLoop loop;

    /** Its place among those that wait for a server; 0 unless it had to. */
    private long place;

    private boolean waiting;
    private boolean parked;
    /** It is counted among those that connect at once. */
    private boolean released;

    private Future<?> deadline;

    SessionHold(Session session, Holding holding, FrontendSettings settings, EventLoop loop) {
        this.session = session;
        this.holding = holding;
        this.limits = settings.hold();
        this.longest = enabled() ? limits.timeout() : settings.connectTimeout();
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
        return longest.toMillis();
    }

    /** Tells whether a session that left its server may look for another one at once; else it is to wait. */
    boolean mayPass() {
        if (!enabled() || released) {
            return true;
        }
        released = holding.pass();
        return released;
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
            deadline = loop.schedule(this::over, longest.toMillis(), TimeUnit.MILLISECONDS);
        }
    }

    private void over() {
        deadline = null;
        if (!session.closed()) {
            boolean without = session.connecting();
            if (waiting || parked || without) {
                leave();
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

    /** A server could not be reached. */
    void failed() {
        holding.reached(false);
    }

    /** It has a server. */
    void through() {
        boolean wasReleased = released;
        leave();
        place = 0;
        holding.reached(true);
        if (wasReleased) {
            // The next one need not wait for a tick.
            holding.release();
        }
    }

    /** Something was read that must not be passed on yet. */
    void park() {
        limit();
        if (!parked) {
            parked = true;
            holding.park(session);
            // First the register, then the look: who lets the parked ones go on meanwhile may have missed this one.
            if (session.worthALook() && holding.unpark(session)) {
                session.lookAgain();
            }
        }
    }

    void unpark() {
        parked = false;
    }

    /** It waits no longer. */
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
