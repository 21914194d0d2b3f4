package org.rolegate.net.frontend;

import java.util.Optional;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;

import org.rolegate.core.config.FrontendSettings;
import org.rolegate.core.config.SessionKind;
import org.rolegate.core.session.Ending;
import org.rolegate.log.RolegateLog;
import org.rolegate.net.io.LogThrottle;

/** Waits for a client's first bytes, for as long as it may take to say them, and looks whether they are Redis'. */
final class ProtocolSniffer extends ChannelInboundHandlerAdapter {

    /** More than a turn of the loop. */
    private static final int UNREAD_MILLIS = 10;

    private final Consumer<Ending> end;
    private final FrontendSettings frontend;
    private final LogThrottle seldom;
    private Future<?> deadline;

    /**
     * Creates the handler of one client.
     *
     * @param end ends the client's session
     */
    ProtocolSniffer(Consumer<Ending> end, FrontendSettings frontend, LogThrottle seldom) {
        this.end = end;
        this.frontend = frontend;
        this.seldom = seldom;
    }

    @Override
    public void handlerAdded(ChannelHandlerContext context) {
        long most = frontend.timeouts().firstByte().toMillis();
        if (most > 0) {
            limit(context.channel(), most);
        }
    }

    private void limit(Channel client, long most) {
        deadline = client.eventLoop().schedule(() -> over(client, most), most, TimeUnit.MILLISECONDS);
    }

    private void over(Channel client, long most) {
        if (client.config().isAutoRead()) {
            // What it said is not read yet if its server was connected in this very turn.
            deadline = client.eventLoop()
                    .schedule(() -> end.accept(Ending.FIRST_BYTE_TIMEOUT), UNREAD_MILLIS, TimeUnit.MILLISECONDS);
        } else {
            // Nobody listens while its server is being connected: it may have spoken long ago.
            limit(client, most);
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
            seldom.onEvent(times -> RolegateLog.LOG.foreignProtocol(
                    frontend.id(), times, foreign.get().keyword(), address));
            end.accept(Ending.FOREIGN_PROTOCOL);
            return;
        }
        context.fireChannelRead(first);
        context.pipeline().remove(this);
    }
}
