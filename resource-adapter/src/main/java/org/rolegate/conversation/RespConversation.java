package org.rolegate.conversation;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

import org.jspecify.annotations.Nullable;

import org.rolegate.resp.ArgumentCapture;
import org.rolegate.resp.ReplyFramer;
import org.rolegate.resp.ReplySink;
import org.rolegate.resp.RequestFramer;
import org.rolegate.resp.RequestSink;

/**
 * An observer of the requests and replies of one session, which decides when another server can take the session over.
 *
 * <p>The session is quiet when no request or reply is incomplete and every command is answered. The observer changes no bytes.
 * If it cannot parse them, it stops for good, and {@link #isUnderstood} returns false. The {@link #replay} to a new server
 * and its replies are not part of the conversation. Not thread-safe.
 */
public final class RespConversation {

    private static final List<byte[]> NO_ARGUMENTS = List.of();

    private final ConnectionState state;
    private final RequestFramer requests = new RequestFramer(new Client());
    private final ReplyFramer replies = new ReplyFramer(new Server());
    private boolean lost;
    /** A command since the last quiet moment may not be sent twice. */
    private boolean unresendable;
    /** A command since the last quiet moment runs a script: it may send any reply and have any effect. */
    private boolean scripted;
    /** A command since the last quiet moment is not a blocking one. */
    private boolean unblocking;
    /** The number of replies beyond one for each command: a SUBSCRIBE has one for each channel. */
    private long extra;

    private long answered;
    private long answeredWhenQuiet;
    /** The number of the MULTI of the transaction that was open at the last quiet moment. */
    private long multi = ConnectionState.NONE;
    /** The session was quiet directly after that MULTI, so all queued commands were sent since. */
    private boolean wholeTransaction;
    /** The end of the transaction was sent since the last quiet moment, so later commands may run at once. */
    private boolean endsTransaction;
    /** Null unless the server got DISCARD in place of EXEC and its reply has not been replaced yet. */
    private @Nullable AbortedExecReplies abortedExecs;

    /** Creates the observer of a new session; the scripts are shared by all servers that it may use. */
    public RespConversation(ScriptCache scripts) {
        state = new ConnectionState(scripts);
    }

    /** Parses bytes of the client that are forwarded to the server; consumes the whole buffer. */
    public void onRequestBytes(ByteBuffer in) {
        if (isUnderstood()) {
            requests.feed(in);
            stopIf(requests.odd());
        }
        in.position(in.limit());
    }

    /** Parses bytes of the server that are forwarded to the client; consumes the whole buffer. */
    public void onReplyBytes(ByteBuffer in) {
        if (isUnderstood()) {
            replies.feed(in);
            stopIf(replies.odd());
        }
        in.position(in.limit());
    }

    /** Returns whether a reply of the server must be replaced by {@link #replaceReply}. */
    public boolean isAbortingExec() {
        return abortedExecs != null;
    }

    /**
     * Consumes the server's bytes up to the end of one reply or push message; callers use it while {@link #isAbortingExec}.
     *
     * @return the bytes for the client in place of the consumed ones; empty until the replacement is known
     */
    public ByteBuffer replaceReply(ByteBuffer in) {
        AbortedExecReplies aborted = Objects.requireNonNull(abortedExecs, "no EXEC is aborted");
        int start = in.position();
        if (replies.atBoundary()) {
            aborted.onReplyBegun(answered, isPushMessage(in.get(start)));
        }
        replies.feedOne(in);
        stopIf(replies.odd());
        if (!aborted.underWay()) {
            return in.duplicate().position(start).limit(in.position());
        }
        ByteBuffer replacement = aborted.takeReply();
        abortedExecs = aborted.isEmpty() ? null : aborted;
        return replacement;
    }

    private boolean isPushMessage(byte type) {
        return type == '>' || type == '*' && state.expectsArrays();
    }

    /** Forgets the aborted EXECs, since the server that got DISCARD sends nothing more. */
    public void stopAbortingExec() {
        abortedExecs = null;
    }

    /** Records that the session left its server for another one. */
    public void onServerLeft() {
        stopAbortingExec();
        state.onServerLeft();
    }

    /** Returns whether the server must get DISCARD in place of EXEC. */
    public boolean watchBroken() {
        return state.watchBroken();
    }

    /** Returns whether an EXEC must not be executed, but it or its reply can no longer be replaced. */
    public boolean cannotAbortExec() {
        return pinned() && (watchBroken() || isAbortingExec());
    }

    /** Returns whether no request or reply is incomplete and every command is answered. */
    public boolean isQuiet() {
        return isUnderstood() && requests.atBoundary() && replies.atBoundary() && outstanding() == 0;
    }

    /**
     * Marks a quiet moment, from which on the commands that may be resent are counted.
     *
     * @return whether the commands before it need not be resent, since they were executed or are part of the replay; false if
     *     they are queued in an open transaction
     */
    public boolean mark() {
        long now = state.queueingSince();
        boolean sameTransaction = now != ConnectionState.NONE && now == multi;
        if (!sameTransaction) {
            multi = now;
            wholeTransaction = now == due() - 1;
        }
        endsTransaction = false;
        unresendable = false;
        scripted = false;
        unblocking = false;
        answeredWhenQuiet = answered;
        return !sameTransaction;
    }

    /** Returns whether a transaction was open at the last quiet moment. */
    public boolean inTransaction() {
        return multi != ConnectionState.NONE;
    }

    /** Returns the number of replies so far. */
    public long answered() {
        return answered;
    }

    /** Returns whether all commands since the last quiet moment may be resent; replies that the client has are dropped. */
    public boolean resendable() {
        return isUnderstood() && !unresendable && replies.atBoundary();
    }

    /** Returns whether a server that refuses all commands since the last quiet moment has executed none of them. */
    public boolean refusable() {
        // The same EXEC on the next server would be another one: no key is watched there.
        boolean watched = state.watches() && endsTransaction;
        boolean nothingAnswered = replies.atBoundary() && answered == answeredWhenQuiet;
        return isUnderstood() && !scripted && !watched && nothingAnswered;
    }

    /** Returns whether all commands since the last quiet moment are blocking ones, which do nothing when unblocked. */
    public boolean onlyBlocking() {
        return isUnderstood() && !unblocking;
    }

    /** Returns whether Rolegate can send the outstanding replies itself: each outstanding command has exactly one. */
    public boolean answerable() {
        return isUnderstood()
                && !state.pinned()
                && !state.isSubscribing()
                && requests.atBoundary()
                && replies.atBoundary();
    }

    /** Returns whether the server may send push messages. */
    public boolean mayReceivePushes() {
        return state.hasSubscriptions() || state.tracks();
    }

    /** Returns whether, at a quiet moment, the connection state can be replayed to another server. */
    public boolean movable() {
        return movableAfter(answered);
    }

    /** Returns whether {@link #movable} will be true once the server has answered all complete commands. */
    public boolean movableOnceAnswered() {
        return movableAfter(due());
    }

    private boolean movableAfter(long replies) {
        // A transaction that began or ended since the last quiet moment is not in the replay and not fully recorded.
        boolean transactionKnown = state.queueingSince() == multi && (!inTransaction() || wholeTransaction);
        return isUnderstood() && state.movable() && !state.isCaching(replies) && transactionKnown;
    }

    /** Returns whether all bytes so far could be parsed. */
    public boolean isUnderstood() {
        return !lost;
    }

    /** Returns whether the session can never move: its bytes are not understood, or its state cannot be replayed. */
    public boolean pinned() {
        return lost || state.pinned();
    }

    /** Returns the number of outstanding replies to complete commands; constant once the bytes are not understood. */
    public long outstanding() {
        return Math.max(0, due() - answered);
    }

    /** Returns the number of replies that all commands so far will have had. */
    private long due() {
        return requests.commands() + extra;
    }

    /** Returns the commands that restore the connection state on another server, in order; read-only. */
    public List<byte[][]> replay() {
        return state.replay();
    }

    /** Returns the approximate memory for captured arguments in bytes. */
    public int memoryBytes() {
        return requests.capturedBytes() + state.memoryBytes();
    }

    /** Discards the incomplete command's arguments or, if there are none, the whole state; the latter pins the session. */
    public void reduceMemory() {
        if (requests.capturedBytes() > 0) {
            requests.discardArguments();
        } else {
            state.pin();
        }
    }

    /** Stops parsing and overwrites all arguments, since some are passwords; called when the session ends. */
    public void wipe() {
        stopIf(true);
    }

    private void stopIf(boolean reason) {
        if (reason && !lost) {
            lost = true;
            requests.discardArguments();
            state.pin();
        }
    }

    /** Returns a description without any arguments, since some are secret. */
    @Override
    public String toString() {
        return "RespConversation[understood=" + isUnderstood() + ", outstanding=" + outstanding() + ", " + state + "]";
    }

    /** The receiver of the client's commands; the framer counts each command before it calls this. */
    private final class Client implements RequestSink {

        private CommandClass kind = CommandClass.ORDINARY;
        private boolean queued;
        private boolean unresendableBefore;

        @Override
        public ArgumentCapture named(byte[] name, int length) {
            kind = CommandClass.of(name, length);
            unresendableBefore = unresendable;
            queued = inTransaction() && wholeTransaction && !endsTransaction;
            unresendable |= !resendable(kind);
            endsTransaction |= kind.endsTransaction();
            scripted |= kind.scripted();
            unblocking |= kind != CommandClass.BLOCKING;
            boolean wanted = (kind.argumentsMatter() || mustAbort()) && !state.pinned();
            return wanted ? CapturePolicy.of(kind) : ArgumentCapture.NOTHING;
        }

        @Override
        public void command() {
            if (kind.changesState()) {
                sent(kind, NO_ARGUMENTS);
            }
        }

        @Override
        public void command(List<byte[]> arguments) {
            CommandClass exactly = kind.with(arguments);
            unresendable = unresendableBefore || !resendable(exactly);
            if (mustAbort() && arguments.size() == 1) {
                abortedExecs = Objects.requireNonNullElseGet(abortedExecs, AbortedExecReplies::new);
                abortedExecs.add(due() - 1);
            }
            sent(exactly, arguments);
        }

        /**
         * Returns whether the command is an EXEC that must be aborted. It is called at the name and at the end of EXEC, which are
         * the same byte; {@code ExecSuppressor} replaces the bytes by the same rule.
         */
        private boolean mustAbort() {
            return kind == CommandClass.EXEC && watchBroken();
        }

        @Override
        public void commandTooLong() {
            sent(kind.withoutArguments(), NO_ARGUMENTS);
        }

        /** Returns whether the command may be sent twice; a queued one has not been executed. */
        private boolean resendable(CommandClass as) {
            return queued ? as != CommandClass.EXEC : as.resendable();
        }

        private void sent(CommandClass as, List<byte[]> arguments) {
            extra += state.onCommand(due() - 1, as, arguments) - 1;
        }
    }

    /** The receiver of the server's replies. */
    private final class Server implements ReplySink {

        @Override
        public void reply() {
            if (state.awaitsConfirmation(answered)) {
                // The SUBSCRIBE was queued, or the server does not behave like Redis.
                state.pin();
            }
            accepted();
        }

        private void accepted() {
            long number = count();
            replaceIfAborted(number, Optional.empty());
            if (state.awaits(number)) {
                state.onReply(number, Optional.empty());
            }
        }

        @Override
        public boolean kindsMatter() {
            return state.expectsArrays();
        }

        @Override
        public void array(byte[] kind, int length) {
            String what = PushMessages.text(kind, length);
            if (PushMessages.isConfirmation(what) && state.awaitsConfirmation(answered)) {
                accepted();
            } else if (!(PushMessages.isPublished(what) && state.hasSubscriptions())) {
                reply();
            }
        }

        @Override
        public void error(byte[] code, int length) {
            long number = count();
            if (state.awaits(number)) {
                Optional<String> error = Optional.of(PushMessages.text(code, length));
                replaceIfAborted(number, error);
                state.onReply(number, error);
            }
            state.onError();
        }

        /** Precedes {@link ConnectionState#onReply}, since the state of the transaction before the reply decides. */
        private void replaceIfAborted(long number, Optional<String> error) {
            AbortedExecReplies aborted = abortedExecs;
            if (aborted != null && aborted.isNext(number)) {
                state.abortedExecReply(error).ifPresentOrElse(aborted::replace, state::pin);
            }
        }

        @Override
        public void push(byte[] kind, int length) {
            String what = PushMessages.text(kind, length);
            if (PushMessages.isConfirmation(what) && state.awaitsConfirmation(answered)) {
                accepted();
            } else if (!(PushMessages.isPublished(what) && state.hasSubscriptions()
                    || what.equals(PushMessages.INVALIDATE) && state.tracks())) {
                state.pin();
            }
        }

        private long count() {
            // A reply without a complete command: from here on, no reply can be assigned to a command.
            stopIf(answered >= due());
            return answered++;
        }
    }
}
