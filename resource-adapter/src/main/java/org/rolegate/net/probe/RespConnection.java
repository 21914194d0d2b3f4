package org.rolegate.net.probe;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.function.Consumer;

import io.netty.bootstrap.Bootstrap;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelOption;
import io.netty.util.concurrent.Future;
import io.netty.util.concurrent.Promise;

import org.rolegate.core.model.Endpoint;
import org.rolegate.net.io.EventLoops;
import org.rolegate.resp.Limits;
import org.rolegate.resp.RespCommand;
import org.rolegate.resp.RespProtocolException;
import org.rolegate.resp.RespReader;
import org.rolegate.resp.RespValue;

/**
 * A RESP connection on which Rolegate itself sends commands, for a probe, a Sentinel link or a one-shot command.
 *
 * <p>Belongs to the control loop, on which every method must be called. Replies arrive in the order of the commands.
 * After the connection is lost, every outstanding and every later command fails.
 */
final class RespConnection {

    private final Channel channel;
    private final RespReader reader = new RespReader(Limits.DEFAULT);
    private final Deque<Promise<RespValue>> outstanding = new ArrayDeque<>();
    private final Consumer<RespValue> onPush;
    private final Consumer<Throwable> onLost;
    private boolean closed;

    private RespConnection(Channel channel, Consumer<RespValue> onPush, Consumer<Throwable> onLost) {
        this.channel = channel;
        this.onPush = onPush;
        this.onLost = onLost;
    }

    /**
     * Opens a connection.
     *
     * @param onPush receives push messages, which reply to no command
     * @param onLost is called once with the cause when an established connection is lost, unless {@link #close()} was
     *     called
     */
    static Future<RespConnection> connect(
            EventLoops loops, Endpoint to, Duration timeout, Consumer<RespValue> onPush, Consumer<Throwable> onLost) {
        if (loops.stopping()) {
            return loops.control().newFailedFuture(new ClosedChannelException());
        }
        Promise<RespConnection> promise = loops.control().newPromise();
        ChannelFuture connecting = new Bootstrap()
                .group(loops.control())
                .resolver(loops.resolvers())
                .channel(loops.transport().socketChannel())
                .option(ChannelOption.CONNECT_TIMEOUT_MILLIS, (int) timeout.toMillis())
                .option(ChannelOption.TCP_NODELAY, true)
                .option(ChannelOption.SO_KEEPALIVE, true)
                .handler(new ChannelInboundHandlerAdapter())
                .connect(InetSocketAddress.createUnresolved(to.host(), to.port()));
        connecting.addListener((ChannelFuture done) -> {
            if (!done.isSuccess()) {
                promise.tryFailure(done.cause());
                return;
            }
            RespConnection link = new RespConnection(done.channel(), onPush, onLost);
            done.channel().pipeline().addLast(link.new Replies());
            if (!promise.trySuccess(link)) {
                link.close();
            }
        });
        return promise;
    }

    /** Returns the numeric address of the other side. */
    Endpoint reached() {
        InetSocketAddress remote = (InetSocketAddress) channel.remoteAddress();
        return new Endpoint(remote.getAddress().getHostAddress(), remote.getPort());
    }

    /** Sends one command and returns its future reply. An error reply is a reply, too. */
    Future<RespValue> send(byte[]... arguments) {
        Promise<RespValue> promise = channel.eventLoop().newPromise();
        if (closed) {
            return promise.setFailure(new ClosedChannelException());
        }
        outstanding.add(promise);
        channel.writeAndFlush(Unpooled.wrappedBuffer(RespCommand.encode(arguments)));
        return promise;
    }

    Future<RespValue> send(String... arguments) {
        byte[][] bytes = new byte[arguments.length][];
        for (int i = 0; i < arguments.length; i++) {
            bytes[i] = arguments[i].getBytes(StandardCharsets.UTF_8);
        }
        return send(bytes);
    }

    void close() {
        close(new ClosedChannelException(), false);
    }

    private void close(Throwable cause, boolean notify) {
        if (closed) {
            return;
        }
        closed = true;
        channel.close();
        for (Promise<RespValue> promise; (promise = outstanding.poll()) != null; ) {
            promise.tryFailure(cause);
        }
        if (notify) {
            onLost.accept(cause);
        }
    }

    private final class Replies extends ChannelInboundHandlerAdapter {
        @Override
        public void channelRead(ChannelHandlerContext context, Object message) {
            ByteBuf bytes = (ByteBuf) message;
            try {
                ByteBuffer view = bytes.nioBuffer();
                for (Optional<RespValue> value = reader.next(view); value.isPresent(); value = reader.next(view)) {
                    onValue(value.get());
                }
            } catch (RespProtocolException bad) {
                close(bad, true);
            } finally {
                bytes.release();
            }
        }

        private void onValue(RespValue value) {
            Promise<RespValue> promise = isPublished(value) ? null : outstanding.poll();
            if (promise == null) {
                onPush.accept(value);
            } else {
                promise.trySuccess(value);
            }
        }

        /**
         * Returns whether a value is a published message. In RESP2 it is an array like any other, and it may arrive
         * before the reply to an outstanding PING.
         */
        private boolean isPublished(RespValue value) {
            return value instanceof RespValue.Push
                    || value.items().stream()
                            .findFirst()
                            .flatMap(RespValue::text)
                            .filter(kind -> kind.equals("pmessage") || kind.equals("message"))
                            .isPresent();
        }

        @Override
        public void channelInactive(ChannelHandlerContext context) {
            close(new IOException("connection closed by the server"), true);
        }

        @Override
        public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
            close(cause, true);
        }
    }
}
