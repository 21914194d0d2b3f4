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

import org.rolegate.core.config.LimitSettings;
import org.rolegate.core.limit.Rate;
import org.rolegate.core.limit.SourceRates;
import org.rolegate.core.time.Ticker;
import org.rolegate.log.RolegateLog;
import org.rolegate.net.io.LogThrottle;
import org.rolegate.net.session.FrontendContext;

/**
 * The door of a frontend: whose connections are accepted, how many at once, and how fast. Who may come, but not now, waits in
 * the kernel's backlog, or here if the kernel has handed it over already; who may not is closed before anything is spent on
 * it. Stands before Netty's acceptor and belongs to the loop that accepts.
 */
final class ConnectionGate extends ChannelInboundHandlerAdapter {

    private final FrontendContext frontend;
    private final LimitSettings limits;
    private final ConnectionLimit all;
    private final ConnectionLimit own;
    private final Ticker ticker;
    private final Rate rate;
    private final SourceRates<InetAddress> sources;
    private final LogThrottle seldom;
    /** NIO accepts sixteen at a time, and the last place may have gone to another frontend meanwhile. */
    private final Deque<SocketChannel> early = new ArrayDeque<>();

    /** The same for all: it stays with a connection for as long as that lasts. */
    private final ChannelFutureListener left;

    private ChannelHandlerContext context;
    private Runnable wake;
    private boolean alarmed;

    ConnectionGate(FrontendContext frontend, ConnectionLimit all, Ticker ticker) {
        this.frontend = frontend;
        this.limits = frontend.settings().limits();
        this.all = all;
        this.own = new ConnectionLimit(limits.maxconn());
        this.ticker = ticker;
        long now = ticker.nanos();
        this.rate = limits.sessionRate() > 0 ? new Rate(limits.sessionRate(), now) : null;
        this.sources = limits.sourceRate() > 0 ? new SourceRates<>(limits.sourceRate()) : null;
        this.seldom = new LogThrottle(ticker);
        this.left = closed -> {
            own.give();
            all.give();
        };
    }

    @Override
    public void handlerAdded(ChannelHandlerContext here) {
        context = here;
        wake = () -> here.channel().eventLoop().execute(this::goOn);
        all.whenFree(wake);
        own.whenFree(wake);
    }

    @Override
    public void channelInactive(ChannelHandlerContext here) {
        all.forget(wake);
        own.forget(wake);
        while (!early.isEmpty()) {
            // It is not registered with a loop yet.
            early.poll().unsafe().closeForcibly();
        }
        here.fireChannelInactive();
    }

    @Override
    public void channelRead(ChannelHandlerContext here, Object message) {
        SocketChannel client = (SocketChannel) message;
        String reason = reasonToDeny(client);
        if (reason == null) {
            early.add(client);
            goOn();
        } else {
            deny(client, reason);
        }
    }

    /** Null if it may come in. */
    private String reasonToDeny(SocketChannel client) {
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
        seldom.onEvent(
                times -> RolegateLog.LOG.connectionsDenied(frontend.settings().id(), times, address, reason));
        client.unsafe().closeForcibly();
    }

    /** Lets in who is here, and accepts more, as long as there is room. */
    private void goOn() {
        while (!early.isEmpty() && room() && all.take()) {
            letIn(early.poll());
        }
        Channel listening = context.channel();
        boolean open = early.isEmpty() && room();
        if (listening.config().isAutoRead() != open) {
            listening.config().setAutoRead(open);
        }
    }

    /** Has a place of all already. */
    private void letIn(SocketChannel client) {
        own.take();
        if (rate != null) {
            rate.take(ticker.nanos());
        }
        client.closeFuture().addListener(left);
        context.fireChannelRead(client);
    }

    private boolean room() {
        return !all.full() && !own.full() && !tooFast();
    }

    private boolean tooFast() {
        long wait = rate == null ? 0 : rate.nanosUntilNext(ticker.nanos());
        if (wait > 0 && !alarmed) {
            alarmed = true;
            context.channel()
                    .eventLoop()
                    .schedule(
                            () -> {
                                alarmed = false;
                                goOn();
                            },
                            wait,
                            TimeUnit.NANOSECONDS);
        }
        return wait > 0;
    }
}
