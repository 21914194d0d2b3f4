package org.rolegate.net;

import java.util.concurrent.atomic.AtomicBoolean;

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
    private final Frontend frontend;
    private final SocketChannel client;
    private final Moving moving;
    private final SessionHold hold;
    private final AtomicBoolean told = new AtomicBoolean();

    Leaving(Session session, Frontend frontend, Moving moving, SessionHold hold) {
        this.session = session;
        this.frontend = frontend;
        this.client = session.clientChannel();
        this.moving = moving;
        this.hold = hold;
    }

    /**
     * Its server may have lost the role for which the session was opened; from any thread.
     *
     * @return false if it was told so already
     */
    boolean demoted() {
        if (!told.compareAndSet(false, true)) {
            return false;
        }
        client.eventLoop().execute(this::leave);
        return true;
    }

    private void leave() {
        if (session.closed()) {
            return;
        }
        // First the flag, then the table: a demotion after this look tells the session anew.
        told.set(false);
        if (session.server().isEmpty() || moving.leaving() || mayStay()) {
            return;
        }
        if (session.connecting()) {
            // Nothing was said to it yet: the client need not notice.
            session.movesOn();
            session.search().begin();
        } else if (!move() && !leaveWhenQuiet() && !moveUncertain()) {
            told.set(true);
            session.end(Ending.DEMOTED);
        }
    }

    private boolean mayStay() {
        return session.server().filter(frontend.routes()::mayStay).isPresent();
    }

    /** Tells whether another server can take over at this very moment. */
    boolean possible() {
        return session.open() && moving.possible();
    }

    /** Goes on with another server, if the conversation is at a point where that can take over. */
    boolean move() {
        if (!possible()) {
            return false;
        }
        moving.left();
        session.traffic().left();
        client.config().setAutoRead(false);
        session.movesOn();
        if (!hold.waitsItsTurn()) {
            session.search().begin();
        }
        return true;
    }

    /** Goes on with another server, after the client was told that nobody knows what became of what it asked last. */
    boolean moveUncertain() {
        if (session.connecting() || !client.isActive() || frontend.settings().unanswered() == Unanswered.CLOSE) {
            return false;
        }
        session.server().flatMap(moving::answerUncertain).ifPresent(answers -> {
            session.traffic().uncertain(answers.readableBytes());
            client.writeAndFlush(answers);
        });
        return move();
    }

    /** A replica that is merely too old may finish what it was asked; of a former master no answer is worth having. */
    private boolean leaveWhenQuiet() {
        if (!session.open() || frontend.settings().role() == TargetRole.MASTER || !moving.possibleWhenQuiet()) {
            return false;
        }
        client.config().setAutoRead(false);
        moving.leaveWhenQuiet(this::notQuietInTime);
        return true;
    }

    private void notQuietInTime() {
        if (!moving.leaving() || session.closed() || move()) {
            return;
        }
        if (mayStay()) {
            moving.leaveNoMore();
            session.passage().lookAgain();
        } else if (!moveUncertain()) {
            session.end(Ending.DEMOTED);
        }
    }
}
