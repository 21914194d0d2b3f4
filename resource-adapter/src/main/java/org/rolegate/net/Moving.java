package org.rolegate.net;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.EventLoop;

import org.rolegate.core.config.TargetRole;

/**
 * Whether and how a session may leave its server and go on with another one: what was said so far, and what is still to be
 * asked there. Belongs to the session's event loop, {@link #leaving()} aside.
 *
 * <pre>
 *                  +--------- the server may keep it after all ----------+
 *                  v                                                     |
 *   start ---&gt;  SETTLED  -- it is too old, and owes answers --&gt; LEAVING -+
 *               ^      |                                            |
 *   asked again |      | lost, demoted                              | answered, or its time is over
 *               |      v                                            |
 *               +--- MOVING &lt;---------------------------------------+
 * </pre>
 */
final class Moving {

    /** How long the client's answer waits for the check of a server that refused: enough for a few rounds. */
    private static final int DOUBT_MILLIS = 250;

    /** How long a replica that became too old may take to answer what it was asked before. */
    private static final int QUIET_MILLIS = 100;

    /** A session moves on so often without one answer. */
    private static final int MOST_MOVES = 3;

    /** A server that keeps a silent session for so long would have answered it. */
    private static final long KEPT_NANOS = TimeUnit.SECONDS.toNanos(10);

    private final EventLoop loop;
    /** Null if the session is to stay with the server that it has first. */
    private final Following following;

    /** It must leave its server as soon as that has answered. */
    private volatile boolean leaving;

    private Future<?> quietDeadline;
    /** What the former server left unanswered is still to be asked. */
    private boolean askAgain;
    /** It had a server before: its client is in the midst of its work. */
    private boolean moved;

    /** Its server refused what it was asked, and is being checked. */
    private volatile boolean doubts;

    private Future<?> doubtDeadline;
    /** The server refuses, and the check found nothing wrong with it. */
    private boolean refusesInEarnest;

    /** Since a server last answered, or kept the session for long: one that closes at once must not be asked for ever. */
    private int movesInARow;

    private long arrivedAt;

    /** Begins; if it is not followed the session is to stay with the server that it has first. */
    Moving(EventLoop loop, Optional<Following> following) {
        this.loop = loop;
        this.following = following.orElse(null);
    }

    /** Tells whether another server can take over at this very moment. */
    boolean possible() {
        return following != null && !movedTooOften() && following.canMove();
    }

    private boolean movedTooOften() {
        return movesInARow >= MOST_MOVES && !keptForLong();
    }

    private boolean keptForLong() {
        return loop.ticker().nanoTime() - arrivedAt >= KEPT_NANOS;
    }

    /**
     * Answers what the server owes and will never answer, and what may not be asked again: that nobody knows whether it was
     * done. An end of the connection would say the same to people, but many clients then ask once more by themselves, and
     * twice is what must not be. No client does so for a code that it does not know.
     *
     * @return what the client is to be told, empty if it cannot be told so
     */
    Optional<ByteBuf> answerUncertain(String server) {
        String error = "-UNCERTAIN rolegate: " + server
                + " was given up before it answered; this command may or may not have been executed\r\n";
        return following == null || following.canMove()
                ? Optional.empty()
                : following.answerAll(error.getBytes(StandardCharsets.US_ASCII));
    }

    /** Tells whether all that was asked is answered, and nothing more can come. */
    boolean over() {
        return following != null && following.quiet() && following.canMove();
    }

    /** Tells whether it will be possible once the server has answered. */
    boolean possibleWhenQuiet() {
        return following != null && following.mayBecomeMovable();
    }

    /** From now on the server gets nothing more; what it still owes must come in time. */
    void leaveWhenQuiet(Runnable late) {
        leaving = true;
        quietDeadline = loop.schedule(late, QUIET_MILLIS, TimeUnit.MILLISECONDS);
    }

    /** Tells whether the server gets nothing more; from any thread. */
    boolean leaving() {
        return leaving;
    }

    /** It leaves its server no more, or did. */
    void leaveNoMore() {
        leaving = false;
        if (quietDeadline != null) {
            quietDeadline.cancel(false);
            quietDeadline = null;
        }
    }

    /**
     * Tells whether its server refuses what it was asked in a way that another server may not; if it refuses all of it, none of
     * it ran, and all of it can be asked there.
     *
     * @param replies what the server says
     * @param role what the server is there for
     */
    boolean refused(ByteBuf replies, TargetRole role) {
        return following != null && !refusesInEarnest && !movedTooOften() && following.refused(replies, role);
    }

    /** The client is to hear of the refusal only if a check of the server finds nothing wrong with it. */
    void doubt(Runnable over) {
        doubts = true;
        doubtDeadline = loop.schedule(over, DOUBT_MILLIS, TimeUnit.MILLISECONDS);
    }

    /** Tells whether its server is being checked since it refused; from any thread. */
    boolean doubts() {
        return doubts;
    }

    /** The refusal counts. */
    void doubtNoMore() {
        refusesInEarnest = true;
        endDoubt();
    }

    private void endDoubt() {
        doubts = false;
        if (doubtDeadline != null) {
            doubtDeadline.cancel(false);
            doubtDeadline = null;
        }
    }

    /** Tells whether the server gets nothing for now; from any thread. */
    boolean keepsBack() {
        return leaving || doubts;
    }

    /** It left its server. */
    void left() {
        leaveNoMore();
        endDoubt();
        refusesInEarnest = false;
        following.left();
        movesInARow = keptForLong() ? 1 : movesInARow + 1;
        moved = true;
    }

    /** Tells whether it had a server before. */
    boolean moved() {
        return moved;
    }

    /** Returns what the new server must be told first. */
    List<byte[][]> replay() {
        return following == null ? List.of() : following.replay();
    }

    /**
     * The new server knows what it must know.
     *
     * @return whether the session had another one before
     */
    boolean arrived() {
        askAgain = following != null && following.asked();
        arrivedAt = loop.ticker().nanoTime();
        return moved;
    }

    /** Tells whether nothing may be said before what is to be asked again. */
    boolean asksAgain() {
        return askAgain;
    }

    void askAgain(Channel server) {
        askAgain = false;
        following.askAgain(server);
        server.flush();
    }

    /**
     * Reads over the beginning of what a new server answers, as far as the client has heard it from another one.
     *
     * @return false if that is no RESP
     */
    boolean skipKnown(ByteBuf replies) {
        return following == null || following.skipKnown(replies);
    }

    /** Tells whether the client waits for an answer. */
    boolean owed() {
        return following != null && following.owed();
    }

    /** Takes over the client's bytes that are about to be passed on, and returns what the server is to get. */
    ByteBuf follow(ByteBuf requests) {
        return following == null ? requests : following.request(requests);
    }

    /** Takes over the server's bytes that are about to be passed on, and returns what the client is to hear. */
    ByteBuf followReplies(ByteBuf replies) {
        if (following == null) {
            return replies;
        }
        long answered = following.answered();
        refusesInEarnest &= RoleReplies.at(replies);
        ByteBuf heard = following.reply(replies);
        movesInARow = following.answeredSince(answered) ? 0 : movesInARow;
        return heard;
    }

    /** Tells whether nothing may pass between client and server any more: see {@link Following#adrift}. */
    boolean adrift() {
        return following != null && following.adrift();
    }

    /**
     * Tells whether a new server sends the session away, as one with too many clients does: its first word is an error and
     * answers nothing.
     */
    boolean sentAway(ByteBuf firstWords) {
        return movesInARow > 0
                && following.quiet()
                && firstWords.isReadable()
                && firstWords.getByte(firstWords.readerIndex()) == '-';
    }

    void forget() {
        leaveNoMore();
        endDoubt();
        if (following != null) {
            following.forget();
        }
    }
}
