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
 * One connection on which Rolegate itself asks: a probe's or a Sentinel link's.
 *
 * <p>Belongs to the control loop, on which every method must be called. Questions are answered in order. After the
 * connection is lost every open and later question fails.
 */
final class RespConnection {

    private final Channel channel;
    private final RespReader reader = new RespReader(Limits.DEFAULT);
    private final Deque<Promise<RespValue>> open = new ArrayDeque<>();
    private final Consumer<RespValue> unasked;
    private final Consumer<Throwable> lost;
    private boolean ended;

    private RespConnection(Channel channel, Consumer<RespValue> unasked, Consumer<Throwable> lost) {
        this.channel = channel;
        this.unasked = unasked;
        this.lost = lost;
    }

    /**
     * Connects.
     *
     * @param unasked takes messages that answer no question
     * @param lost hears once that an established connection is gone, unless {@link #close()} was called
     */
    static Future<RespConnection> connect(
            EventLoops loops, Endpoint to, Duration timeout, Consumer<RespValue> unasked, Consumer<Throwable> lost) {
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
            RespConnection link = new RespConnection(done.channel(), unasked, lost);
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

    /** Sends one command and promises its reply; error replies count as replies. */
    Future<RespValue> ask(byte[]... arguments) {
        Promise<RespValue> promise = channel.eventLoop().newPromise();
        if (ended) {
            return promise.setFailure(new ClosedChannelException());
        }
        open.add(promise);
        channel.writeAndFlush(Unpooled.wrappedBuffer(RespCommand.encode(arguments)));
        return promise;
    }

    Future<RespValue> ask(String... arguments) {
        byte[][] bytes = new byte[arguments.length][];
        for (int i = 0; i < arguments.length; i++) {
            bytes[i] = arguments[i].getBytes(StandardCharsets.UTF_8);
        }
        return ask(bytes);
    }

    void close() {
        end(new ClosedChannelException(), false);
    }

    private void end(Throwable cause, boolean tell) {
        if (ended) {
            return;
        }
        ended = true;
        channel.close();
        for (Promise<RespValue> promise; (promise = open.poll()) != null; ) {
            promise.tryFailure(cause);
        }
        if (tell) {
            lost.accept(cause);
        }
    }

    private final class Replies extends ChannelInboundHandlerAdapter {
        @Override
        public void channelRead(ChannelHandlerContext context, Object message) {
            ByteBuf bytes = (ByteBuf) message;
            try {
                ByteBuffer view = bytes.nioBuffer();
                for (Optional<RespValue> value = reader.next(view); value.isPresent(); value = reader.next(view)) {
                    received(value.get());
                }
            } catch (RespProtocolException bad) {
                end(bad, true);
            } finally {
                bytes.release();
            }
        }

        private void received(RespValue value) {
            Promise<RespValue> promise = published(value) ? null : open.poll();
            if (promise == null) {
                unasked.accept(value);
            } else {
                promise.trySuccess(value);
            }
        }

        /** In RESP2 a published message looks like any array, and may come before the reply to an open PING. */
        private boolean published(RespValue value) {
            return value instanceof RespValue.Push
                    || value.items().stream()
                            .findFirst()
                            .flatMap(RespValue::text)
                            .filter(kind -> kind.equals("pmessage") || kind.equals("message"))
                            .isPresent();
        }

        @Override
        public void channelInactive(ChannelHandlerContext context) {
            end(new IOException("connection closed by the server"), true);
        }

        @Override
        public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
            end(cause, true);
        }
    }
}
