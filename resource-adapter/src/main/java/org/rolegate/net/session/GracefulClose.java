package org.rolegate.net.session;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelOutboundBuffer;
import io.netty.channel.socket.SocketChannel;

import org.rolegate.core.session.Ending;
import org.rolegate.core.session.SessionMachine;

/** How a session parts from its client: with all that was said, and not for ever. Belongs to the session's event loop. */
final class GracefulClose {

    /** How long a client may take to read the last words before the connection is closed under it. */
    private static final Duration LAST_WORDS = Duration.ofSeconds(2);

    private final Duration clientFin;
    private final SessionMachine machine;
    private final SocketChannel client;
    private Future<?> deadline;

    GracefulClose(SessionMachine machine, SocketChannel client, Duration clientFin) {
        this.clientFin = clientFin;
        this.machine = machine;
        this.client = client;
    }

    /**
     * Tells the client why, in its own protocol: by a code that some clients know for one that goes away, and try again, where
     * nothing of what it asked was done, for want of a server.
     */
    void say(Ending why, String reason) {
        String code = why == Ending.HOLD_TIMEOUT ? "LOADING" : "ERR";
        String line = "-" + code + " rolegate: " + reason.replaceAll("[\\r\\n]+", " ") + "\r\n";
        client.write(Unpooled.wrappedBuffer(line.getBytes(StandardCharsets.UTF_8)));
    }

    /** Lets the client read what was said; what it still says is read too, or a reset would wipe the last words out. */
    void letGo() {
        limit();
        SocketSetup.resume(client);
        client.writeAndFlush(Unpooled.EMPTY_BUFFER).addListener(flushed -> {
            client.shutdownOutput();
            endAfter(LAST_WORDS);
        });
    }

    /** Closes the client's connection after what was said to either side. */
    void closeInOrder(SocketChannel server) {
        limit();
        // The end of the client's channel is the end of the session, and of the server's channel.
        server.writeAndFlush(Unpooled.EMPTY_BUFFER).addListener(flushed -> client.writeAndFlush(Unpooled.EMPTY_BUFFER)
                .addListener(ChannelFutureListener.CLOSE));
    }

    /** Ends the session when the client has not read on for long. */
    void limit() {
        endAfter(clientFin);
    }

    void cancel() {
        if (deadline != null) {
            deadline.cancel(false);
        }
    }

    private void endAfter(Duration most) {
        cancel();
        long pending = pendingForClient();
        deadline = client.eventLoop()
                .schedule(
                        () -> {
                            if (pendingForClient() < pending) {
                                endAfter(most);
                            } else {
                                machine.end(Ending.FIN_TIMEOUT);
                            }
                        },
                        most.toMillis(),
                        TimeUnit.MILLISECONDS);
    }

    private long pendingForClient() {
        ChannelOutboundBuffer buffer = client.unsafe().outboundBuffer();
        return buffer == null ? 0 : buffer.totalPendingWriteBytes();
    }
}
