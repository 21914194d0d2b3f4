package org.rolegate.net.frontend;

import java.net.InetAddress;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.TimeUnit;

import io.netty.channel.Channel;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.socket.SocketChannel;
import org.jspecify.annotations.Nullable;

import org.rolegate.core.config.LimitSettings;
import org.rolegate.core.limit.Rate;
import org.rolegate.core.limit.SourceRates;
import org.rolegate.core.time.Ticker;
import org.rolegate.log.RolegateLog;
import org.rolegate.net.io.LogThrottle;
import org.rolegate.net.session.FrontendContext;

/**
 * The admission control of a frontend: which clients are accepted, how many at once, and how fast.
 *
 * <p>A client that is permitted but over a limit waits in the kernel's backlog, or here if the kernel has handed it over
 * already. A client that is not permitted is closed before anything is spent on it. The gate stands before Netty's acceptor
 * and belongs to the event loop that accepts.
 */
final class ConnectionGate extends ChannelInboundHandlerAdapter {

    private final FrontendContext frontend;
    private final LimitSettings limits;
    private final ConnectionLimit all;
    private final ConnectionLimit own;
    private final Ticker ticker;
    /** Null if the rate of all clients is not limited. */
    private final @Nullable Rate rate;
    /** Null if the rate of one source is not limited. */
    private final @Nullable SourceRates<InetAddress> sources;

    private final LogThrottle throttle;
    /**
     * Clients that were accepted and must wait: NIO accepts sixteen at a time, and another frontend may have taken the last
     * place in the meantime.
     */
    private final Deque<SocketChannel> waiting = new ArrayDeque<>();

    /** One listener for all clients, since it stays with a connection until that is closed. */
    private final ChannelFutureListener onClosed;

    /** Null until the gate is added to its channel. */
    private @Nullable Runnable onFreePlace;

    private boolean wakeScheduled;

    ConnectionGate(FrontendContext frontend, ConnectionLimit all, Ticker ticker) {
        this.frontend = frontend;
        this.limits = frontend.settings().limits();
        this.all = all;
        this.own = new ConnectionLimit(limits.maxconn());
        this.ticker = ticker;
        long now = ticker.nanos();
        this.rate = limits.sessionRate() > 0 ? new Rate(limits.sessionRate(), now) : null;
        this.sources = limits.sourceRate() > 0 ? new SourceRates<>(limits.sourceRate()) : null;
        this.throttle = new LogThrottle(ticker);
        this.onClosed = closed -> {
            own.release();
            all.release();
        };
    }

    @Override
    public void handlerAdded(ChannelHandlerContext context) {
        Runnable admit = () -> context.channel().eventLoop().execute(() -> admitWaiting(context));
        onFreePlace = admit;
        all.addListener(admit);
        own.addListener(admit);
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
        if (onFreePlace != null) {
            all.removeListener(onFreePlace);
            own.removeListener(onFreePlace);
        }
        for (SocketChannel client; (client = waiting.poll()) != null; ) {
            // It is not registered with an event loop yet.
            client.unsafe().closeForcibly();
        }
        context.fireChannelInactive();
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        SocketChannel client = (SocketChannel) message;
        String reason = reasonToDeny(client);
        if (reason == null) {
            waiting.add(client);
            admitWaiting(context);
        } else {
            deny(client, reason);
        }
    }

    /** Returns why the client is not permitted; null if it is. */
    private @Nullable String reasonToDeny(SocketChannel client) {
        if (client.remoteAddress() == null) {
            return "it was already closed";
        }
        InetAddress source = client.remoteAddress().getAddress();
        if (!limits.access().permits(source.getAddress())) {
            return "allow and deny do not permit its address";
        }
        return sources != null && !sources.take(source, ticker.nanos())
                ? "more than " + limits.sourceRate() + " connections a second from its address (rate-limit.source)"
                : null;
    }

    private void deny(SocketChannel client, String reason) {
        frontend.traffic().denied();
        String address = String.valueOf(client.remoteAddress());
        throttle.onEvent(
                times -> RolegateLog.LOG.connectionsDenied(frontend.settings().id(), times, address, reason));
        client.unsafe().closeForcibly();
    }

    /** Admits the waiting clients as far as the limits allow, and accepts further ones only if none has to wait. */
    private void admitWaiting(ChannelHandlerContext context) {
        while (!waiting.isEmpty() && hasRoom(context) && all.tryAcquire()) {
            admit(context, waiting.remove());
        }
        Channel listening = context.channel();
        boolean open = waiting.isEmpty() && hasRoom(context);
        if (listening.config().isAutoRead() != open) {
            listening.config().setAutoRead(open);
        }
    }

    /** Admits a client that has its place in the limit of all frontends already. */
    private void admit(ChannelHandlerContext context, SocketChannel client) {
        own.tryAcquire();
        if (rate != null) {
            rate.take(ticker.nanos());
        }
        client.closeFuture().addListener(onClosed);
        context.fireChannelRead(client);
    }

    private boolean hasRoom(ChannelHandlerContext context) {
        return !all.full() && !own.full() && !exceedsRate(context);
    }

    /** Tells whether the next client must wait for the rate limit; if so, schedules its admission. */
    private boolean exceedsRate(ChannelHandlerContext context) {
        long wait = rate == null ? 0 : rate.nanosUntilNext(ticker.nanos());
        if (wait > 0 && !wakeScheduled) {
            wakeScheduled = true;
            context.channel()
                    .eventLoop()
                    .schedule(
                            () -> {
                                wakeScheduled = false;
                                admitWaiting(context);
                            },
                            wait,
                            TimeUnit.NANOSECONDS);
        }
        return wait > 0;
    }
}
