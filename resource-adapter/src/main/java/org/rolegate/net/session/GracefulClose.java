package org.rolegate.net.session;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelOutboundBuffer;
import io.netty.channel.socket.SocketChannel;
import org.jspecify.annotations.Nullable;

import org.rolegate.core.session.Ending;
import org.rolegate.core.session.SessionMachine;

/**
 * The end of a client's connection that delivers everything that was written to it, within a time limit. Belongs to the
 * session's event loop.
 */
final class GracefulClose {

    /** The time in which a client must read the last bytes before its connection is closed. */
    private static final Duration READ_TIMEOUT = Duration.ofSeconds(2);

    private final Duration clientFin;
    private final SessionMachine machine;
    private final SocketChannel client;
    private @Nullable Future<?> deadline;

    GracefulClose(SessionMachine machine, SocketChannel client, Duration clientFin) {
        this.clientFin = clientFin;
        this.machine = machine;
        this.client = client;
    }

    /**
     * Writes an error reply with the reason to the client.
     *
     * <p>If the client was held in vain, nothing of what it requested was executed. The error code is then LOADING: some
     * clients know it as a temporary error and try again.
     */
    void writeError(Ending why, String reason) {
        String code = why == Ending.HOLD_TIMEOUT ? "LOADING" : "ERR";
        String line = "-" + code + " rolegate: " + reason.replaceAll("[\\r\\n]+", " ") + "\r\n";
        client.write(Unpooled.wrappedBuffer(line.getBytes(StandardCharsets.UTF_8)));
    }

    /**
     * Closes the client's connection once the client has read what was written. What the client still sends is read, too:
     * otherwise the kernel would send a reset, which discards the last bytes.
     */
    void closeClient() {
        startTimeout();
        SocketSetup.resume(client);
        client.writeAndFlush(Unpooled.EMPTY_BUFFER).addListener(flushed -> {
            client.shutdownOutput();
            endAfter(READ_TIMEOUT);
        });
    }

    /** Closes the client's connection once everything that was written to either side is flushed. */
    void closeAfterFlush(SocketChannel server) {
        startTimeout();
        // The end of the client's channel is the end of the session, and of the server's channel.
        server.writeAndFlush(Unpooled.EMPTY_BUFFER).addListener(flushed -> client.writeAndFlush(Unpooled.EMPTY_BUFFER)
                .addListener(ChannelFutureListener.CLOSE));
    }

    /** Ends the session when the client has read nothing for the configured time. */
    void startTimeout() {
        endAfter(clientFin);
    }

    void cancel() {
        if (deadline != null) {
            deadline.cancel(false);
        }
    }

    private void endAfter(Duration timeout) {
        cancel();
        long pending = pendingForClient();
        deadline = client.eventLoop()
                .schedule(
                        () -> {
                            if (pendingForClient() < pending) {
                                endAfter(timeout);
                            } else {
                                machine.end(Ending.FIN_TIMEOUT);
                            }
                        },
                        timeout.toMillis(),
                        TimeUnit.MILLISECONDS);
    }

    private long pendingForClient() {
        ChannelOutboundBuffer buffer = client.unsafe().outboundBuffer();
        return buffer == null ? 0 : buffer.totalPendingWriteBytes();
    }
}
