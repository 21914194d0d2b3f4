package org.rolegate.net.frontend;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;

import org.rolegate.core.time.Ticker;
import org.rolegate.log.RolegateLog;
import org.rolegate.net.io.LogThrottle;
import org.rolegate.net.io.NetworkErrors;

/**
 * A handler that logs, at most once a minute, that connections cannot be accepted. The usual cause is a lack of file
 * descriptors. It stands behind Netty's acceptor, which pauses for a second after such a failure and then tries again.
 */
final class AcceptFailures extends ChannelInboundHandlerAdapter {

    private final String frontend;
    private final LogThrottle throttle;

    AcceptFailures(String frontend, Ticker ticker) {
        this.frontend = frontend;
        this.throttle = new LogThrottle(ticker);
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        throttle.onEvent(times -> RolegateLog.LOG.acceptFailed(frontend, times, NetworkErrors.describe(cause)));
    }
}
