package org.rolegate.net.session;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import org.jspecify.annotations.Nullable;

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
 * The buffer of a session's unanswered requests, as far as they can be resent to another server, with the session's RESP
 * conversation. The conversation of a relay session is given up at the beginning: its bytes pass without being parsed. Belongs
 * to the session's event loop.
 */
final class RequestReplayBuffer implements SessionContinuity {

    /** The number of bytes above which requests are not kept for another server. */
    private static final int MAX_UNANSWERED_BYTES = 64 * 1024;

    private static final ReplySink IGNORING = new ReplySink() {
        @Override
        public void reply() {
            // The framer counts it.
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
            // Impossible for a session that receives no push messages.
        }
    };

    /** The number of bytes that the budget does not count: they are few, compared to what a session costs anyway. */
    private static final int UNCHARGED_BYTES = 4 * 1024;

    /** The number of outstanding requests above which they are not answered one by one. */
    private static final int MAX_ANSWERS = 10_000;

    private final RespConversation conversation;
    private final UnansweredRequests unanswered = new UnansweredRequests();
    private final LoopContext context;
    /** Bytes pass unread from the beginning. */
    private final boolean relay;
    /** The number of replies at the time when the unanswered requests began. */
    private long firstReply;
    /** Reads the replies of a new server that the client has already; null if there are none. */
    private @Nullable ReplyFramer repeated;

    /** The number of replies that the client has already. */
    private long repeatedCount;
    /** Null unless there is a broken watch. */
    private @Nullable ExecSuppressor execSuppressor;

    /** The number of bytes that the budget was charged for. */
    private int charged;

    /** Requests were dropped, so the unanswered ones cannot be resent. */
    private boolean incomplete;
    /** The number of unanswered commands that were refused by replies that were not forwarded. */
    private long refusals;

    /**
     * Creates the buffer of a tracked session.
     *
     * @param scripts the scripts of the servers that the session may use
     */
    RequestReplayBuffer(LoopContext context, ScriptCache scripts) {
        this(context, scripts, false);
    }

    private RequestReplayBuffer(LoopContext context, ScriptCache scripts, boolean relay) {
        this.context = context;
        this.conversation = new RespConversation(scripts);
        this.relay = relay;
    }

    /** Creates the buffer of a relay session, which stays with its first server. */
    static RequestReplayBuffer ofRelay(LoopContext context, ScriptCache scripts) {
        RequestReplayBuffer relay = new RequestReplayBuffer(context, scripts, true);
        relay.giveUp();
        return relay;
    }

    /** Takes over bytes of the client and returns what the server gets. */
    ByteBuf onRequest(ByteBuf bytes) {
        if (relay) {
            return bytes;
        }
        if (conversation.isUnderstood()) {
            conversation.onRequestBytes(context.view(bytes));
        }
        if (!conversation.isUnderstood() || unanswered.size() + bytes.readableBytes() > MAX_UNANSWERED_BYTES) {
            incomplete = true;
            unanswered.drop();
        }
        if (!incomplete) {
            unanswered.add(bytes);
        }
        charge();
        return execSuppressor == null ? bytes : suppressExec(execSuppressor, bytes);
    }

    /** Charges or credits the budget for what is kept. If the budget is used up, keeps less. */
    private void charge() {
        if (tryCharge()) {
            return;
        }
        context.memoryBudget().countRefusal();
        incomplete = true;
        unanswered.drop();
        while (!tryCharge()) {
            conversation.reduceMemory();
        }
    }

    private boolean tryCharge() {
        int kept = unanswered.memory() + conversation.memoryBytes();
        int due = kept > UNCHARGED_BYTES ? kept : 0;
        boolean done = due == charged || context.memoryBudget().reserve(due - charged);
        charged = done ? due : charged;
        return done;
    }

    private ByteBuf suppressExec(ExecSuppressor suppressor, ByteBuf bytes) {
        if (execUnknown()) {
            bytes.release();
            return Unpooled.EMPTY_BUFFER;
        }
        if (conversation.watchBroken()) {
            return suppressor.suppress(bytes);
        }
        ByteBuf all = suppressor.end(bytes);
        execSuppressor = null;
        return all;
    }

    /** Takes over bytes of the server, reports the replies to the machine, and returns what the client gets. */
    ByteBuf onReply(ByteBuf bytes, SessionMachine machine) {
        if (relay) {
            return bytes;
        }
        long before = answered();
        boolean refusal = RoleErrors.isFirst(bytes);
        ByteBuf forClient = onReply(bytes);
        machine.onReplyForwarded(refusal, answered() > before || !conversation.isUnderstood());
        return forClient;
    }

    /** Returns the number of replies so far. */
    long answered() {
        return conversation.answered();
    }

    /** Takes over bytes of the server and returns what the client gets. */
    ByteBuf onReply(ByteBuf bytes) {
        ByteBuf forClient = bytes;
        if (conversation.isAbortingExec()) {
            forClient = replaceReplies(bytes);
        } else if (conversation.isUnderstood()) {
            conversation.onReplyBytes(context.view(bytes));
        }
        if (conversation.isQuiet() && conversation.mark()) {
            incomplete = false;
            unanswered.drop();
            firstReply = conversation.answered();
        }
        charge();
        refusals = 0;
        return forClient;
    }

    private ByteBuf replaceReplies(ByteBuf bytes) {
        ByteBuffer in = bytes.nioBuffer();
        ByteBuf forClient = Unpooled.buffer(in.remaining());
        while (in.hasRemaining() && conversation.isAbortingExec() && !execUnknown()) {
            forClient.writeBytes(conversation.replaceReply(in));
        }
        if (!execUnknown()) {
            forClient.writeBytes(in.duplicate());
            conversation.onReplyBytes(in);
        }
        bytes.release();
        return forClient;
    }

    /**
     * Tells whether nothing may be forwarded any more: there is a broken watch, and it is no longer known which EXEC must not
     * be executed, or what its reply is.
     */
    boolean execUnknown() {
        return conversation.cannotAbortExec();
    }

    /**
     * Records role errors of the server that are not forwarded for now, after those that were recorded before.
     *
     * @return whether the replies are nothing but refusals of requests that can be resent to another server; if not, all
     *     recorded refusals are forgotten
     */
    boolean recordRefusals(ByteBuf replies, TargetRole role) {
        int more = RoleErrors.countIfOnly(replies, role);
        boolean valid = more > 0
                && !incomplete
                && conversation.movable()
                && conversation.refusable()
                && (!RoleErrors.isUnblocked(replies) || conversation.onlyBlocking())
                && refusals + more <= conversation.outstanding();
        refusals = valid ? refusals + more : 0;
        return valid;
    }

    /**
     * Answers every outstanding request of a lost server with {@code -UNCERTAIN}.
     *
     * <p>After a closed connection many clients resend the request by themselves, and then it may be executed twice. No client
     * does so for an unknown error code.
     *
     * @return what the client gets; empty if the requests cannot be answered one by one
     */
    Optional<UncertainReplies> answerUncertain(String server) {
        String line = "-UNCERTAIN rolegate: " + server
                + " was lost or demoted before it replied; this command may or may not have been executed\r\n";
        return answerAll(line.getBytes(StandardCharsets.US_ASCII));
    }

    /** Answers every outstanding request with one line of RESP. */
    Optional<UncertainReplies> answerAll(byte[] error) {
        long outstanding = conversation.outstanding();
        if (outstanding == 0 || outstanding > MAX_ANSWERS || !conversation.answerable()) {
            return Optional.empty();
        }
        ByteBuf replies = Unpooled.buffer((int) outstanding * error.length);
        for (int i = 0; i < outstanding; i++) {
            replies.writeBytes(error);
        }
        // Before the replies are recorded: answered requests are dropped.
        CommandCounts commands = CommandNameReader.countLast((int) outstanding, unanswered);
        conversation.stopAbortingExec();
        return Optional.of(new UncertainReplies(onReply(replies), commands));
    }

    /** Tells whether every outstanding request was refused, so that none of them was executed. */
    private boolean allRefused() {
        return refusals > 0 && refusals == conversation.outstanding();
    }

    @Override
    public boolean canMove() {
        boolean nothingToResend = conversation.isQuiet() && !conversation.inTransaction();
        return conversation.movable()
                && (nothingToResend || !incomplete && maySkipRepeated() && (allRefused() || conversation.resendable()));
    }

    /** Tells whether the replies that the client has can be skipped: no push message may come between them. */
    private boolean maySkipRepeated() {
        return conversation.answered() == firstReply || !conversation.mayReceivePushes();
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
        return !unanswered.isEmpty();
    }

    /** Tells whether every request is answered, and no request or reply is incomplete. */
    boolean quiet() {
        return conversation.isQuiet();
    }

    /** Tells whether a new server rejects the session, for example for too many clients: it sends an error without a request. */
    boolean rejectsSession(ByteBuf firstBytes) {
        return quiet() && firstBytes.isReadable() && firstBytes.getByte(firstBytes.readerIndex()) == '-';
    }

    /** Returns the commands that restore the connection state on a new server. */
    List<byte[][]> replay() {
        return conversation.replay();
    }

    /** Resends the unanswered requests to a new server, and the answered ones before them that are still kept. */
    void resend(Channel server) {
        refusals = 0;
        unanswered.forEach(bytes ->
                server.write(execSuppressor == null ? bytes : execSuppressor.suppress(bytes), server.voidPromise()));
        repeatedCount = conversation.answered() - firstReply;
        repeated = repeatedCount == 0 ? null : new ReplyFramer(IGNORING);
        server.flush();
    }

    /**
     * Skips the first replies of a new server, as far as the client has got them from another one.
     *
     * @return false if they are not RESP
     */
    boolean skipRepeated(ByteBuf replies) {
        if (repeated == null) {
            return true;
        }
        ByteBuffer view = context.view(replies);
        int length = view.remaining();
        repeated.feed(view, repeatedCount);
        replies.skipBytes(length - view.remaining());
        boolean odd = repeated.odd();
        if (odd || repeated.replies() == repeatedCount && repeated.atBoundary()) {
            repeated = null;
        }
        return !odd;
    }

    /** Records that the session leaves its server; replies that this one still had to repeat do not matter any more. */
    void onServerLeft() {
        repeated = null;
        // First: it breaks the watch that is checked next.
        conversation.onServerLeft();
        execSuppressor = conversation.watchBroken() ? new ExecSuppressor() : null;
    }

    /** Gives the conversation up and drops the requests: the session cannot move any more. */
    void giveUp() {
        conversation.wipe();
        unanswered.drop();
        charge();
    }
}
