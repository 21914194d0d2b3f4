package org.rolegate.core.session;

/**
 * The hold of a session: its {@link HoldState}, which draws the transitions, and the timer that limits it. The timer runs on
 * while a session that was queued searches for a server in its turn. Confined to the thread that drives the session.
 */
class Hold {

    private final SessionEffects effects;
    private HoldState state = HoldState.NOT_HELD;
    /** The timer that limits the hold: {@link SessionTimer#QUEUE} while the session waits for a place on a full server. */
    private SessionTimer timer = SessionTimer.HOLD;

    private boolean limited;

    Hold(SessionEffects effects) {
        this.effects = effects;
    }

    HoldState state() {
        return state;
    }

    boolean queued() {
        return state.queued();
    }

    boolean parked() {
        return state.parked();
    }

    /**
     * Enters the queue.
     *
     * @param forPlace whether all servers are full; else there is none
     * @return false if the queue is full
     */
    boolean enterQueue(boolean forPlace) {
        SessionTimer limit = forPlace ? SessionTimer.QUEUE : SessionTimer.HOLD;
        if (timer != limit) {
            unlimit();
            timer = limit;
        }
        boolean entered = effects.enterQueue();
        if (entered) {
            state = state.enterQueue();
        }
        return entered;
    }

    void onTurn() {
        state = state.onTurn();
    }

    /** Leaves the queue before the turn of the session, if it is queued. */
    void leaveQueue() {
        if (queued()) {
            state = state.leaveQueue();
            effects.leaveQueue();
        }
    }

    /** The session has a server. */
    void onServerReady() {
        release();
        timer = SessionTimer.HOLD;
        effects.completeSearch();
    }

    void park() {
        limit();
        boolean first = !parked();
        state = state.park();
        effects.park(first);
    }

    /** Ends the parking, if the session is parked. */
    void unpark() {
        if (parked()) {
            state = state.unpark();
            effects.unpark();
        }
    }

    /** Ends the hold, if there is one, and gives up the right to connect. */
    void end() {
        release();
        effects.releaseTurn();
    }

    private void release() {
        leaveQueue();
        unpark();
        unlimit();
    }

    /** Starts the timer that limits the hold, unless it runs. */
    void limit() {
        if (!limited) {
            limited = true;
            effects.startTimer(timer);
        }
    }

    private void unlimit() {
        if (limited) {
            limited = false;
            effects.stopTimer(timer);
        }
    }

    @Override
    public String toString() {
        return state + " timer=" + timer + " limited=" + limited;
    }
}
