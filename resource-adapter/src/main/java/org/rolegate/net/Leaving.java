package org.rolegate.net;

import io.netty.channel.socket.SocketChannel;

import org.rolegate.core.config.TargetRole;
import org.rolegate.core.config.Unanswered;
import org.rolegate.core.session.Ending;

/**
 * How one session leaves its server for another one, when that is lost or may no longer be used: at once, after its last
 * answers, with a word to the client on what nobody knows, or not at all. Belongs to the session's event loop, but for
 * {@link #demoted}.
 */
final class Leaving {

    private final Session session;
    /** Guarded by this: it is to look, soon, whether it may stay. */
    private boolean told;

    Leaving(Session session) {
        this.session = session;
    }

    private Moving moving() {
        return session.moving();
    }

    /**
     * Its server may have lost the role for which the session was opened; from any thread.
     *
     * @return false if it was told so already
     */
    boolean demoted() {
        if (setTold(true)) {
            return false;
        }
        session.clientChannel().eventLoop().execute(this::leave);
        return true;
    }

    /** Returns what it was before. */
    private synchronized boolean setTold(boolean now) {
        boolean before = told;
        told = now;
        return before;
    }

    private void leave() {
        if (session.closed()) {
            return;
        }
        // First the flag, then the table: a demotion after this look tells the session anew.
        setTold(false);
        if (session.server().isEmpty() || moving().leaving() || mayStay()) {
            return;
        }
        if (session.connecting()) {
            // Nothing was said to it yet: the client need not notice.
            session.movesOn();
            session.search().begin();
        } else if (!move() && !leaveWhenQuiet() && !moveUncertain()) {
            setTold(true);
            session.end(Ending.DEMOTED);
        }
    }

    private boolean mayStay() {
        return session.server().filter(session.frontend().routes()::mayStay).isPresent();
    }

    /** Tells whether another server can take over at this very moment. */
    boolean possible() {
        return session.open() && moving().possible();
    }

    /** Goes on with another server, if the conversation is at a point where that can take over. */
    boolean move() {
        if (!possible()) {
            return false;
        }
        moving().left();
        session.traffic().left();
        session.clientChannel().config().setAutoRead(false);
        session.movesOn();
        if (!session.hold().waitsItsTurn()) {
            session.search().begin();
        }
        return true;
    }

    /** Goes on with another server, after the client was told that nobody knows what became of what it asked last. */
    boolean moveUncertain() {
        SocketChannel client = session.clientChannel();
        if (session.connecting()
                || !client.isActive()
                || session.frontend().settings().unanswered() == Unanswered.CLOSE) {
            return false;
        }
        session.server().flatMap(moving()::answerUncertain).ifPresent(answers -> {
            session.traffic().uncertain(answers);
            client.writeAndFlush(answers.bytes());
        });
        return move();
    }

    /**
     * Ends the session if it watched keys on a server that it has left, and what it says now makes it unknown which EXEC must
     * not be carried out; nothing passes between its two sides any more.
     */
    void endIfAdrift() {
        if (moving().adrift()) {
            // Whoever asks is in the midst of passing something on.
            session.clientChannel().eventLoop().execute(() -> session.end(Ending.DEMOTED));
        }
    }

    /** A replica that is merely too old may finish what it was asked; of a former master no answer is worth having. */
    private boolean leaveWhenQuiet() {
        if (!session.open()
                || session.frontend().settings().role() == TargetRole.MASTER
                || !moving().possibleWhenQuiet()) {
            return false;
        }
        session.clientChannel().config().setAutoRead(false);
        moving().leaveWhenQuiet(this::notQuietInTime);
        return true;
    }

    private void notQuietInTime() {
        if (!moving().leaving() || session.closed() || move()) {
            return;
        }
        if (mayStay()) {
            moving().leaveNoMore();
            session.passage().lookAgain();
        } else if (!moveUncertain()) {
            session.end(Ending.DEMOTED);
        }
    }
}
