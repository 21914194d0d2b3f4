package org.rolegate.net.session;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;

import org.rolegate.conversation.RespConversation;
import org.rolegate.conversation.ScriptCache;
import org.rolegate.core.config.TargetRole;
import org.rolegate.core.session.SessionContinuity;
import org.rolegate.core.session.SessionMachine;
import org.rolegate.core.stats.CommandCounts;
import org.rolegate.net.io.LoopContext;
import org.rolegate.resp.ReplyFramer;
import org.rolegate.resp.ReplySink;

/**
 * The RESP conversation of one session and the requests that are not answered yet, as far as another server may be asked them
 * again. A session that is only relayed has a conversation that was given up at the beginning: its bytes pass unread. Belongs to
 * the session's event loop.
 */
final class RequestReplayBuffer implements SessionContinuity {

    /** More than this is not kept for another server. */
    private static final int MOST_KEPT = 64 * 1024;

    private static final ReplySink IGNORED = new ReplySink() {
        @Override
        public void reply() {
            // Counted by the splitter.
        }

        @Override
        public void error(byte[] code, int length) {
            // As above.
        }

        @Override
        public boolean kindsMatter() {
            return false;
        }

        @Override
        public void array(byte[] kind, int length) {
            // As above.
        }

        @Override
        public void push(byte[] kind, int length) {
            // None can come for a session to which nothing is pushed.
        }
    };

    /** So much of a session is not counted: with what it costs anyway it makes no great difference. */
    private static final int LITTLE = 4 * 1024;

    /** More than this are not answered one by one. */
    private static final int MOST_ANSWERED = 10_000;

    private final RespConversation conversation;
    private final UnansweredRequests asked = new UnansweredRequests();
    private final LoopContext scratch;
    /** So many replies there had been when what is kept was begun. */
    private long keptFrom;
    /** Reads over the answers of a new server that the client has already; null if there are none. */
    private ReplyFramer known;

    private long knownMissing;
    /** Null unless keys were watched on a server that was left. */
    private ExecSuppressor withoutExec;

    /** So much of the allowance is taken. */
    private int counted;

    private boolean tooMuch;
    /** So many of the commands that are kept were refused, in words that were not passed on. */
    private long refusals;

    /** Creates the buffer of a tracked session; the scripts are those of the servers that the session may be given. */
    RequestReplayBuffer(LoopContext scratch, ScriptCache scripts) {
        this.scratch = scratch;
        this.conversation = new RespConversation(scripts);
    }

    /** Creates the buffer of a session that is only relayed, and stays with the server that it has first. */
    static RequestReplayBuffer ofRelay(LoopContext scratch, ScriptCache scripts) {
        RequestReplayBuffer relay = new RequestReplayBuffer(scratch, scripts);
        relay.forget();
        return relay;
    }

    /** Takes over the client's bytes, and returns what the server is to get. */
    ByteBuf request(ByteBuf bytes) {
        if (conversation.isUnderstood()) {
            conversation.onRequestBytes(scratch.view(bytes));
        }
        if (!conversation.isUnderstood() || asked.size() + bytes.readableBytes() > MOST_KEPT) {
            tooMuch = true;
            asked.drop();
        }
        if (!tooMuch) {
            asked.add(bytes);
        }
        charge();
        return withoutExec == null ? bytes : averting(bytes);
    }

    /** Charges the budget for what is kept and remembered, or credits it; if the budget is used up, keeps and remembers less. */
    private void charge() {
        if (charged()) {
            return;
        }
        scratch.allowance().refuse();
        tooMuch = true;
        asked.drop();
        while (!charged()) {
            conversation.reduceMemory();
        }
    }

    private boolean charged() {
        int now = asked.held() + conversation.memoryBytes();
        int toCount = now > LITTLE ? now : 0;
        boolean done = toCount == counted || scratch.allowance().take(toCount - counted);
        counted = done ? toCount : counted;
        return done;
    }

    private ByteBuf averting(ByteBuf bytes) {
        if (adrift()) {
            bytes.release();
            return Unpooled.EMPTY_BUFFER;
        }
        if (conversation.watchBroken()) {
            return withoutExec.pass(bytes);
        }
        ByteBuf all = withoutExec.end(bytes);
        withoutExec = null;
        return all;
    }

    /** Takes over the server's bytes, reports the replies to the machine, and returns what the client is to get. */
    ByteBuf reply(ByteBuf bytes, SessionMachine machine) {
        long before = answered();
        boolean refusal = RoleErrors.at(bytes);
        ByteBuf passing = reply(bytes);
        machine.onReplyForwarded(refusal, answered() > before || !conversation.isUnderstood());
        return passing;
    }

    /** Returns the number of replies so far. */
    long answered() {
        return conversation.answered();
    }

    /** Takes over the server's bytes, and returns what the client is to get. */
    ByteBuf reply(ByteBuf bytes) {
        ByteBuf heard = bytes;
        if (conversation.isAbortingExec()) {
            heard = heardInstead(bytes);
        } else if (conversation.isUnderstood()) {
            conversation.onReplyBytes(scratch.view(bytes));
        }
        if (conversation.isQuiet() && conversation.mark()) {
            tooMuch = false;
            asked.drop();
            keptFrom = conversation.answered();
        }
        charge();
        refusals = 0;
        return heard;
    }

    private ByteBuf heardInstead(ByteBuf bytes) {
        ByteBuffer in = bytes.nioBuffer();
        ByteBuf heard = Unpooled.buffer(in.remaining());
        while (in.hasRemaining() && conversation.isAbortingExec() && !adrift()) {
            heard.writeBytes(conversation.replaceReply(in));
        }
        if (!adrift()) {
            heard.writeBytes(in.duplicate());
            conversation.onReplyBytes(in);
        }
        bytes.release();
        return heard;
    }

    /**
     * Whether nothing may pass any more: keys were watched on a server that was left, and it is no longer known which EXEC must
     * not be carried out, or what its answer is.
     */
    boolean adrift() {
        return conversation.cannotAbortExec();
    }

    /**
     * Tells whether these words of the server, which are not passed on for now, refuse nothing but what may be asked
     * elsewhere; what it said so before is remembered.
     */
    boolean refused(ByteBuf replies, TargetRole role) {
        int more = RoleErrors.only(replies, role);
        boolean understood = more > 0
                && !tooMuch
                && conversation.movable()
                && conversation.refusable()
                && (!RoleErrors.unblocked(replies) || conversation.onlyBlocking())
                && refusals + more <= conversation.outstanding();
        refusals = understood ? refusals + more : 0;
        return understood;
    }

    /**
     * Answers every outstanding request with {@code -UNCERTAIN}, the server being lost. Closing the connection instead would
     * make many clients send the request again by themselves, and then it may be executed twice. No client does so for an error
     * code that it does not know.
     *
     * @return what the client is to get, empty if the requests cannot be answered one by one
     */
    Optional<UncertainReplies> answerUncertain(String server) {
        String line = "-UNCERTAIN rolegate: " + server
                + " was lost or demoted before it replied; this command may or may not have been executed\r\n";
        return answerAll(line.getBytes(StandardCharsets.US_ASCII));
    }

    /** Answers every outstanding request with one line of RESP. */
    Optional<UncertainReplies> answerAll(byte[] error) {
        long owed = conversation.outstanding();
        if (owed == 0 || owed > MOST_ANSWERED || !conversation.answerable()) {
            return Optional.empty();
        }
        ByteBuf answers = Unpooled.buffer((int) owed * error.length);
        for (int i = 0; i < owed; i++) {
            answers.writeBytes(error);
        }
        // First: what is answered is not kept any longer.
        CommandCounts commands = CommandNameReader.countLast((int) owed, asked);
        conversation.stopAbortingExec();
        return Optional.of(new UncertainReplies(reply(answers), commands));
    }

    /** Whether all that was asked was refused: none of it ran. */
    private boolean allRefused() {
        return refusals > 0 && refusals == conversation.outstanding();
    }

    @Override
    public boolean canMove() {
        boolean nothingToAsk = conversation.isQuiet() && !conversation.inTransaction();
        return conversation.movable()
                && (nothingToAsk || !tooMuch && mayReadOver() && (allRefused() || conversation.resendable()));
    }

    /** Whether a new server's answers can be read over as far as the client has them: nothing else may lie between. */
    private boolean mayReadOver() {
        return conversation.answered() == keptFrom || !conversation.mayReceivePushes();
    }

    @Override
    public boolean canMoveOnceAnswered() {
        return conversation.movableOnceAnswered();
    }

    @Override
    public boolean requestsOutstanding() {
        return conversation.outstanding() > 0;
    }

    @Override
    public boolean idle() {
        return quiet() && canMove();
    }

    @Override
    public boolean requestsToResend() {
        return !asked.isEmpty();
    }

    /** Tells whether every request is answered, and no request or reply is incomplete. */
    boolean quiet() {
        return conversation.isQuiet();
    }

    /** Tells whether a new server rejects the session, as one with too many clients does: it sends an error unasked. */
    boolean sentAway(ByteBuf firstBytes) {
        return quiet() && firstBytes.isReadable() && firstBytes.getByte(firstBytes.readerIndex()) == '-';
    }

    /** Returns what the new server must be told first. */
    List<byte[][]> replay() {
        return conversation.replay();
    }

    /** Asks the new server what the old one left unanswered, and what came before that in the same breath. */
    void askAgain(Channel server) {
        refusals = 0;
        asked.forEach(
                bytes -> server.write(withoutExec == null ? bytes : withoutExec.pass(bytes), server.voidPromise()));
        server.flush();
        knownMissing = conversation.answered() - keptFrom;
        known = knownMissing == 0 ? null : new ReplyFramer(IGNORED);
    }

    /**
     * Reads over the beginning of what a new server answers, as far as the client has heard it from another one.
     *
     * @return false if that is no RESP
     */
    boolean skipKnown(ByteBuf replies) {
        if (known == null) {
            return true;
        }
        ByteBuffer view = scratch.view(replies);
        int length = view.remaining();
        known.feed(view, knownMissing);
        replies.skipBytes(length - view.remaining());
        boolean odd = known.odd();
        if (odd || known.replies() == knownMissing && known.atBoundary()) {
            known = null;
        }
        return !odd;
    }

    /** What a new server still had to repeat is of no interest any more: the session leaves it. */
    void left() {
        known = null;
        // First: it breaks the watch that is asked for then.
        conversation.onServerLeft();
        withoutExec = conversation.watchBroken() ? new ExecSuppressor() : null;
    }

    void forget() {
        conversation.wipe();
        asked.drop();
        charge();
    }
}
