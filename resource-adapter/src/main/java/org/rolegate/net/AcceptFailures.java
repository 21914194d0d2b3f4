package org.rolegate.net;

import java.util.concurrent.TimeUnit;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;

import org.rolegate.core.time.Ticker;
import org.rolegate.log.RolegateLog;

/**
 * Says once a minute that connections cannot be accepted, for want of file descriptors mostly. Stands behind Netty's
 * acceptor, which has paused for a second by then and tries again.
 */
final class AcceptFailures extends ChannelInboundHandlerAdapter {

    private static final long QUIET_NANOS = TimeUnit.MINUTES.toNanos(1);

    private final String frontend;
    private final Ticker ticker;
    private long count;
    private long saidAt;

    AcceptFailures(String frontend, Ticker ticker) {
        this.frontend = frontend;
        this.ticker = ticker;
        this.saidAt = ticker.nanos() - QUIET_NANOS;
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        count++;
        long now = ticker.nanos();
        if (now - saidAt >= QUIET_NANOS) {
            saidAt = now;
            RolegateLog.LOG.acceptFailed(frontend, count, Failures.words(cause));
            count = 0;
        }
    }
}
