package org.rolegate.net;

import java.net.InetAddress;
import java.util.List;
import java.util.concurrent.TimeUnit;

import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.socket.SocketChannel;

import org.rolegate.core.config.LimitSettings;
import org.rolegate.core.limit.Rate;
import org.rolegate.core.limit.SourceRates;
import org.rolegate.core.time.Ticker;
import org.rolegate.log.RolegateLog;

/**
 * The door of a frontend: whose connections are accepted, how many at once, and how fast. Who may come, but not now, waits in
 * the kernel's backlog; who may not is closed before anything is spent on it. Stands before Netty's acceptor and belongs to
 * the loop that accepts.
 */
final class Gate extends ChannelInboundHandlerAdapter {

    private final Frontend frontend;
    private final LimitSettings limits;
    private final List<Places> places;
    private final Ticker ticker;
    private final Rate rate;
    private final SourceRates<InetAddress> sources;
    private final Seldom seldom;
    private Runnable wake;

    Gate(Frontend frontend, Places all, Ticker ticker) {
        this.frontend = frontend;
        this.limits = frontend.settings().limits();
        this.places = List.of(all, new Places(limits.maxconn()));
        this.ticker = ticker;
        long now = ticker.nanos();
        this.rate = limits.sessionRate() > 0 ? new Rate(limits.sessionRate(), now) : null;
        this.sources = limits.sourceRate() > 0 ? new SourceRates<>(limits.sourceRate()) : null;
        this.seldom = new Seldom(ticker);
    }

    @Override
    public void handlerAdded(ChannelHandlerContext context) {
        wake = () -> context.channel().eventLoop().execute(() -> goOn(context.channel()));
        places.forEach(limit -> limit.whenFree(wake));
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
        places.forEach(limit -> limit.forget(wake));
        context.fireChannelInactive();
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        SocketChannel client = (SocketChannel) message;
        String reason = reasonToDeny(client);
        if (reason != null) {
            deny(client, reason);
            return;
        }
        if (rate != null) {
            rate.take(ticker.nanos());
        }
        places.forEach(Places::take);
        client.closeFuture().addListener(closed -> places.forEach(Places::give));
        context.fireChannelRead(client);
        goOn(context.channel());
    }

    /** Null if it may come in. */
    private String reasonToDeny(SocketChannel client) {
        if (client.remoteAddress() == null) {
            return "it was gone already";
        }
        InetAddress source = client.remoteAddress().getAddress();
        if (!limits.access().permits(source.getAddress())) {
            return "its address is not let in";
        }
        return sources != null && !sources.take(source, ticker.nanos())
                ? "more than " + limits.sourceRate() + " a second from its address"
                : null;
    }

    private void deny(SocketChannel client, String reason) {
        frontend.traffic().denied();
        String address = String.valueOf(client.remoteAddress());
        seldom.happened(
                times -> RolegateLog.LOG.connectionsDenied(frontend.settings().id(), times, address, reason));
        // It is not registered with a loop yet.
        client.unsafe().closeForcibly();
    }

    /** Accepts as long as there is room. */
    private void goOn(Channel listening) {
        boolean open = places.stream().noneMatch(Places::full) && !tooFast(listening);
        if (listening.config().isAutoRead() != open) {
            listening.config().setAutoRead(open);
        }
    }

    private boolean tooFast(Channel listening) {
        long wait = rate == null ? 0 : rate.nanosUntilNext(ticker.nanos());
        if (wait > 0) {
            listening.eventLoop().schedule(() -> goOn(listening), wait, TimeUnit.NANOSECONDS);
        }
        return wait > 0;
    }
}
