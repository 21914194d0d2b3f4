package org.rolegate.net;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;

import org.rolegate.core.config.TargetRole;
import org.rolegate.core.session.Scripts;
import org.rolegate.core.stats.CommandCounts;
import org.rolegate.resp.ReplySink;
import org.rolegate.resp.ReplySplitter;

/**
 * What it takes for a session to go on with another server: the conversation so far, and what was asked and not answered as
 * far as it may be asked again. Belongs to the session's event loop.
 */
final class Following {

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

    private final Conversation conversation;
    private final Kept asked = new Kept();
    private final Scratch scratch;
    /** So many replies there had been when what is kept was begun. */
    private long keptFrom;
    /** Reads over the answers of a new server that the client has already; null if there are none. */
    private ReplySplitter known;

    private long knownMissing;
    /** Null unless keys were watched on a server that was left. */
    private WithoutExec withoutExec;

    /** So much of the allowance is taken. */
    private int counted;

    private boolean tooMuch;
    /** So many of the commands that are kept were refused, in words that were not passed on. */
    private long refusals;

    /** Begins; the scripts are those of the servers that the session may be given. */
    Following(Scratch scratch, Scripts scripts) {
        this.scratch = scratch;
        this.conversation = new Conversation(scripts);
    }

    /** Takes over the client's bytes, and returns what the server is to get. */
    ByteBuf request(ByteBuf bytes) {
        conversation.requests(scratch.view(bytes));
        if (!conversation.following() || asked.size() + bytes.readableBytes() > MOST_KEPT) {
            tooMuch = true;
            asked.drop();
        }
        if (!tooMuch) {
            asked.add(bytes);
        }
        settle();
        return withoutExec == null ? bytes : averting(bytes);
    }

    /** Takes of the allowance what is kept and remembered, or gives it back; if that is refused, keeps and remembers less. */
    private void settle() {
        if (settled()) {
            return;
        }
        scratch.allowance().refuse();
        tooMuch = true;
        asked.drop();
        while (!settled()) {
            conversation.rememberLess();
        }
    }

    private boolean settled() {
        int now = asked.held() + conversation.remembered();
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

    /** Takes over the server's bytes, and returns what the client is to hear. */
    ByteBuf reply(ByteBuf bytes) {
        ByteBuf heard = bytes;
        if (conversation.averting()) {
            heard = heardInstead(bytes);
        } else {
            conversation.replies(scratch.view(bytes));
        }
        if (conversation.quiet() && conversation.mark()) {
            tooMuch = false;
            asked.drop();
            keptFrom = conversation.answered();
        }
        settle();
        refusals = 0;
        return heard;
    }

    private ByteBuf heardInstead(ByteBuf bytes) {
        ByteBuffer in = bytes.nioBuffer();
        ByteBuf heard = Unpooled.buffer(in.remaining());
        while (in.hasRemaining() && conversation.averting() && !adrift()) {
            heard.writeBytes(conversation.heardInstead(in));
        }
        if (!adrift()) {
            heard.writeBytes(in.duplicate());
            conversation.replies(in);
        }
        bytes.release();
        return heard;
    }

    /** Returns how many replies there were. */
    long answered() {
        return conversation.answered();
    }

    /** Whether anything was answered since there were so many replies, as far as that can be told. */
    boolean answeredSince(long before) {
        return conversation.answered() > before || !conversation.following();
    }

    /**
     * Whether nothing may pass any more: keys were watched on a server that was left, and it is no longer known which EXEC must
     * not be carried out, or what its answer is.
     */
    boolean adrift() {
        return conversation.adrift();
    }

    /**
     * Tells whether these words of the server, which are not passed on for now, refuse nothing but what may be asked
     * elsewhere; what it said so before is remembered.
     */
    boolean refused(ByteBuf replies, TargetRole role) {
        int more = RoleReplies.only(replies, role);
        boolean understood = more > 0
                && !tooMuch
                && conversation.movable()
                && conversation.refusable()
                && (!RoleReplies.unblocked(replies) || conversation.onlyBlocking())
                && refusals + more <= conversation.outstanding();
        refusals = understood ? refusals + more : 0;
        return understood;
    }

    /**
     * Answers with an error all that was asked and is not answered, the server being lost.
     *
     * @param error one line of RESP
     * @return what the client is to be told, empty if it cannot be answered
     */
    Optional<UncertainAnswers> answerAll(byte[] error) {
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
        conversation.avertNoMore();
        return Optional.of(new UncertainAnswers(reply(answers), commands));
    }

    /** Whether all that was asked was refused: none of it ran. */
    private boolean allRefused() {
        return refusals > 0 && refusals == conversation.outstanding();
    }

    /** Whether another server can take over at this moment. */
    boolean canMove() {
        boolean nothingToAsk = conversation.quiet() && !conversation.inTransaction();
        return conversation.movable()
                && (nothingToAsk || !tooMuch && mayReadOver() && (allRefused() || conversation.repeatable()));
    }

    /** Whether a new server's answers can be read over as far as the client has them: nothing else may lie between. */
    private boolean mayReadOver() {
        return conversation.answered() == keptFrom || !conversation.hearsUnasked();
    }

    /** Whether another server could take over if the one of now answered what it was asked. */
    boolean mayBecomeMovable() {
        return conversation.movable();
    }

    /** Whether the client waits for an answer. */
    boolean owed() {
        return conversation.outstanding() > 0;
    }

    /** Whether the client waits for nothing, and nothing is half-said. */
    boolean quiet() {
        return conversation.quiet();
    }

    /** Whether something was left unanswered that may be asked again. */
    boolean asked() {
        return !asked.isEmpty();
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
        knownMissing = conversation.answered() - keptFrom;
        known = knownMissing == 0 ? null : new ReplySplitter(IGNORED);
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
        conversation.left();
        withoutExec = conversation.watchBroken() ? new WithoutExec() : null;
    }

    void forget() {
        conversation.forget();
        asked.drop();
        settle();
    }
}
