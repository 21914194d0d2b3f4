package org.rolegate.net;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;

import org.rolegate.core.config.TargetRole;
import org.rolegate.core.session.SessionMachine;
import org.rolegate.core.session.Talk;

/**
 * What passes between the two sides of a session, followed if it is to be able to go on with another server, and else carried
 * as it is. Belongs to the session's event loop.
 */
final class Dialogue implements Talk {

    /** Null if the session is to stay with the server that it has first. */
    private final Following following;

    /** Begins; if it is not followed the session is to stay with the server that it has first. */
    Dialogue(Optional<Following> following) {
        this.following = following.orElse(null);
    }

    @Override
    public boolean canMove() {
        return following != null && following.canMove();
    }

    @Override
    public boolean canMoveOnceAnswered() {
        return following != null && following.mayBecomeMovable();
    }

    @Override
    public boolean requestsOutstanding() {
        return following != null && following.owed();
    }

    @Override
    public boolean idle() {
        return following != null && following.quiet() && following.canMove();
    }

    @Override
    public boolean requestsToResend() {
        return following != null && following.asked();
    }

    /**
     * Answers what the server owes and will never answer, and what may not be asked again: that nobody knows whether it was
     * done. An end of the connection would say the same to people, but many clients then ask once more by themselves, and
     * twice is what must not be. No client does so for a code that it does not know.
     *
     * @return what the client is to be told, empty if it cannot be told so
     */
    Optional<UncertainAnswers> answerUncertain(String server) {
        String error = "-UNCERTAIN rolegate: " + server
                + " was given up before it answered; this command may or may not have been executed\r\n";
        return following == null ? Optional.empty() : following.answerAll(error.getBytes(StandardCharsets.US_ASCII));
    }

    /**
     * Tells whether the server refuses all that it was asked in a way that another server may not: none of it ran, and all of
     * it can be asked there.
     *
     * @param replies what the server says
     * @param role what the server is there for
     */
    boolean refused(ByteBuf replies, TargetRole role) {
        return following != null && following.refused(replies, role);
    }

    /** The session leaves its server. */
    void left() {
        following.left();
    }

    /** Returns what the new server must be told first. */
    List<byte[][]> replay() {
        return following == null ? List.of() : following.replay();
    }

    void askAgain(Channel server) {
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

    /** Takes over the client's bytes that are about to be passed on, and returns what the server is to get. */
    ByteBuf request(ByteBuf bytes) {
        return following == null ? bytes : following.request(bytes);
    }

    /** Takes over the server's bytes that are about to be passed on, and returns what the client is to hear. */
    ByteBuf reply(ByteBuf bytes, SessionMachine machine) {
        if (following == null) {
            return bytes;
        }
        long answered = following.answered();
        boolean refusal = RoleReplies.at(bytes);
        ByteBuf heard = following.reply(bytes);
        machine.onReplyForwarded(refusal, following.answeredSince(answered));
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
        return following != null
                && following.quiet()
                && firstWords.isReadable()
                && firstWords.getByte(firstWords.readerIndex()) == '-';
    }

    void forget() {
        if (following != null) {
            following.forget();
        }
    }
}
