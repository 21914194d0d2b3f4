package org.rolegate.net;

import java.time.Duration;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

import io.netty.channel.EventLoop;

import org.rolegate.core.config.FrontendSettings;
import org.rolegate.core.session.Ending;

/**
 * How one session waits: without a server for one, or with one until it may be spoken to. Belongs to the session's event
 * loop.
 */
final class SessionHold {

    private final Session session;

    /** Its place among those that wait for a server; 0 unless it had to. */
    private long place;

    /** It waits for a place on a server that is full, which has a limit of its own. */
    private boolean queues;

    private boolean waiting;
    private boolean parked;
    /** It is counted among those that connect at once. */
    private boolean released;

    private Future<?> deadline;

    SessionHold(Session session) {
        this.session = session;
    }

    private FrontendSettings settings() {
        return session.frontend().settings();
    }

    private Holding holding() {
        return session.frontend().sessions().holding();
    }

    boolean enabled() {
        return !settings().hold().timeout().isZero();
    }

    private Duration longest() {
        if (queues) {
            return settings().timeouts().queue();
        }
        // A session that has a server is not refused at once even where clients are never held.
        return enabled() ? settings().hold().timeout() : settings().timeouts().connect();
    }

    boolean waiting() {
        return waiting;
    }

    boolean parked() {
        return parked;
    }

    /** Has a new session wait behind others that wait for a place on a server; else it may look for one at once. */
    boolean waitsBehindOthers() {
        return session.frontend().sessions().serversFill() && holding().count() > 0 && waits(true);
    }

    /** Has a session that left its server wait if others are before it; else it may look for another one at once. */
    boolean waitsItsTurn() {
        if (!enabled() || released) {
            return false;
        }
        released = holding().pass();
        return !released && enters(false);
    }

    /**
     * Waits for a server, in its place among the others; an established session that has no wish may do so for as long as it
     * has none.
     *
     * @param full whether its servers have as many sessions as they may, and nothing else is wrong
     * @return false if too many wait already
     */
    boolean waits(boolean full) {
        holding().waitFor(full);
        return enters(full);
    }

    private boolean enters(boolean full) {
        forServersThatAreFull(full);
        if (place == 0) {
            place = holding().newPlace();
        }
        waiting = holding().enter(place, this, settings().hold().sessions());
        // Only now: those behind it are not to look first.
        settled();
        if (waiting) {
            if (!session.moving().moved() || owed()) {
                limit();
            }
            session.clientLeg().listen();
        }
        return waiting;
    }

    /** Tells whether the client waits for an answer. */
    boolean owed() {
        return session.clientLeg().stashed() || session.moving().owed();
    }

    /** The client of a session that waits for a server has said something. */
    void saidWhileWaiting() {
        if (session.moving().moved() && enabled()) {
            limit();
        }
    }

    private void forServersThatAreFull(boolean full) {
        if (queues != full) {
            queues = full;
            forgetDeadline();
        }
    }

    private EventLoop loop() {
        return session.clientChannel().eventLoop();
    }

    private void limit() {
        if (deadline == null) {
            deadline = loop().schedule(this::over, longest().toMillis(), TimeUnit.MILLISECONDS);
        }
    }

    private void forgetDeadline() {
        if (deadline != null) {
            deadline.cancel(false);
            deadline = null;
        }
    }

    private void over() {
        deadline = null;
        if (session.closed()) {
            return;
        }
        if (session.connecting()) {
            leave();
            session.refuse(
                    Ending.HOLD_TIMEOUT,
                    session.search().whyNone() + "; held for " + longest().toMillis()
                            + " ms; this command was not executed");
        } else if (waiting || parked) {
            leave();
            if (!session.passage().believeRefusal()) {
                // Nothing can be said here: the client may be in the midst of a reply.
                session.end(Ending.HOLD_TIMEOUT);
            }
        }
    }

    /** Its turn has come; from any thread. */
    void goOn() {
        loop().execute(() -> {
            waiting = false;
            released = true;
            if (session.closed()) {
                settled();
            }
            session.search().begin();
        });
    }

    /** A server could not be reached. */
    void failed() {
        holding().reached(false);
    }

    /** It has a server. */
    void through() {
        boolean wasReleased = released;
        leave();
        place = 0;
        queues = false;
        holding().reached(true);
        if (wasReleased) {
            // The next one need not wait for a tick.
            holding().release();
        }
    }

    /** Something was read that must not be passed on yet. */
    void park() {
        limit();
        Passage passage = session.passage();
        if (!parked) {
            parked = true;
            holding().park(passage);
            // First the register, then the look: who lets the parked ones go on meanwhile may have missed this one.
            if (passage.worthALook() && holding().unpark(passage)) {
                passage.lookAgain();
            }
        }
    }

    void unpark() {
        if (parked) {
            parked = false;
            holding().unpark(session.passage());
        }
    }

    /** It waits no longer. */
    void leave() {
        if (waiting) {
            waiting = false;
            holding().leave(place);
        }
        unpark();
        forgetDeadline();
        settled();
    }

    private void settled() {
        if (released) {
            released = false;
            holding().settled();
        }
    }
}
