package org.rolegate.net.session;

import io.netty.channel.WriteBufferWaterMark;
import io.netty.channel.socket.SocketChannel;

/** Settings that the client's and the server's socket of a session have in common. */
public final class SocketSetup {

    /** Above the high mark the other side is no longer read: a session holds this and one read for each direction. */
    public static final WriteBufferWaterMark WATER_MARK = new WriteBufferWaterMark(32 * 1024, 64 * 1024);

    private SocketSetup() {}

    /** Reads a side again, unless it has closed its output. */
    static void resume(SocketChannel side) {
        if (!side.isInputShutdown()) {
            side.config().setAutoRead(true);
        }
    }
}
