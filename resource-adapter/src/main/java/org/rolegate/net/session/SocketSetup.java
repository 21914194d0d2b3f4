package org.rolegate.net.session;

import io.netty.channel.WriteBufferWaterMark;
import io.netty.channel.socket.SocketChannel;

/** The settings that the client's and the server's socket of a session have in common. */
public final class SocketSetup {

    /**
     * The marks in bytes at which the other side is paused (high) and read again (low). A session buffers at most the high mark
     * and one read in each direction.
     */
    public static final WriteBufferWaterMark WATER_MARK = new WriteBufferWaterMark(32 * 1024, 64 * 1024);

    private SocketSetup() {}

    /** Resumes reading a side, unless it has closed its output. */
    static void resume(SocketChannel side) {
        if (!side.isInputShutdown()) {
            side.config().setAutoRead(true);
        }
    }
}
