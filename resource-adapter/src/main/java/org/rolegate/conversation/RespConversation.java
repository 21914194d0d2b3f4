package org.rolegate.conversation;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;

import org.rolegate.net.session.ExecSuppressor;
import org.rolegate.resp.ArgumentCapture;
import org.rolegate.resp.ReplyFramer;
import org.rolegate.resp.ReplySink;
import org.rolegate.resp.RequestFramer;
import org.rolegate.resp.RequestSink;

/**
 * What a client and its server said to each other, followed closely enough to know when another server can take over: at a
 * quiet moment, with nothing half-said and every command answered.
 *
 * <p>It sees the bytes that pass and changes none of them. As soon as it does not understand them, it follows no more and
 * says so, for good. What is said to a new server before the session moves there ({@link #replay}) and its answers are not
 * part of the conversation.
 */
public final class RespConversation {

    private static final List<byte[]> NO_WORDS = List.of();

    private final ConnectionState journal;
    private final RequestFramer requests = new RequestFramer(new Client());
    private final ReplyFramer replies = new ReplyFramer(new Server());
    private boolean lost;
    /** A command since the last quiet moment may change something. */
    private boolean unrepeatable;
    /** A command since the last quiet moment may answer whatever it likes, and whatever it did. */
    private boolean scripted;
    /** A command since the last quiet moment is none that waits on the server. */
    private boolean unblocking;

    /** So many replies more are due than there were commands: one may subscribe to many channels. */
    private long extra;

    private long answered;
    private long answeredWhenQuiet;
    /** The number of the MULTI of the transaction that was open when all was quiet last. */
    private long multi = ConnectionState.NONE;
    /** It was quiet right after that MULTI: all that is queued was said since. */
    private boolean wholeTransaction;
    /** What ends the transaction was sent since the last quiet moment: what comes behind it may run at once. */
    private boolean endsTransaction;
    /** Null unless the server got DISCARD in the place of an EXEC, and its answer was not passed on. */
    private AbortedExecReplies averted;

    /** Begins; the scripts are those of the servers that the session may be given. */
    public RespConversation(ScriptCache scripts) {
        journal = new ConnectionState(scripts);
    }

    /** The client's bytes, as they are passed on to the server; the buffer is used up. */
    public void requests(ByteBuffer in) {
        if (following()) {
            requests.feed(in);
            giveUpIf(requests.odd());
        }
        in.position(in.limit());
    }

    /** The server's bytes, as they are passed on to the client; the buffer is used up. */
    public void replies(ByteBuffer in) {
        if (following()) {
            replies.feed(in);
            giveUpIf(replies.odd());
        }
        in.position(in.limit());
    }

    /** Whether an answer of the server is not what the client is to hear: {@link #heardInstead} tells what is. */
    public boolean averting() {
        return averted != null;
    }

    /**
     * The server's bytes up to the end of one reply, or of what it says unasked, while {@link #averting}; what comes after
     * that stays in the buffer.
     *
     * @return what the client is to hear in the place of these bytes, nothing as long as that is not known
     */
    public ByteBuffer heardInstead(ByteBuffer in) {
        int start = in.position();
        if (replies.atBoundary()) {
            averted.begins(answered, saidUnasked(in.get(start)));
        }
        replies.feedOne(in);
        giveUpIf(replies.odd());
        if (!averted.underWay()) {
            return in.duplicate().position(start).limit(in.position());
        }
        ByteBuffer heard = averted.takeAnswer();
        averted = averted.isEmpty() ? null : averted;
        return heard;
    }

    private boolean saidUnasked(byte type) {
        return type == '>' || type == '*' && journal.expectsArrays();
    }

    /** Nothing more comes from the server that got DISCARD in the place of EXEC. */
    public void avertNoMore() {
        averted = null;
    }

    /** The session left its server for another one. */
    public void left() {
        avertNoMore();
        journal.left();
    }

    /** Whether the server must get DISCARD in the place of EXEC. */
    public boolean watchBroken() {
        return journal.watchBroken();
    }

    /** Whether it is no longer known what to make of EXEC, or of its answer, though it must not be carried out. */
    public boolean adrift() {
        return pinned() && (watchBroken() || averting());
    }

    /** Whether nothing is half-said and every command is answered. */
    public boolean quiet() {
        return following() && requests.atBoundary() && replies.atBoundary() && outstanding() == 0;
    }

    /**
     * Takes note of a quiet moment: what is repeatable counts from here.
     *
     * @return whether what was said before need not be said to another server any more: it was done, or the replay tells it.
     *     Not so what is queued
     */
    public boolean mark() {
        long now = journal.queueingSince();
        boolean goesOn = now != ConnectionState.NONE && now == multi;
        if (!goesOn) {
            multi = now;
            wholeTransaction = now == due() - 1;
        }
        endsTransaction = false;
        unrepeatable = false;
        scripted = false;
        unblocking = false;
        answeredWhenQuiet = answered;
        return !goesOn;
    }

    /** Whether commands are queued, as the last quiet moment saw it. */
    public boolean inTransaction() {
        return multi != ConnectionState.NONE;
    }

    /** Returns how many replies there were. */
    public long answered() {
        return answered;
    }

    /** Whether all that was sent since the last quiet moment may be resent, without the replies that the client has. */
    public boolean repeatable() {
        return following() && !unrepeatable && replies.atBoundary();
    }

    /** Whether a server that refuses all that was sent since the last quiet moment has executed none of it. */
    public boolean refusable() {
        // An EXEC asked of the next one would be another: nobody watched anything there.
        boolean watched = journal.watches() && endsTransaction;
        boolean nothingAnswered = replies.atBoundary() && answered == answeredWhenQuiet;
        return following() && !scripted && !watched && nothingAnswered;
    }

    /** Whether all that was said since the last quiet moment waits on the server, and does nothing when it is unblocked. */
    public boolean onlyBlocking() {
        return following() && !unblocking;
    }

    /** Whether somebody else than the server may give the answers that it still owes: each command gets one. */
    public boolean answerable() {
        return following()
                && !journal.pinned()
                && !journal.subscribing()
                && requests.atBoundary()
                && replies.atBoundary();
    }

    /** Whether the server may say what was not asked. */
    public boolean hearsUnasked() {
        return journal.listens() || journal.tracks();
    }

    /** Whether, at a quiet moment, another server can be told all it must know. */
    public boolean movable() {
        return movableAfter(answered);
    }

    /** Whether that will be so once the server has answered all whole commands. */
    public boolean movableOnceAnswered() {
        return movableAfter(due());
    }

    private boolean movableAfter(long replies) {
        // A transaction that began or ended since the last quiet moment is neither told by the replay nor quite kept.
        boolean transactionKnown = journal.queueingSince() == multi && (!inTransaction() || wholeTransaction);
        return following() && journal.movable() && !journal.caching(replies) && transactionKnown;
    }

    /** Whether the conversation is still understood. */
    public boolean following() {
        return !lost;
    }

    /** Whether the session can never move: it is not understood, or it made state that cannot be told. */
    public boolean pinned() {
        return lost || journal.pinned();
    }

    /** Returns how many replies are due to whole commands; frozen once the conversation is no longer followed. */
    public long outstanding() {
        return Math.max(0, due() - answered);
    }

    /** Returns how many replies all commands will have had. */
    private long due() {
        return requests.commands() + extra;
    }

    /** Returns the commands that another server must be told first, in order; their words are not to be changed. */
    public List<byte[][]> replay() {
        return journal.replay();
    }

    /** Returns how many bytes of words are remembered, roughly. */
    public int remembered() {
        return requests.capturedBytes() + journal.remembered();
    }

    /** Remembers nothing of the command that is half-way or, if that is nothing, of any: the session stays with its server. */
    public void rememberLess() {
        if (requests.capturedBytes() > 0) {
            requests.discardArguments();
        } else {
            journal.pin();
        }
    }

    /** Follows no more and wipes what was kept, passwords above all; for a session that ends. */
    public void forget() {
        giveUpIf(true);
    }

    private void giveUpIf(boolean reason) {
        if (reason && !lost) {
            lost = true;
            requests.discardArguments();
            journal.pin();
        }
    }

    /** Shows nothing of what was said. */
    @Override
    public String toString() {
        return "Conversation[following=" + following() + ", outstanding=" + outstanding() + ", " + journal + "]";
    }

    /** Hears the client's commands; each is counted by the splitter before it is told here. */
    private final class Client implements RequestSink {

        private CommandClass kind = CommandClass.ORDINARY;
        private boolean queued;
        private boolean unrepeatableBefore;

        @Override
        public ArgumentCapture named(byte[] name, int length) {
            kind = CommandClass.of(name, length);
            unrepeatableBefore = unrepeatable;
            queued = inTransaction() && wholeTransaction && !endsTransaction;
            unrepeatable |= !repeatable(kind);
            endsTransaction |= kind.endsTransaction();
            scripted |= kind.scripted();
            unblocking |= kind != CommandClass.BLOCKING;
            boolean wanted = (kind.argumentsMatter() || avertable()) && !journal.pinned();
            return wanted ? CapturePolicy.of(kind) : ArgumentCapture.NOTHING;
        }

        @Override
        public void command() {
            if (kind.remarkable()) {
                sent(kind, NO_WORDS);
            }
        }

        @Override
        public void command(List<byte[]> arguments) {
            CommandClass exactly = kind.with(arguments);
            unrepeatable = unrepeatableBefore || !repeatable(exactly);
            if (avertable() && arguments.size() == 1) {
                averted = averted == null ? new AbortedExecReplies() : averted;
                averted.sent(due() - 1);
            }
            sent(exactly, arguments);
        }

        /**
         * Asked of an EXEC at its name and at its end, which are the same byte, since it is one word; and {@link ExecSuppressor}
         * replaces the bytes by the same rule.
         */
        private boolean avertable() {
            return kind == CommandClass.EXEC && watchBroken();
        }

        @Override
        public void commandTooLong() {
            sent(kind.withoutWords(), NO_WORDS);
        }

        /** What is only queued has not run. */
        private boolean repeatable(CommandClass as) {
            return queued ? as != CommandClass.EXEC : as.repeatable();
        }

        private void sent(CommandClass as, List<byte[]> arguments) {
            extra += journal.sent(due() - 1, as, arguments) - 1;
        }
    }

    /** Hears the server's replies; each is counted by the splitter before it is told here. */
    private final class Server implements ReplySink {

        @Override
        public void reply() {
            if (journal.awaitsConfirmation(answered)) {
                // Queued, or of a server that is not what it seems.
                journal.pin();
            }
            accepted();
        }

        private void accepted() {
            long number = count();
            answerInstead(number, Optional.empty());
            if (journal.awaits(number)) {
                journal.answered(number, Optional.empty());
            }
        }

        @Override
        public boolean kindsMatter() {
            return journal.expectsArrays();
        }

        @Override
        public void array(byte[] kind, int length) {
            String what = PushMessages.text(kind, length);
            if (PushMessages.confirms(what) && journal.awaitsConfirmation(answered)) {
                accepted();
            } else if (!(PushMessages.isPublished(what) && journal.listens())) {
                reply();
            }
        }

        @Override
        public void error(byte[] code, int length) {
            long number = count();
            if (journal.awaits(number)) {
                Optional<String> error = Optional.of(PushMessages.text(code, length));
                answerInstead(number, error);
                journal.answered(number, error);
            }
            journal.erred();
        }

        /** Before the journal hears of it: how the transaction stood decides. */
        private void answerInstead(long number, Optional<String> error) {
            if (averting() && averted.isNext(number)) {
                journal.insteadOfExec(error).ifPresentOrElse(averted::answer, journal::pin);
            }
        }

        @Override
        public void push(byte[] kind, int length) {
            String what = PushMessages.text(kind, length);
            if (PushMessages.confirms(what) && journal.awaitsConfirmation(answered)) {
                accepted();
            } else if (!(PushMessages.isPublished(what) && journal.listens()
                    || what.equals(PushMessages.INVALIDATE) && journal.tracks())) {
                journal.pin();
            }
        }

        private long count() {
            // An answer to nothing, or to half a command: what answers what is anybody's guess from here on.
            giveUpIf(answered >= due());
            return answered++;
        }
    }
}
