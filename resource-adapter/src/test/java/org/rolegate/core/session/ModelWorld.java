package org.rolegate.core.session;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/** What lies around the machine of a {@link SessionModel}: the state of that small world, and what the machine asks and orders. */
abstract class ModelWorld implements SessionFacts, SessionEffects {

    static final int NONE = -1;

    final List<ModelCommand> script;
    final SessionRules rules;
    final ModelContinuity talk;
    final SessionMachine machine;
    final SessionRecord record;
    /** How often each command ran. */
    final int[] ran;

    final List<ModelLink> links = new ArrayList<>();
    final Deque<ModelLink.Asked> requests = new ArrayDeque<>();
    final Deque<ModelLink.Said> replies = new ArrayDeque<>();
    final Set<SessionTimer> timers = EnumSet.noneOf(SessionTimer.class);

    /** What the client heard: + for an answer, - for a refusal, ? for an unknown outcome. */
    final StringBuilder heard = new StringBuilder();
    /** Why it was refused, in the end. */
    String refusal = "";

    int said;
    boolean halfSaid;
    boolean clientDone;
    boolean clientGone;
    /** It heard that its server says no more, and says its own last at once. */
    boolean toldEnd;

    boolean closed;
    boolean readsClient;
    boolean readsServer;
    int master;
    boolean fenced;
    int chosen = NONE;
    boolean connects;
    ModelLink telling;
    ModelLink link;
    final ModelQueue holding = new ModelQueue();
    /** The client's connection is broken, which is seen when something is sent to it. */
    boolean clientDead;
    /** The client's connection is closed. */
    boolean accounted;

    boolean told;
    boolean asleep;
    boolean moved;
    boolean heldLong;
    /** Behind a refusal came an answer. */
    boolean mixed;
    /** Something happened that a session rightly ends of. */
    boolean excused;
    /** How much may still go wrong, so that there is an end to what can happen. */
    int mischief;

    ModelWorld(List<ModelCommand> script, SessionRules rules, int mischief, SessionRecord record) {
        this.script = script;
        this.rules = rules;
        this.talk = new ModelContinuity(script);
        this.record = record;
        this.machine = new SessionMachine(
                rules, talk, this, this, new RecordedHandover(record), new RecordedHold(this, record));
        this.ran = new int[script.size()];
        this.mischief = mischief;
    }

    final void forward(ModelLink.Asked asked) {
        mustBe(!machine.withholdsRequests(), "a server that is left or doubted gets nothing new");
        tell(asked);
        if (asked.whole()) {
            talk.request();
        } else {
            talk.requestHalf();
        }
    }

    private void tell(ModelLink.Asked asked) {
        mustBe(!clientGone, "nothing is said for a client that is gone");
        mustBe(link != null && link.server == master && !fenced && !asleep, "only the master is told anything");
        link.asked.add(asked);
    }

    final void hear(ModelLink.Said next) {
        mustBe(next.number() == talk.answered(), "answers come in order");
        mustBe(!next.refusal() || believable(), "the client hears nothing that another server would not say");
        if (next.whole()) {
            talk.reply();
            heard.append(next.refusal() ? '-' : '+');
        } else {
            talk.replyHalf();
        }
        machine.onReplyForwarded(next.refusal(), next.whole());
    }

    private boolean believable() {
        return machine.handover.acceptsRefusals()
                || clientDone
                || heldLong
                || mixed
                || link.server == master
                || !talk.understandsRefusals();
    }

    static void mustBe(boolean holds, String what) {
        if (!holds) {
            throw new AssertionError(what);
        }
    }

    @Override
    public boolean serverChosen() {
        return chosen != NONE;
    }

    @Override
    public boolean mayStay() {
        return chosen == master;
    }

    @Override
    public boolean mayForwardRequests() {
        return chosen != NONE && chosen == master && !fenced && !asleep;
    }

    @Override
    public boolean mayForwardReplies() {
        return !asleep;
    }

    @Override
    public boolean clientConnected() {
        return !clientGone && !closed;
    }

    @Override
    public boolean requestsPending() {
        return !requests.isEmpty();
    }

    @Override
    public boolean repliesPending() {
        return !replies.isEmpty();
    }

    @Override
    public boolean connectedLongAgo() {
        return false;
    }

    @Override
    public boolean othersQueueForPlaces() {
        return false;
    }

    @Override
    public int queuedClients() {
        return 0;
    }

    @Override
    public String holdTimeoutReason(SessionTimer timer) {
        return "held; this command was not executed";
    }

    @Override
    public void search() {
        mustBe(!connects && telling == null, "one search at a time");
        if (master == NONE) {
            excused |= !rules.holds();
            machine.onNoServer("no master", false);
        } else {
            chosen = master;
            connects = true;
        }
    }

    @Override
    public void stopSearch() {
        connects = false;
        telling = null;
    }

    @Override
    public void dropServer(boolean reset) {
        mustBe(
                reset || link == null || mayForwardRequests(),
                "what a server has not got that may be told nothing never reaches it");
        chosen = NONE;
        dropLink();
    }

    private void dropLink() {
        if (link != null) {
            link.dropped = true;
            link.said.clear();
            link = null;
            replies.clear();
        }
    }

    @Override
    public void leaveServer() {
        moved = true;
        talk.left();
    }

    @Override
    public void recordResumed() {
        mustBe(!machine.connecting(), "it goes on when it has a server");
    }

    @Override
    public void answerUncertain() {
        int answers = talk.answerAll();
        heard.append("?".repeat(answers));
        if (answers > 0) {
            flushClient();
        }
    }

    @Override
    public void resendRequests() {
        for (int i = talk.askAgain(); i < talk.asked(); i++) {
            tell(new ModelLink.Asked(i, true));
        }
        if (talk.halfAsked()) {
            tell(new ModelLink.Asked(talk.asked(), false));
        }
    }

    @Override
    public boolean forwardRequests() {
        if (!requests.isEmpty() && machine.mayForward()) {
            requests.forEach(this::forward);
            requests.clear();
        }
        return requests.isEmpty();
    }

    @Override
    public boolean forwardReplies() {
        if (!replies.isEmpty() && machine.mayAnswer()) {
            replies.forEach(this::hear);
            replies.clear();
            flushClient();
        }
        return replies.isEmpty();
    }

    @Override
    public void pauseClient() {
        readsClient = false;
    }

    @Override
    public void readClient() {
        readsClient = true;
    }

    @Override
    public void readBoth(boolean client) {
        readsClient |= client;
        readsServer = true;
    }

    @Override
    public void readHeldClient() {
        readsClient = true;
    }

    @Override
    public void recheckServer() {
        // Whether the server is checked does not matter here: what comes of it is another step.
    }

    @Override
    public void recordQueueReason(boolean place) {
        mustBe(!place, "there is room on these servers");
    }

    @Override
    public boolean enterQueue() {
        return holding.enter();
    }

    @Override
    public void leaveQueue() {
        holding.leave();
    }

    @Override
    public boolean claimTurn() {
        return holding.claim();
    }

    @Override
    public void completeSearch() {
        holding.through();
        stopSearch();
    }

    @Override
    public void releaseTurn() {
        holding.released = false;
    }

    @Override
    public void park(boolean first) {
        holding.park(first, !requests.isEmpty() || machine.resendsRequests(), !replies.isEmpty(), this);
    }

    @Override
    public void unpark() {
        holding.registered = false;
    }

    @Override
    public void scheduleResume() {
        holding.looks = true;
    }

    @Override
    public void startTimer(SessionTimer timer) {
        mustBe(timers.add(timer), "one timer of each kind");
    }

    @Override
    public void stopTimer(SessionTimer timer) {
        timers.remove(timer);
    }

    @Override
    public void halfCloseServer() {
        mustBe(link != null, "there is a server to be told of the end");
        link.toldEnd = true;
    }

    @Override
    public void halfCloseClient() {
        mustBe(!closed && (excused || !rules.answersUncertain()), "it could have gone on without its server");
        toldEnd = true;
    }

    @Override
    public void closeGracefully() {
        part();
    }

    @Override
    public void closeServerThenClient() {
        mustBe(link != null || accounted, "there is a server to close");
        part();
    }

    @Override
    public void refuse(Ending by, String reason) {
        mustBe(!moved || talk.requestsOutstanding() || !requests.isEmpty(), "no word that answers nothing");
        refusal = reason;
        part();
    }

    /** Both sides are to be closed, the client's once it has read what was said. */
    private void part() {
        closed = true;
        dropLink();
        flushClient();
    }

    /** Something is sent to the client. */
    final void flushClient() {
        if (clientDead) {
            account();
        }
    }

    /** The client's connection is closed. */
    final void account() {
        if (!accounted) {
            accounted = true;
            machine.onClientClosed();
            requests.clear();
            replies.clear();
        }
    }

    @Override
    public void close(boolean reset) {
        boolean inOrder = machine.ending().filter(by -> by == Ending.NORMAL).isPresent();
        mustBe(
                reset || inOrder || link == null || mayForwardRequests(),
                "what a server has not got that may be told nothing never reaches it");
        closed = true;
        account();
        dropLink();
    }

    @Override
    public void closeClient() {
        account();
    }

    /** All that decides what can happen from here on. */
    @Override
    public String toString() {
        List<ModelLink> alive =
                links.stream().filter(one -> !one.dropped || one.busy()).toList();
        return machine + "|" + talk + "|" + alive + "|" + requests + replies + timers + heard + refusal + "|" + said
                + halfSaid
                + clientDone + clientGone + toldEnd + closed + readsClient + readsServer + master + fenced + asleep
                + heldLong + mixed + chosen
                + connects
                + (telling != null) + (link == null) + holding + clientDead + accounted + told + mischief + moved
                + excused
                + Arrays.toString(ran);
    }
}
