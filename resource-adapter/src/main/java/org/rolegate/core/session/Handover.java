package org.rolegate.core.session;

/**
 * The handover state of a session. It has three independent parts, each of which is a type that draws its transitions:
 *
 * <ul>
 *   <li>{@link DrainState}: whether the session awaits the outstanding replies of its server, and then leaves it;
 *   <li>{@link RefusalState}: whether the server is re-checked because it refused a command;
 *   <li>{@link MoveState}: whether the session came from another server, and must resend requests.
 * </ul>
 *
 * <p>The parts are independent because they do coincide: a server may refuse a command while it is drained, and may lose its
 * role while it is re-checked. {@code SessionMachineTest} checks that the drawn transitions are those that are taken.
 *
 * <p>Confined to the thread that drives the session, except {@link #draining}, {@link #suspectsRefusal} and
 * {@link #withholdsRequests}, which any thread may call.
 */
class Handover {

    /** The most handovers without one reply: a server that closes every connection at once is not tried for ever. */
    static final int MOST_CONSECUTIVE = 3;

    private volatile DrainState drain = DrainState.NONE;
    private volatile RefusalState refusal = RefusalState.NONE;
    private MoveState move = MoveState.FIRST_SERVER;
    /** The handovers since a server last replied, or stayed connected for long. */
    private int consecutiveMoves;

    DrainState drainState() {
        return drain;
    }

    RefusalState refusalState() {
        return refusal;
    }

    MoveState move() {
        return move;
    }

    boolean draining() {
        return drain == DrainState.DRAINING;
    }

    boolean suspectsRefusal() {
        return refusal == RefusalState.SUSPECTED;
    }

    boolean acceptsRefusals() {
        return refusal == RefusalState.ACCEPTED;
    }

    /** Returns whether the server gets no new request for now. */
    boolean withholdsRequests() {
        return draining() || suspectsRefusal();
    }

    boolean resendsRequests() {
        return move == MoveState.RESENDING;
    }

    /** Returns whether the session has left a server before. */
    boolean moved() {
        return move != MoveState.FIRST_SERVER;
    }

    int consecutiveMoves() {
        return consecutiveMoves;
    }

    boolean tooManyMoves(boolean connectedLongAgo) {
        return consecutiveMoves >= MOST_CONSECUTIVE && !connectedLongAgo;
    }

    void drain() {
        drain = drain.drain();
    }

    void stay() {
        drain = drain.stay();
    }

    void suspect() {
        refusal = refusal.suspect();
    }

    void accept() {
        refusal = refusal.accept();
    }

    /**
     * Takes note of a reply that was forwarded.
     *
     * @param refused whether it begins with a refusal
     * @param answer whether it answers a request
     */
    void onReply(boolean refused, boolean answer) {
        // Called for each reply: a volatile field is written only when it changes.
        if (!refused && refusal != RefusalState.NONE) {
            onOtherReply();
        }
        if (answer) {
            consecutiveMoves = 0;
        }
    }

    void onOtherReply() {
        refusal = refusal.onOtherReply();
    }

    /** Leaves the server. */
    void leave(boolean connectedLongAgo) {
        drain = drain.leave();
        refusal = refusal.leave();
        move = move.leave();
        consecutiveMoves = connectedLongAgo ? 1 : consecutiveMoves + 1;
    }

    void onServerReady(boolean requestsToResend) {
        move = move.onServerReady(requestsToResend);
    }

    void onResent() {
        move = move.onResent();
    }

    @Override
    public String toString() {
        return "drain=" + drain + " refusal=" + refusal + " move=" + move + " consecutiveMoves=" + consecutiveMoves;
    }
}
