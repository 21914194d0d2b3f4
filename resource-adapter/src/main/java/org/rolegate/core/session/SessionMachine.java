package org.rolegate.core.session;

/**
 * The life of one session from accept to its end: the search for a server, the hold, the handover to another server, and the
 * endings. What may be forwarded meanwhile is decided in {@link SessionForwarding}.
 *
 * <p>The state has five parts; each type draws its own transitions. Of four of them exactly the following combinations occur,
 * that is, all combinations of the values in one line. {@link MoveState} is independent of these:
 *
 * <pre>{@code
 *   SessionPhase            HoldState                             DrainState     RefusalState
 *   CONNECTING              NOT_HELD|QUEUED|PARKED|QUEUED_PARKED  NONE           NONE
 *   CONNECTING_CLIENT_DONE  NOT_HELD|PARKED                       NONE           NONE
 *   OPEN                    NOT_HELD                              NONE|DRAINING  NONE|ACCEPTED
 *   OPEN                    PARKED                                NONE|DRAINING  NONE|SUSPECTED|ACCEPTED
 *   CLIENT_DONE             NOT_HELD|PARKED                       NONE|DRAINING  NONE|ACCEPTED
 *   SERVER_DONE             NOT_HELD|PARKED                       NONE|DRAINING  NONE
 *   CLOSED                  NOT_HELD                              NONE|DRAINING  NONE|SUSPECTED|ACCEPTED
 * }</pre>
 *
 * <p>A session that leaves its server while it is parked remains parked until {@link #onResume} or {@link #onServerReady}. A
 * closed session keeps the drain and the refusal of its last moment.
 *
 * <p>The machine knows neither sockets nor the time: it reads {@link SessionFacts} and {@link SessionContinuity}, and calls
 * {@link SessionEffects}. {@code SessionMachineTest} goes through every state of a small world, and checks this table and all
 * drawn transitions. Confined to the thread that drives the session, except {@link #mayAnswer},
 * {@link #mayResume} and {@link #suspectsRefusal}, which any thread may call.
 */
public final class SessionMachine extends SessionForwarding {

    public SessionMachine(
            SessionRules rules, SessionContinuity continuity, SessionFacts facts, SessionEffects effects) {
        this(rules, continuity, facts, effects, new Handover(), new Hold(effects));
    }

    /** Creates a machine whose handover and hold are observed. */
    SessionMachine(
            SessionRules rules,
            SessionContinuity continuity,
            SessionFacts facts,
            SessionEffects effects,
            Handover handover,
            Hold hold) {
        super(rules, continuity, facts, effects, handover, hold);
    }

    // Search and queue

    /** Handles the accept of the client connection. */
    public void onAccepted() {
        if (closed()) {
            return;
        }
        if (!facts.othersQueueForPlaces() || !enterQueueFor(true)) {
            effects.search();
        }
    }

    /**
     * Handles a search that found no server.
     *
     * @param full whether all servers have as many sessions as they may have
     */
    public void onNoServer(String reason, boolean full) {
        if (!rules.holds() && !full || phase() == SessionPhase.CONNECTING_CLIENT_DONE) {
            // A client that half-closed may be gone: its requests must not be executed much later.
            refuse(Ending.NO_SERVER, reason);
        } else if (!enterQueueFor(full)) {
            refuse(Ending.NO_SERVER, facts.queuedClients() + " clients wait already; " + reason);
        }
    }

    private boolean enterQueueFor(boolean place) {
        effects.recordQueueReason(place);
        return enterQueue(place);
    }

    private boolean enterQueue(boolean forPlace) {
        if (!hold.enterQueue(forPlace)) {
            return false;
        }
        if (!handover.moved() || clientAwaitsReply()) {
            hold.limit();
        }
        effects.readHeldClient();
        return true;
    }

    private boolean clientAwaitsReply() {
        return facts.requestsPending() || continuity.requestsOutstanding();
    }

    /** Handles the turn of the session to search for a server. */
    public void onQueueTurn() {
        hold.onTurn();
        if (!closed()) {
            effects.search();
        }
    }

    /** Handles a server that is connected and knows the connection state: the session begins, or resumes. */
    public void onServerReady() {
        hold.onServerReady();
        boolean clientDone = phase() == SessionPhase.CONNECTING_CLIENT_DONE;
        enter(phase().onConnected());
        handover.onServerReady(continuity.requestsToResend());
        if (handover.moved()) {
            effects.recordResumed();
        }
        boolean all = forwardPending();
        if (closed()) {
            return;
        }
        if (all) {
            effects.readClient();
            if (clientDone) {
                effects.halfCloseServer();
            }
        } else if (clientDone) {
            end(Ending.CLIENT_GONE_HELD);
        } else {
            hold.park();
            effects.readHeldClient();
        }
    }

    /** Handles the loss of a server connection before the session could begin or resume with it. */
    public void onServerLostBeforeReady() {
        dropServer();
    }

    // Handover

    /** Handles a change after which the server may no longer have the role for which the session was opened. */
    public void onRoleMayBeLost() {
        if (closed() || !facts.serverChosen() || handover.draining() || facts.mayStay()) {
            return;
        }
        if (connecting()) {
            // Nothing was forwarded to the server yet: the client need not notice.
            giveUpServer();
            effects.search();
        } else if (!handOver() && !drain() && !handOverUncertain()) {
            end(Ending.DEMOTED);
        }
    }

    private boolean canHandOver() {
        return open() && !handover.tooManyMoves(facts.connectedLongAgo()) && continuity.canMove();
    }

    @Override
    boolean handOver() {
        if (!canHandOver()) {
            return false;
        }
        effects.stopTimer(SessionTimer.DRAIN);
        effects.stopTimer(SessionTimer.SUSPICION);
        handover.leave(facts.connectedLongAgo());
        effects.pauseClient();
        effects.leaveServer();
        giveUpServer();
        boolean queued = rules.holds() && !effects.claimTurn() && enterQueue(false);
        if (!queued) {
            effects.search();
        }
        return true;
    }

    /** Answers the outstanding requests with {@code -UNCERTAIN}, and leaves the server; returns whether it did. */
    private boolean handOverUncertain() {
        if (connecting() || !facts.clientConnected() || !rules.answersUncertain()) {
            return false;
        }
        if (!continuity.canMove()) {
            effects.answerUncertain();
        }
        return handOver();
    }

    private boolean drain() {
        if (!open() || !rules.drains() || !continuity.canMoveOnceAnswered()) {
            return false;
        }
        handover.drain();
        effects.pauseClient();
        effects.startTimer(SessionTimer.DRAIN);
        return true;
    }

    private void giveUpServer() {
        enter(phase().onMoved());
        effects.stopSearch();
        dropServer();
    }

    private void dropServer() {
        effects.dropServer(!mayForward());
    }

    // Timers

    /** Handles the expiry of a timer that was started and not stopped since. */
    public void onTimer(SessionTimer timer) {
        switch (timer) {
            case HOLD, QUEUE -> onHoldTimeout(timer);
            case SUSPICION -> onSuspicionTimeout();
            case DRAIN -> onDrainTimeout();
        }
    }

    private void onHoldTimeout(SessionTimer timer) {
        if (closed()) {
            return;
        }
        if (connecting()) {
            hold.end();
            refuse(Ending.HOLD_TIMEOUT, facts.holdTimeoutReason(timer));
        } else if (hold.parked()) {
            hold.end();
            if (!acceptRefusal()) {
                // The client gets no error: part of a reply may have been forwarded.
                end(Ending.HOLD_TIMEOUT);
            }
        }
    }

    private void onDrainTimeout() {
        if (!handover.draining() || closed() || handOver()) {
            return;
        }
        if (facts.mayStay()) {
            handover.stay();
            effects.readHeldClient();
            effects.scheduleResume();
        } else if (!handOverUncertain()) {
            end(Ending.DEMOTED);
        }
    }

    // Endings

    /** Handles the half-close of the client. */
    public void onClientDone() {
        if (closed()) {
            effects.closeClient();
            return;
        }
        if (hold.queued() || hold.parked() && (facts.requestsPending() || handover.resendsRequests())) {
            // The client gave up: its pending requests must not be executed.
            end(Ending.CLIENT_GONE_HELD);
            return;
        }
        // The session cannot leave its server any more: the client gets what the server replied.
        acceptRefusal();
        boolean connecting = connecting();
        if (!connecting && continuity.idle()) {
            // No reply is outstanding: the server's half-close need not be awaited.
            close(Ending.NORMAL);
            effects.closeGracefully();
            return;
        }
        enter(phase().onClientDone());
        if (closed()) {
            close(Ending.NORMAL);
            effects.closeGracefully();
        } else if (!connecting) {
            effects.halfCloseServer();
        }
    }

    /** Handles the half-close of the server. */
    public void onServerDone() {
        if (closed()) {
            return;
        }
        if (facts.repliesPending() || canHandOver() || open() && continuity.requestsOutstanding()) {
            // Pending replies may be out of date; and a client whose session can be handed over need not notice.
            onServerBroke();
            return;
        }
        enter(phase().onServerDone());
        if (closed()) {
            close(Ending.NORMAL);
            effects.closeGracefully();
        } else {
            effects.halfCloseClient();
        }
    }

    /** Handles the loss of the client connection. */
    public void onClientBroke() {
        end(hold.queued() ? Ending.CLIENT_GONE_HELD : phase().clientBroke());
    }

    /** Handles the loss of the server connection, or a state in which it must count as lost. */
    public void onServerBroke() {
        if (closed()) {
            return;
        }
        effects.recheckServer();
        if (handOver() || handOverUncertain()) {
            return;
        }
        close(Ending.SERVER_ABORT);
        effects.closeServerThenClient();
    }

    /** Ends the session and sends the reason to the client, unless the client awaits no reply. */
    public void refuse(Ending by, String reason) {
        if (handover.moved() && !clientAwaitsReply()) {
            end(by);
            return;
        }
        close(by);
        dropServer();
        effects.refuse(by, reason);
    }

    /** Ends the session at once. */
    public void end(Ending by) {
        close(by);
        effects.close(by != Ending.NORMAL && !mayForward());
    }

    /** Handles the end of the client connection, whatever closed it. */
    public void onClientClosed() {
        // A failed write closes the client's channel before any other event reports it.
        end(ending().orElseGet(phase()::clientBroke));
    }

    private void close(Ending by) {
        enterClosed(by);
        effects.stopSearch();
        hold.end();
        effects.stopTimer(SessionTimer.DRAIN);
        effects.stopTimer(SessionTimer.SUSPICION);
    }
}
