package org.rolegate.net;

import io.netty.buffer.ByteBuf;
import io.netty.channel.socket.SocketChannel;

/** The client's side of a session. */
final class ClientLeg extends Leg {

    /** A held client is read on for so much: without epoll its end is seen only by reading up to it. */
    private static final int MOST_STASHED = 16 * 1024;

    ClientLeg(Session session) {
        super(session);
    }

    @Override
    SocketChannel other() {
        return session().serverChannel();
    }

    @Override
    void count(long bytes) {
        session().traffic().in(bytes);
    }

    @Override
    boolean mayPass() {
        return session().machine().mayForward();
    }

    /** The process may have stood still since the first look; a read may have come between, where a signal strikes most. */
    @Override
    boolean stillPasses() {
        boolean awake = session().frontend().routes().awake();
        if (!awake) {
            session().machine().onServerBroke();
        }
        return awake;
    }

    @Override
    ByteBuf follow(ByteBuf bytes) {
        ByteBuf passing = session().dialogue().request(bytes);
        session().endIfAdrift();
        return passing;
    }

    @Override
    int mostStashed() {
        return MOST_STASHED;
    }

    /** Reads the client on though nothing is passed on: only so is its end seen. */
    void listen() {
        if (!full()) {
            Session.resume(session().clientChannel());
        }
    }

    @Override
    void resumeOther() {
        if (session().machine().connected() && !session().serverLeg().stashed()) {
            Session.resume(session().serverChannel());
        }
    }

    @Override
    void done() {
        session().machine().onClientDone();
    }

    @Override
    void broke() {
        session().machine().onClientBroke();
    }
}
