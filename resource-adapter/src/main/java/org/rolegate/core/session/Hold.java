package org.rolegate.core.session;

/**
 * How a session is held: without a server among others that wait for one, or parked with one until it may be spoken to; and
 * for how long at most.
 *
 * <pre>
 *             enter                     park
 *   WAITING &lt;-------- not held ------------------&gt; PARKED
 *      |                ^   ^                         |
 *      +-- its turn, ---+   +--- look ----------------+
 *          or it gives up
 * </pre>
 *
 * <p>The time that it may take runs on while it looks for a server in its turn. Belongs to whoever drives the session.
 */
final class Hold {

    private final SessionEffects effects;
    private boolean waiting;
    private boolean parked;
    /** It waits for a place on a server that is full, which has a limit of its own. */
    private boolean forPlace;
    /** The time for which it may be held runs. */
    private boolean limited;

    Hold(SessionEffects effects) {
        this.effects = effects;
    }

    boolean waiting() {
        return waiting;
    }

    boolean parked() {
        return parked;
    }

    /**
     * Waits among others.
     *
     * @return false if too many wait already
     */
    boolean enter(boolean place) {
        if (forPlace != place) {
            unlimit();
            forPlace = place;
        }
        waiting = effects.enterQueue();
        return waiting;
    }

    /** Its turn has come. */
    void turnCame() {
        waiting = false;
    }

    /** It has a server. */
    void through() {
        rest();
        forPlace = false;
        effects.completeSearch();
    }

    void park() {
        limit();
        boolean first = !parked;
        parked = true;
        effects.park(first);
    }

    void unpark() {
        if (parked) {
            parked = false;
            effects.unpark();
        }
    }

    /** It is held no longer. */
    void leave() {
        rest();
        effects.releaseTurn();
    }

    private void rest() {
        if (waiting) {
            waiting = false;
            effects.leaveQueue();
        }
        unpark();
        unlimit();
    }

    void limit() {
        if (!limited) {
            limited = true;
            effects.startTimer(timer());
        }
    }

    private void unlimit() {
        if (limited) {
            limited = false;
            effects.stopTimer(timer());
        }
    }

    private SessionTimer timer() {
        return forPlace ? SessionTimer.QUEUE : SessionTimer.HOLD;
    }

    @Override
    public String toString() {
        return "waiting=" + waiting + " parked=" + parked + " forPlace=" + forPlace + " limited=" + limited;
    }
}
