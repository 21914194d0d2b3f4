package org.rolegate.net;

import io.netty.channel.socket.SocketChannel;

/** The server's side of a session. */
final class ServerLeg extends Leg {

    ServerLeg(Session session) {
        super(session);
    }

    @Override
    SocketChannel other() {
        return session().clientChannel();
    }

    @Override
    void count(long bytes) {
        session().countOut(bytes);
    }

    @Override
    void done() {
        session().serverDone();
    }

    @Override
    void broke() {
        if (session().connected()) {
            session().serverBroke();
        }
    }
}
