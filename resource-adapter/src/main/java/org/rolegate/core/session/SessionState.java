package org.rolegate.core.session;

import java.util.Optional;

import org.jspecify.annotations.Nullable;

/**
 * The state of one session, for those who drive it and those who read it. Confined to the thread that drives the session,
 * except {@link #suspectsRefusal} and {@link #withholdsRequests}, which any thread may call.
 */
abstract class SessionState {

    final Handover handover;
    final Hold hold;

    private SessionPhase phase = SessionPhase.CONNECTING;
    private @Nullable Ending ending;

    SessionState(Handover handover, Hold hold) {
        this.handover = handover;
        this.hold = hold;
    }

    final SessionPhase phase() {
        return phase;
    }

    final void enter(SessionPhase next) {
        phase = next;
    }

    /** Enters the last phase; the first ending counts. */
    final void enterClosed(Ending by) {
        phase = phase.close();
        if (ending == null) {
            ending = by;
        }
    }

    /** Returns why the session ended, if it did. */
    public final Optional<Ending> ending() {
        return Optional.ofNullable(ending);
    }

    public final boolean closed() {
        return phase == SessionPhase.CLOSED;
    }

    /** Returns whether both sides are connected and neither has half-closed. */
    public final boolean open() {
        return phase == SessionPhase.OPEN;
    }

    /** Returns whether the session searches or waits for a server, or replays its connection state to one. */
    public final boolean connecting() {
        return phase.connecting();
    }

    /** Returns whether the session has a server that is connected and knows the connection state. */
    public final boolean connected() {
        return !phase.connecting() && !closed();
    }

    /** Returns whether the client has half-closed and the server has not. */
    public final boolean clientFinished() {
        return phase == SessionPhase.CLIENT_DONE;
    }

    /** Returns whether the session is queued or parked. */
    public final boolean held() {
        return hold.queued() || hold.parked();
    }

    final boolean parked() {
        return hold.parked();
    }

    /** Returns whether unanswered requests of the former server must be resent before another one is forwarded. */
    public final boolean resendsRequests() {
        return handover.resendsRequests();
    }

    /** Returns whether the session has left a server, and no server has replied since. */
    public final boolean justMoved() {
        return handover.consecutiveMoves() > 0;
    }

    /** Returns whether the session awaits the outstanding replies of a server that it then leaves. */
    public final boolean draining() {
        return handover.draining();
    }

    /** Returns whether the server is re-checked because it refused a command; any thread may call this. */
    public final boolean suspectsRefusal() {
        return handover.suspectsRefusal();
    }

    /** Returns whether the server gets no new request for now; any thread may call this. */
    final boolean withholdsRequests() {
        return handover.withholdsRequests();
    }

    /** Returns the whole state: two machines that return the same text behave the same. */
    @Override
    public final String toString() {
        return phase + " ending=" + ending + " " + hold + " " + handover;
    }
}
