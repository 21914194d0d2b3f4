package org.rolegate.net;

import io.netty.buffer.ByteBuf;
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
    boolean mayPass() {
        return session().mayAnswer();
    }

    /** A reply that only a server in another state gives is news about the server. */
    @Override
    boolean passes(ByteBuf bytes) {
        if (RoleReplies.at(bytes)) {
            session().serverDoubtful();
        }
        return mayPass();
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
