package org.rolegate.core.session;

import java.util.Optional;

/**
 * The life of one session from accept to its ending: when what a side says may pass, when the session waits, when it leaves
 * its server and goes on with another one, and how it ends.
 *
 * <pre>
 *              no server: wait                    SEARCHING ------ ready ----&gt; OPEN
 *   WAITING &lt;-------------------------------------  ^  ^                      |  ^
 *      | its turn                                   |  |       must not pass  |  | may pass
 *      +--------------------------------------------+  |                      v  |
 *      | too long: refused                             +---- lost, demoted -- PARKED -- too long: ended
 *      v                                                     (also OPEN)
 *   CLOSED &lt;--- both sides are done, one breaks, refused, cut ---- CLIENT_DONE, SERVER_DONE
 * </pre>
 *
 * <p>It knows neither sockets nor the time: it asks {@link SessionFacts} and {@link Talk}, and orders {@link SessionEffects}.
 * {@code SessionMachineTest} goes through all that can happen to it. Belongs to one thread, but for
 * {@link #withholdsRequests}, {@link #suspectsRefusal} and {@link #mayAnswer}, which any thread may ask.
 */
public final class SessionMachine {

    private final SessionRules rules;
    private final Talk talk;
    private final SessionFacts facts;
    private final SessionEffects effects;
    private final Moves handover;
    private final Hold hold;

    private SessionPhase phase = SessionPhase.CONNECTING;
    private Ending ending;

    public SessionMachine(SessionRules rules, Talk talk, SessionFacts facts, SessionEffects effects) {
        this.rules = rules;
        this.talk = talk;
        this.facts = facts;
        this.effects = effects;
        this.handover = new Moves();
        this.hold = new Hold(effects);
    }

    /** The client was accepted. */
    public void onAccepted() {
        if (closed()) {
            return;
        }
        if (!facts.othersQueueForPlaces() || !waitsFor(true)) {
            effects.search();
        }
    }

    // What may pass

    /** Whether the client's words may be passed on at this very moment. */
    public boolean mayForward() {
        // What was asked before comes first.
        return !handover.resendsRequests() && mayTell();
    }

    private boolean mayTell() {
        return !handover.withholdsRequests() && facts.mayForwardRequests();
    }

    /** Whether the server's words may be passed on at this very moment. */
    public boolean mayAnswer() {
        return !handover.suspectsRefusal() && facts.mayForwardReplies();
    }

    /** Whether a refusal by the server may be taken for one that another server would not utter. */
    public boolean maySuspectRefusal() {
        return open() && !handover.acceptsRefusals() && !handover.tooManyMoves(facts.connectedLongAgo());
    }

    /**
     * The server says what only one in another state says.
     *
     * @param elsewhere whether all that it was asked is refused, and may be asked elsewhere
     * @return whether the client may hear it
     */
    public boolean onRefusal(boolean elsewhere) {
        effects.recheckServer();
        if (open() && elsewhere) {
            handover.suspect();
            effects.startTimer(SessionTimer.SUSPICION);
        }
        return mayAnswer();
    }

    /** The server that is doubted says more. */
    public void onReplyAfterRefusal(boolean elsewhere) {
        if (!elsewhere) {
            believeRefusal();
        }
    }

    /** Lets the client have what its server refused with; false if there is no such thing. */
    private boolean believeRefusal() {
        boolean doubted = handover.suspectsRefusal();
        if (doubted) {
            handover.accept();
            effects.stopTimer(SessionTimer.SUSPICION);
            effects.scheduleResume();
        }
        return doubted;
    }

    /**
     * The server's words were passed on.
     *
     * @param refusal whether they begin as only a server in another state speaks
     * @param answer whether they answered anything
     */
    public void onReplyForwarded(boolean refusal, boolean answer) {
        handover.onReply(refusal, answer);
    }

    /** All that the server said in one turn was passed on. */
    public void onRepliesForwarded() {
        if (handover.draining()) {
            move();
        }
    }

    /** Something was read that must not be passed on yet. */
    public void onPending() {
        if (connected()) {
            hold.park();
        } else if (handover.moved() && rules.holds()) {
            hold.limit();
        }
    }

    /** What kept something back may be over. */
    public void onResume() {
        hold.unpark();
        if (closed() || !connected()) {
            return;
        }
        boolean passed = pass();
        if (closed() || handover.draining() && move()) {
            return;
        }
        if (!passed) {
            hold.park();
            if (!facts.repliesPending()) {
                // What may not pass is the client's: the server is heard on.
                effects.readBoth(false);
            }
            return;
        }
        hold.end();
        effects.readBoth(!handover.draining());
    }

    /** Passes on what was kept back, as far as it may be; tells whether nothing is left. */
    private boolean pass() {
        boolean replies = effects.forwardReplies();
        if (handover.resendsRequests() && mayTell()) {
            handover.onResent();
            effects.resendRequests();
        }
        return effects.forwardRequests() & replies && !handover.resendsRequests();
    }

    // The search for a server

    /** No server can be had for now; full if that is since all have as many sessions as they may. */
    public void onNoServer(String reason, boolean full) {
        if (!rules.holds() && !full || phase == SessionPhase.CONNECTING_CLIENT_DONE) {
            // Who said its last may have gone for good: what it wanted must not be done much later.
            refuse(Ending.NO_SERVER, reason);
        } else if (!waitsFor(full)) {
            refuse(Ending.NO_SERVER, facts.queuedClients() + " clients wait already; " + reason);
        }
    }

    private boolean waitsFor(boolean full) {
        effects.recordQueueReason(full);
        return enters(full);
    }

    private boolean enters(boolean full) {
        if (!hold.enterQueue(full)) {
            return false;
        }
        if (!handover.moved() || owed()) {
            hold.limit();
        }
        effects.readHeldClient();
        return true;
    }

    private boolean owed() {
        return facts.requestsPending() || talk.requestsOutstanding();
    }

    /** Its turn to look for a server has come. */
    public void onQueueTurn() {
        hold.onTurn();
        if (!closed()) {
            effects.search();
        }
    }

    /** The server knows what it must know: the session goes on, or begins. */
    public void onServerReady() {
        hold.onServerReady();
        boolean clientDone = phase == SessionPhase.CONNECTING_CLIENT_DONE;
        phase = phase.onConnected();
        handover.onServerReady(talk.requestsToResend());
        if (handover.moved()) {
            effects.recordResumed();
        }
        boolean passed = pass();
        if (closed()) {
            return;
        }
        if (passed) {
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

    /** The connection to the server broke before the session could go on with it. */
    public void onServerLostBeforeReady() {
        dropServer();
    }

    // Leaving a server

    /** The chosen server may have lost the role for which the session was opened. */
    public void onRoleMayBeLost() {
        if (closed() || !facts.serverChosen() || handover.draining() || facts.mayStay()) {
            return;
        }
        if (phase.connecting()) {
            // Nothing was said to it yet: the client need not notice.
            movesOn();
            effects.search();
        } else if (!move() && !leaveWhenQuiet() && !moveUncertain()) {
            end(Ending.DEMOTED);
        }
    }

    private boolean movable() {
        return open() && !handover.tooManyMoves(facts.connectedLongAgo()) && talk.canMove();
    }

    /** Goes on with another server, if the conversation is at a point where that can take over. */
    private boolean move() {
        if (!movable()) {
            return false;
        }
        effects.stopTimer(SessionTimer.DRAIN);
        effects.stopTimer(SessionTimer.SUSPICION);
        handover.leave(facts.connectedLongAgo());
        effects.pauseClient();
        effects.leaveServer();
        movesOn();
        boolean waits = rules.holds() && !effects.claimTurn() && enters(false);
        if (!waits) {
            effects.search();
        }
        return true;
    }

    private void movesOn() {
        phase = phase.onMoved();
        effects.stopSearch();
        dropServer();
    }

    private void dropServer() {
        effects.dropServer(!mayForward());
    }

    /** Goes on with another server, after the client was told that nobody knows what became of what it asked last. */
    private boolean moveUncertain() {
        if (phase.connecting() || !facts.clientConnected() || !rules.answersUncertain()) {
            return false;
        }
        if (!talk.canMove()) {
            effects.answerUncertain();
        }
        return move();
    }

    private boolean leaveWhenQuiet() {
        if (!open() || !rules.drains() || !talk.canMoveOnceAnswered()) {
            return false;
        }
        handover.drain();
        effects.pauseClient();
        effects.startTimer(SessionTimer.DRAIN);
        return true;
    }

    // Timers

    /** A timer is over that was started and not stopped since. */
    public void onTimer(SessionTimer timer) {
        switch (timer) {
            case HOLD, QUEUE -> heldTooLong(timer);
            case SUSPICION -> doubtedLong();
            case DRAIN -> notQuietInTime();
        }
    }

    private void heldTooLong(SessionTimer timer) {
        if (closed()) {
            return;
        }
        if (phase.connecting()) {
            hold.end();
            refuse(Ending.HOLD_TIMEOUT, facts.holdTimeoutReason(timer));
        } else if (hold.parked()) {
            hold.end();
            if (!believeRefusal()) {
                // Nothing can be said here: the client may be in the midst of a reply.
                end(Ending.HOLD_TIMEOUT);
            }
        }
    }

    private void doubtedLong() {
        if (!handover.suspectsRefusal() || closed()) {
            return;
        }
        if (facts.mayForwardRequests()) {
            believeRefusal();
        } else {
            effects.startTimer(SessionTimer.SUSPICION);
        }
    }

    private void notQuietInTime() {
        if (!handover.draining() || closed() || move()) {
            return;
        }
        if (facts.mayStay()) {
            handover.stay();
            effects.readHeldClient();
            effects.scheduleResume();
        } else if (!moveUncertain()) {
            end(Ending.DEMOTED);
        }
    }

    // Endings

    /** The client sends no more. */
    public void onClientDone() {
        if (closed()) {
            effects.closeClient();
            return;
        }
        if (hold.queued() || hold.parked() && (facts.requestsPending() || handover.resendsRequests())) {
            // It gave up: what it still wanted is nobody's wish any more.
            end(Ending.CLIENT_GONE_HELD);
            return;
        }
        // It cannot go on elsewhere any more: what its server said counts.
        believeRefusal();
        boolean connecting = phase.connecting();
        if (!connecting && talk.idle()) {
            // Nothing is owed to anybody: the server need not be asked to say so.
            close(Ending.NORMAL);
            effects.closeGracefully();
            return;
        }
        phase = phase.onClientDone();
        if (closed()) {
            close(Ending.NORMAL);
            effects.closeGracefully();
        } else if (!connecting) {
            effects.halfCloseServer();
        }
    }

    /** The server sends no more. */
    public void onServerDone() {
        if (closed()) {
            return;
        }
        if (facts.repliesPending() || movable() || open() && talk.requestsOutstanding()) {
            // What it said last may be out of date; and a client whose session can go on elsewhere need not know.
            onServerBroke();
            return;
        }
        phase = phase.onServerDone();
        if (closed()) {
            close(Ending.NORMAL);
            effects.closeGracefully();
        } else {
            effects.halfCloseClient();
        }
    }

    /** The client's connection broke. */
    public void onClientBroke() {
        end(hold.queued() ? Ending.CLIENT_GONE_HELD : phase.clientBroke());
    }

    /** The server's connection broke, or must count as broken. */
    public void onServerBroke() {
        if (closed()) {
            return;
        }
        effects.recheckServer();
        if (move() || moveUncertain()) {
            return;
        }
        close(Ending.SERVER_ABORT);
        effects.closeServerThenClient();
    }

    /** Ends the session, and tells the client why, unless it has asked nothing that this could be the answer to. */
    public void refuse(Ending by, String reason) {
        if (handover.moved() && !owed()) {
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

    /** The client's connection is closed, by whomever. */
    public void onClientClosed() {
        // A failed write closes the client's channel before anything else is heard of it.
        end(ending == null ? phase.clientBroke() : ending);
    }

    /** The first cause counts. */
    private void close(Ending by) {
        phase = SessionPhase.CLOSED;
        effects.stopSearch();
        hold.end();
        effects.stopTimer(SessionTimer.DRAIN);
        effects.stopTimer(SessionTimer.SUSPICION);
        if (ending == null) {
            ending = by;
        }
    }

    // Where it stands

    /** Returns why it ended, if it did. */
    public Optional<Ending> ending() {
        return Optional.ofNullable(ending);
    }

    public boolean closed() {
        return phase == SessionPhase.CLOSED;
    }

    /** Whether both sides may still speak. */
    public boolean open() {
        return phase == SessionPhase.OPEN;
    }

    /** Whether it looks, or waits, for a server, or for one to know what it must know. */
    public boolean connecting() {
        return phase.connecting();
    }

    /** Whether it has a server that may be spoken to. */
    public boolean connected() {
        return !phase.connecting() && !closed();
    }

    /** Whether the client has said its last, and its server has not. */
    public boolean clientFinished() {
        return phase == SessionPhase.CLIENT_DONE;
    }

    /** Whether it waits: for a server, or for the one it has. */
    public boolean held() {
        return hold.queued() || hold.parked();
    }

    /** Whether it waits for the server that it has. */
    boolean parked() {
        return hold.parked();
    }

    /** Whether something that the client said waits until its predecessors were asked again. */
    public boolean resendsRequests() {
        return handover.resendsRequests();
    }

    /** Whether it had a server before, and none has answered since. */
    public boolean justMoved() {
        return handover.consecutiveMoves() > 0;
    }

    /** Whether the server gets nothing more, and must answer soon. */
    public boolean draining() {
        return handover.draining();
    }

    /** Whether the server is being checked since it refused; from any thread. */
    public boolean suspectsRefusal() {
        return handover.suspectsRefusal();
    }

    /** Whether the server gets nothing for now; from any thread. */
    public boolean withholdsRequests() {
        return handover.withholdsRequests();
    }

    /** Tells all of its state: two machines that say the same here do the same. */
    @Override
    public String toString() {
        return phase + " ending=" + ending + " " + hold + " " + handover;
    }
}
