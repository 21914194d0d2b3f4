package org.rolegate.net.frontend;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;

import org.rolegate.core.time.Ticker;
import org.rolegate.log.RolegateLog;
import org.rolegate.net.io.LogThrottle;
import org.rolegate.net.io.NetworkErrors;

/**
 * Says once a minute that connections cannot be accepted, for want of file descriptors mostly. Stands behind Netty's
 * acceptor, which has paused for a second by then and tries again.
 */
final class AcceptFailures extends ChannelInboundHandlerAdapter {

    private final String frontend;
    private final LogThrottle seldom;

    AcceptFailures(String frontend, Ticker ticker) {
        this.frontend = frontend;
        this.seldom = new LogThrottle(ticker);
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        seldom.onEvent(times -> RolegateLog.LOG.acceptFailed(frontend, times, NetworkErrors.describe(cause)));
    }
}
