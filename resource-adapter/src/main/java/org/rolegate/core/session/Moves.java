package org.rolegate.core.session;

/**
 * Where a session stands with its server: whether it is about to leave it, doubts it, or has come from another one.
 *
 * <pre>
 *                +---------- the check found nothing wrong: it counts ----------+
 *                v                                                              |
 *   start --&gt; SETTLED --- refused in a way that another server may not --&gt; DOUBTING
 *              ^  | \                                                           | lost, demoted
 *              |  |  +-- too old, and owes answers --&gt; LEAVING -- may stay --+  |
 *              |  |                                      | answered, or late |  |
 *              |  | lost, demoted                        v                   |  v
 *              |  +----------------------------------&gt; left &lt;---------------------
 *              +------- arrived, asked again --------------+     (back to SETTLED)
 * </pre>
 *
 * <p>Belongs to whoever drives the session, but for {@link #keepsBack} and {@link #doubting}, which any thread may ask.
 */
final class Moves {

    /** A session moves on so often without one answer: a server that closes at once must not be asked for ever. */
    static final int MOST_IN_A_ROW = 3;

    private volatile boolean leaving;
    private volatile boolean doubting;
    /** The server refuses, and the check found nothing wrong with it. */
    private boolean refusesInEarnest;
    /** What the former server left unanswered is still to be asked. */
    private boolean asksAgain;
    /** It had a server before: its client is in the midst of its work. */
    private boolean moved;
    /** Since a server last answered, or kept the session for long. */
    private int inARow;

    boolean leaving() {
        return leaving;
    }

    boolean doubting() {
        return doubting;
    }

    /** Whether the server gets nothing for now. */
    boolean keepsBack() {
        return leaving || doubting;
    }

    boolean asksAgain() {
        return asksAgain;
    }

    boolean moved() {
        return moved;
    }

    int inARow() {
        return inARow;
    }

    boolean tooMany(boolean arrivedLongAgo) {
        return inARow >= MOST_IN_A_ROW && !arrivedLongAgo;
    }

    boolean refusesInEarnest() {
        return refusesInEarnest;
    }

    void leave() {
        leaving = true;
    }

    void stay() {
        leaving = false;
    }

    void doubt() {
        doubting = true;
    }

    /** The refusal counts. */
    void believe() {
        doubting = false;
        refusesInEarnest = true;
    }

    /** A reply was passed on. */
    void answered(boolean refusal, boolean answer) {
        refusesInEarnest &= refusal;
        if (answer) {
            inARow = 0;
        }
    }

    void left(boolean arrivedLongAgo) {
        leaving = false;
        doubting = false;
        refusesInEarnest = false;
        inARow = arrivedLongAgo ? 1 : inARow + 1;
        moved = true;
    }

    void arrived(boolean asks) {
        asksAgain = asks;
    }

    void askedAgain() {
        asksAgain = false;
    }

    @Override
    public String toString() {
        return "leaving=" + leaving + " doubting=" + doubting + " inEarnest=" + refusesInEarnest + " asksAgain="
                + asksAgain + " moved=" + moved + " inARow=" + inARow;
    }
}
