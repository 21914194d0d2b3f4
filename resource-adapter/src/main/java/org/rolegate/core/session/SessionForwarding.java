package org.rolegate.core.session;

/**
 * The rules for what may be forwarded between the client and the server of a session at a moment. Bytes that may not be
 * forwarded yet are pending, and the session is parked until {@link #onResume}. A refusal is pending while the server is
 * re-checked.
 *
 * <p>Confined to the thread that drives the session, except {@link #mayAnswer} and {@link #mayResume}, which any
 * thread may call.
 */
abstract class SessionForwarding extends SessionState {

    final SessionRules rules;
    final SessionContinuity continuity;
    final SessionFacts facts;
    final SessionEffects effects;

    SessionForwarding(
            SessionRules rules,
            SessionContinuity continuity,
            SessionFacts facts,
            SessionEffects effects,
            Handover handover,
            Hold hold) {
        super(handover, hold);
        this.rules = rules;
        this.continuity = continuity;
        this.facts = facts;
        this.effects = effects;
    }

    /** Leaves the server for another one, if that is possible at this moment; returns whether it did. */
    abstract boolean handOver();

    /** Returns whether requests of the client may be forwarded at this moment. */
    public final boolean mayForward() {
        // The unanswered requests of the former server come first.
        return !handover.resendsRequests() && serverMayReceive();
    }

    private boolean serverMayReceive() {
        return !handover.withholdsRequests() && facts.mayForwardRequests();
    }

    /** Returns whether replies of the server may be forwarded at this moment; any thread may call this. */
    public final boolean mayAnswer() {
        return !handover.suspectsRefusal() && facts.mayForwardReplies();
    }

    /**
     * Returns whether a parked session can forward something now, or has no server any more; any thread may call this.
     *
     * @param requests whether requests are pending
     * @param replies whether replies are pending
     */
    public final boolean mayResume(boolean requests, boolean replies) {
        return !facts.serverChosen() || replies && mayAnswer() || requests && serverMayReceive();
    }

    /** Returns whether a refusal may be suspected to be one that another server would not send. */
    public final boolean maySuspectRefusal() {
        return open() && !handover.acceptsRefusals() && !handover.tooManyMoves(facts.connectedLongAgo());
    }

    /**
     * Handles a READONLY, LOADING or MASTERDOWN reply.
     *
     * @param elsewhere whether the server refuses all outstanding requests, and another server might execute them
     * @return whether the reply may be forwarded now
     */
    public final boolean onRefusal(boolean elsewhere) {
        effects.recheckServer();
        if (open() && elsewhere) {
            handover.suspect();
            effects.startTimer(SessionTimer.SUSPICION);
        }
        return mayAnswer();
    }

    /** Handles another reply of a server that is re-checked; the parameter is that of {@link #onRefusal}. */
    public final void onReplyAfterRefusal(boolean elsewhere) {
        if (!elsewhere) {
            acceptRefusal();
        }
    }

    /** Allows the pending refusal to be forwarded; returns false if there is none. */
    final boolean acceptRefusal() {
        boolean suspected = handover.suspectsRefusal();
        if (suspected) {
            handover.accept();
            effects.stopTimer(SessionTimer.SUSPICION);
            effects.scheduleResume();
        }
        return suspected;
    }

    final void onSuspicionTimeout() {
        if (!handover.suspectsRefusal() || closed()) {
            return;
        }
        if (facts.mayForwardRequests()) {
            acceptRefusal();
        } else {
            effects.startTimer(SessionTimer.SUSPICION);
        }
    }

    /**
     * Handles a reply that was forwarded.
     *
     * @param refusal whether it begins with a refusal
     * @param answer whether it answered a request
     */
    public final void onReplyForwarded(boolean refusal, boolean answer) {
        handover.onReply(refusal, answer);
    }

    /** Handles the end of a read of the server, all of which was forwarded. */
    public final void onRepliesForwarded() {
        if (handover.draining()) {
            handOver();
        }
    }

    /** Handles bytes that were read and may not be forwarded yet. */
    public final void onPending() {
        if (connected()) {
            hold.park();
        } else if (handover.moved() && rules.holds()) {
            hold.limit();
        }
    }

    /** Handles a change after which pending bytes may perhaps be forwarded. */
    public final void onResume() {
        hold.unpark();
        if (!connected()) {
            return;
        }
        boolean all = forwardPending();
        if (closed() || handover.draining() && handOver()) {
            return;
        }
        if (!all) {
            hold.park();
            if (!facts.repliesPending()) {
                // Only requests are pending: the server is read on.
                effects.readBoth(false);
            }
            return;
        }
        hold.end();
        effects.readBoth(!handover.draining());
    }

    /** Forwards pending bytes as far as they may be forwarded; returns whether none are left. */
    final boolean forwardPending() {
        boolean replies = effects.forwardReplies();
        if (handover.resendsRequests() && serverMayReceive()) {
            handover.onResent();
            effects.resendRequests();
        }
        return effects.forwardRequests() & replies && !handover.resendsRequests();
    }
}
