package org.rolegate.net.frontend;

import java.util.Optional;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import org.jspecify.annotations.Nullable;

import org.rolegate.core.config.FrontendSettings;
import org.rolegate.core.config.SessionKind;
import org.rolegate.core.session.Ending;
import org.rolegate.log.RolegateLog;
import org.rolegate.net.io.LogThrottle;

/**
 * A handler that waits for a client's first bytes, no longer than the configured time, and checks whether they are RESP. It
 * removes itself once they are.
 */
final class ProtocolSniffer extends ChannelInboundHandlerAdapter {

    /** More than one turn of the event loop; in milliseconds. */
    private static final int GRACE_MILLIS = 10;

    private final Consumer<Ending> end;
    private final FrontendSettings frontend;
    private final LogThrottle throttle;
    private @Nullable Future<?> deadline;

    /**
     * Creates the handler of one client.
     *
     * @param end ends the client's session
     */
    ProtocolSniffer(Consumer<Ending> end, FrontendSettings frontend, LogThrottle throttle) {
        this.end = end;
        this.frontend = frontend;
        this.throttle = throttle;
    }

    @Override
    public void handlerAdded(ChannelHandlerContext context) {
        long millis = frontend.timeouts().firstByte().toMillis();
        if (millis > 0) {
            startTimeout(context.channel(), millis);
        }
    }

    private void startTimeout(Channel client, long millis) {
        deadline = client.eventLoop().schedule(() -> onTimeout(client, millis), millis, TimeUnit.MILLISECONDS);
    }

    private void onTimeout(Channel client, long millis) {
        if (client.config().isAutoRead()) {
            // If its server was connected in this turn of the loop, the client's bytes are not read yet.
            deadline = client.eventLoop()
                    .schedule(() -> end.accept(Ending.FIRST_BYTE_TIMEOUT), GRACE_MILLIS, TimeUnit.MILLISECONDS);
        } else {
            // The client is not read while its server is being connected: its bytes may have arrived long ago.
            startTimeout(client, millis);
        }
    }

    @Override
    public void handlerRemoved(ChannelHandlerContext context) {
        if (deadline != null) {
            deadline.cancel(false);
        }
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        ByteBuf first = (ByteBuf) message;
        Optional<ForeignProtocol> foreign =
                frontend.session() == SessionKind.TRACKED ? ForeignProtocol.of(first) : Optional.empty();
        if (foreign.isPresent()) {
            first.release();
            String address = String.valueOf(context.channel().remoteAddress());
            throttle.onEvent(times -> RolegateLog.LOG.foreignProtocol(
                    frontend.id(), times, foreign.get().label(), address));
            end.accept(Ending.FOREIGN_PROTOCOL);
            return;
        }
        context.fireChannelRead(first);
        context.pipeline().remove(this);
    }
}
