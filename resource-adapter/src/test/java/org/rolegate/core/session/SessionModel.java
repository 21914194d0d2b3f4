package org.rolegate.core.session;

import java.util.List;
import java.util.Optional;

/**
 * A client, two servers, and what lies between them but for the machine: a small world in which one thing happens at a time.
 * It asserts at each step what must always hold, and says what can happen next ({@link SessionStep}).
 */
final class SessionModel extends ModelWorld {

    private static final int MOST_STEPS = 200;

    private static final List<SessionStep> CALM = List.of(
            SessionStep.UNFENCE,
            SessionStep.WAKE,
            SessionStep.UNCROWD,
            SessionStep.NO_OTHERS_BEFORE,
            SessionStep.FIRST_IS_MASTER,
            SessionStep.TOLD_OF_ROUTES,
            SessionStep.CLIENT_CLOSES,
            SessionStep.UNPARK,
            SessionStep.LOOK,
            SessionStep.RELEASE,
            SessionStep.TURN,
            SessionStep.SERVER_ENDS_TOO,
            SessionStep.PARTED_CLIENT_ENDS,
            SessionStep.CONNECTED,
            SessionStep.TOLD_ALL,
            SessionStep.SERVE,
            SessionStep.SERVE_LATE,
            SessionStep.SERVER_SAYS,
            SessionStep.CLIENT_SAYS,
            SessionStep.DRAIN_TIMEOUT,
            SessionStep.SUSPICION_TIMEOUT);

    SessionModel(List<ModelCommand> script, SessionRules rules, int mischief, SessionRecord record) {
        super(script, rules, mischief, record);
    }

    /** What the client says arrives. */
    void clientSays(boolean whole) {
        requestsRead(new ModelLink.Asked(said, whole));
        halfSaid = !whole;
        said += whole ? 1 : 0;
    }

    private void requestsRead(ModelLink.Asked asked) {
        if (machine.closed()) {
            return;
        }
        if (!machine.connected() || !requests.isEmpty() || !machine.mayForward()) {
            requests.add(asked);
            machine.onPending();
        } else {
            forward(asked);
        }
    }

    /** The next that the server said arrives, or the half of it. */
    void serverSays(boolean half) {
        ModelLink.Said next = link.said.remove();
        if (half) {
            link.said.addFirst(next);
            next = new ModelLink.Said(next.number(), false, next.refusal());
        }
        if (machine.closed()) {
            return;
        }
        // A half one is only said where nothing is to be passed over.
        if (next.whole() && talk.skips()) {
            return;
        }
        if (machine.suspectsRefusal()) {
            mixed |= !next.refusal();
            machine.onReplyAfterRefusal(refusesElsewhere(next));
        }
        boolean passes =
                replies.isEmpty() && (next.refusal() ? machine.onRefusal(refusesElsewhere(next)) : machine.mayAnswer());
        if (!passes) {
            replies.add(next);
            readsServer &= machine.suspectsRefusal();
            machine.onPending();
            return;
        }
        hear(next);
        flushClient();
        machine.onRepliesForwarded();
        mustBe(!machine.open() || !machine.draining() || !talk.canMove(), "it leaves as soon as it can");
    }

    private boolean refusesElsewhere(ModelLink.Said next) {
        return machine.maySuspectRefusal() && next.refusal() && next.whole() && talk.refused();
    }

    /** A server carries out, or refuses, what it was asked next. */
    void serve(ModelLink at) {
        int number = at.take();
        boolean refuses = at.server != master && script.get(number) != ModelCommand.READ;
        if (!refuses) {
            ran[number]++;
            mustBe(script.get(number) != ModelCommand.WRITE || ran[number] == 1, "no write runs twice");
            mustBe(
                    script.get(number) != ModelCommand.WRITE || heard.length() <= number || heard.charAt(number) != '-',
                    "what was refused does not run");
        }
        if (!at.dropped) {
            at.said.add(new ModelLink.Said(number, true, refuses));
        }
    }

    boolean clientCanSpeak() {
        return !closed && !clientDone && readsClient && said < script.size();
    }

    void clientEnds() {
        boolean wantsMore = holding.queued || machine.parked() && (!requests.isEmpty() || machine.resendsRequests());
        clientDone = true;
        excused = true;
        machine.onClientDone();
        mustBe(closed || !wantsMore, "what a client wants that gave up is not done");
    }

    void clientBreaks() {
        clientGone = true;
        excused = true;
        machine.onClientBroke();
        account();
    }

    boolean serverCanSpeak() {
        return link != null && telling == null && readsServer && !link.said.isEmpty();
    }

    /** Whether the server may say that it says no more: it has said all else. */
    boolean canFinish() {
        return link != null && telling == null && readsServer && !link.finished && link.said.isEmpty();
    }

    void serverEnds() {
        mischief--;
        link.finished = true;
        maySurvive();
        machine.onServerDone();
    }

    void serverBreaks() {
        mischief--;
        link.said.clear();
        maySurvive();
        if (telling == null) {
            machine.onServerBroke();
        } else {
            lostBeforeReady();
        }
    }

    /** A session ends rightly with its server if the client is in the midst of a word, or has done what cannot be told. */
    private void maySurvive() {
        excused |= talk.cannotGoOn();
    }

    void demote(int successor) {
        mischief--;
        master = successor;
        told = true;
    }

    void hearsOfRoutes() {
        told = false;
        maySurvive();
        machine.onRoleMayBeLost();
    }

    void fence() {
        mischief--;
        fenced = true;
    }

    void sleep() {
        mischief--;
        asleep = true;
    }

    void look() {
        holding.looks = false;
        machine.onResume();
    }

    void turn() {
        holding.turn(machine.closed());
        machine.onQueueTurn();
    }

    void crowd() {
        mischief--;
        holding.crowded = true;
        excused = true;
    }

    void othersBefore() {
        mischief--;
        holding.ahead = true;
    }

    /** Whether the server has answered all, and was told that no more comes. */
    boolean serverMayEndToo() {
        return canFinish() && link.toldEnd && !link.busy();
    }

    void serverEndsToo() {
        link.finished = true;
        machine.onServerDone();
    }

    void clientDies() {
        mischief--;
        clientDead = true;
        excused = true;
    }

    void cut() {
        mischief--;
        excused = true;
        machine.end(Ending.STOPPED);
    }

    void over(SessionTimer timer) {
        timers.remove(timer);
        boolean doubted = machine.suspectsRefusal();
        heldLong |= timer == SessionTimer.HOLD;
        excused |= heldLong && !doubted;
        maySurvive();
        machine.onTimer(timer);
        boolean believed = doubted && timer == SessionTimer.SUSPICION && !machine.suspectsRefusal();
        mustBe(!believed || mayForwardRequests(), "a refusal counts if the server has its role");
    }

    void connected() {
        connects = false;
        if (chosen != master) {
            chosen = NONE;
            search();
            return;
        }
        link = new ModelLink(chosen);
        links.add(link);
        readsServer = true;
        if (moved) {
            telling = link;
        } else {
            machine.onServerReady();
        }
    }

    void connectFails() {
        mischief--;
        notConnected();
    }

    void toldAll() {
        telling = null;
        machine.onServerReady();
    }

    void tellingBreaks() {
        mischief--;
        lostBeforeReady();
    }

    void tellingRefused() {
        mischief--;
        excused = true;
        telling = null;
        machine.refuse(Ending.CONNECT_FAILED, "would not take the session over");
    }

    private void lostBeforeReady() {
        telling = null;
        machine.onServerLostBeforeReady();
        notConnected();
    }

    private void notConnected() {
        connects = false;
        chosen = NONE;
        excused |= !rules.holds();
        machine.onNoServer("cannot connect", false);
    }

    /** What must hold between any two steps. */
    void check() {
        mustBe(heard.length() <= said, "no answer without a command");
        for (int i = 0; i < heard.length(); i++) {
            boolean write = script.get(i) == ModelCommand.WRITE;
            mustBe(!write || heard.charAt(i) != '+' || ran[i] == 1, "what was acknowledged ran");
            mustBe(!write || heard.charAt(i) != '-' || ran[i] == 0, "what was refused did not run");
        }
        boolean waits = !closed && (machine.held() && (talk.requestsOutstanding() || !requests.isEmpty()));
        mustBe(!waits || timers.contains(SessionTimer.HOLD), "nobody waits for ever");
        mustBe(timers.contains(SessionTimer.DRAIN) == (!closed && machine.draining()), "time runs for who leaves");
        mustBe(
                timers.contains(SessionTimer.SUSPICION) == (!closed && machine.suspectsRefusal()),
                "time runs for who doubts");
        mustBe(
                closed || !machine.suspectsRefusal() || replies.stream().allMatch(ModelLink.Said::refusal),
                "what is doubted was refused");
        mustBe(closed || !machine.suspectsRefusal() || !clientDone, "who said its last hears all");
        boolean listens = holding.queued || machine.parked() && machine.connected() && !machine.draining();
        mustBe(closed || clientDone || !listens || readsClient, "it is seen when a held client gives up");
        mustBe(closed == machine.closed(), "who is closed knows it");
        boolean nothingLeft = timers.isEmpty() && !holding.queued && !holding.registered && !machine.held();
        mustBe(!closed || nothingLeft, "nothing is left of a session that ended");
        mustBe(!holding.released || !closed && machine.connecting(), "the right to connect is given back");
        mustBe(!machine.held() || holding.heard(), "who is held is let go on some time");
        mustBe(closed || moved || !holding.queued || timers.contains(SessionTimer.HOLD), "nobody new waits for ever");
        boolean spokenTo = link != null && telling == null && !holding.looks && replies.isEmpty();
        mustBe(closed || !spokenTo || readsServer, "a server is heard whose words may pass");
        mustBe(!closed || excused || !rules.answersUncertain(), "it could have gone on: " + machine.ending());
        if (!refusal.isEmpty() && heard.length() < said) {
            mustBe(
                    script.get(heard.length()) != ModelCommand.WRITE || ran[heard.length()] == 0,
                    "what fails did not run");
        }
    }

    /** Everything goes right from here on; what must hold in the end does. */
    void settle() {
        mischief = 0;
        for (int i = 0; i < MOST_STEPS; i++) {
            Optional<SessionStep> next =
                    CALM.stream().filter(step -> step.possible(this)).findFirst();
            if (next.isEmpty()) {
                mustBe(closed || heard.length() == said, "all that was said is answered");
                mustBe(closed || clientDone || said == script.size(), "the client is heard to the end");
                mustBe(!clientDone || closed, "who said its last ends");
                mustBe(!closed || accounted, "who parts is gone in the end");
                mustBe(closed || !machine.held(), "nobody is held without a reason");
                return;
            }
            next.get().apply(this);
        }
        throw new AssertionError("does not come to rest");
    }
}
