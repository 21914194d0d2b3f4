package org.rolegate.net.session;

import java.io.IOException;
import java.util.concurrent.TimeUnit;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.socket.SocketChannel;
import io.netty.util.ReferenceCountUtil;
import org.jspecify.annotations.Nullable;

import org.rolegate.core.config.TargetRole;
import org.rolegate.core.model.Server;
import org.rolegate.core.session.Ending;
import org.rolegate.core.session.SessionMachine;

/**
 * The server's side of a session. On a session that moved it first receives the replies to the replay. Belongs to the
 * session's event loop.
 */
final class ServerLeg extends Leg {

    /** The number of bytes up to which suspected refusals are buffered: every command of a pipeline may be refused. */
    private static final int MAX_REFUSAL_BYTES = 16 * 1024;

    /**
     * The time in which a slow client must make room for the last replies of a server whose connection is lost. These replies
     * are in the receive buffer already.
     */
    private static final int LAST_REPLIES_MILLIS = 1000;

    private final Session session;
    private final Server server;
    private final RequestReplayBuffer replayBuffer;
    private final SessionTraffic traffic;
    private final TargetRole role;

    /** Null except while the connection state is being restored. */
    private @Nullable StateReplay replay;

    /** Nothing can be sent to the server any more; its last replies are read up to their end. */
    private boolean outputLost;

    ServerLeg(
            Session session,
            Server server,
            SessionMachine machine,
            RequestReplayBuffer replayBuffer,
            SessionTraffic traffic,
            TargetRole role) {
        super(machine);
        this.session = session;
        this.server = server;
        this.replayBuffer = replayBuffer;
        this.traffic = traffic;
        this.role = role;
    }

    /** Starts the replay of the connection state on the connected server; the machine is notified when it is complete. */
    void startReplay(StateReplay started) {
        replay = started;
        started.send(session.connectedServerChannel());
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        if (detached() || machine().closed()) {
            super.channelRead(context, message);
        } else if (replay != null) {
            onReplayReplies(context, replay, (ByteBuf) message);
        } else if (!replayBuffer.skipRepeated((ByteBuf) message)) {
            ReferenceCountUtil.release(message);
            machine().end(Ending.SERVER_ABORT);
        } else if (!((ByteBuf) message).isReadable()) {
            ReferenceCountUtil.release(message);
        } else if (machine().justMoved() && replayBuffer.rejectsSession((ByteBuf) message)) {
            ReferenceCountUtil.release(message);
            machine().onServerBroke();
        } else {
            if (machine().suspectsRefusal()) {
                machine().onReplyAfterRefusal(isRefusal((ByteBuf) message));
            }
            super.channelRead(context, message);
        }
    }

    /**
     * Switches Netty's automatic close off. It would close a channel after a failed write and discard its unread bytes, which
     * may be the server's error reply with the reason.
     */
    @Override
    public void handlerAdded(ChannelHandlerContext context) {
        context.channel().config().setAutoClose(false);
    }

    /**
     * Handles a failure in a later task of the event loop. A failed flush is reported synchronously, while the code that
     * flushed relies on an unchanged state.
     */
    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        context.executor().execute(() -> {
            if (machine().closed()) {
                return;
            }
            SocketChannel channel = (SocketChannel) context.channel();
            boolean readable = !channel.isInputShutdown() && !hasPending() && !detached();
            if (cause instanceof IOException && channel.isOutputShutdown() && readable) {
                readLastReplies(context, channel);
            } else {
                super.exceptionCaught(context, cause);
            }
        });
    }

    private void readLastReplies(ChannelHandlerContext context, SocketChannel channel) {
        if (outputLost) {
            return;
        }
        outputLost = true;
        session.clientChannel().config().setAutoRead(false);
        SocketSetup.resume(channel);
        context.executor().schedule(() -> channelInactive(context), LAST_REPLIES_MILLIS, TimeUnit.MILLISECONDS);
    }

    private void onReplayReplies(ChannelHandlerContext context, StateReplay current, ByteBuf replies) {
        current.onReplies(replies);
        if (!current.finished()) {
            replies.release();
            return;
        }
        replay = null;
        ByteBuf first = current.forClient();
        current.refusal().ifPresentOrElse(why -> session.replayRefused(server, why), machine()::onServerReady);
        if (first.isReadable()) {
            super.channelRead(context, first);
        }
        if (replies.isReadable()) {
            channelRead(context, replies);
        } else {
            replies.release();
        }
    }

    @Override
    int maxPendingBytes() {
        return machine().suspectsRefusal() ? MAX_REFUSAL_BYTES : 0;
    }

    @Override
    SocketChannel other() {
        return session.clientChannel();
    }

    @Override
    void count(long bytes) {
        traffic.out(bytes);
    }

    @Override
    boolean mayForward() {
        return machine().mayAnswer();
    }

    /** {@inheritDoc} A role error is reported to the machine, since it indicates a change of the server's role. */
    @Override
    boolean mayForward(ByteBuf bytes) {
        return RoleErrors.isFirst(bytes) ? machine().onRefusal(isRefusal(bytes)) : mayForward();
    }

    /** Tells whether the replies only refuse requests that another server can execute. */
    private boolean isRefusal(ByteBuf bytes) {
        return machine().maySuspectRefusal() && replayBuffer.recordRefusals(bytes, role);
    }

    @Override
    ByteBuf beforeForward(ByteBuf bytes) {
        ByteBuf forwarded = replayBuffer.onReply(bytes, machine());
        session.endIfExecUnknown();
        return forwarded;
    }

    @Override
    void onReadForwarded() {
        machine().onRepliesForwarded();
    }

    @Override
    void resumeOther() {
        if (!detached() && !session.clientLeg().hasPending() && !machine().draining()) {
            SocketSetup.resume(session.clientChannel());
        }
    }

    @Override
    void onInputClosed() {
        if (replay != null && !machine().closed()) {
            session.replayFailed(server, "the connection was lost during the login");
        } else if (outputLost) {
            onConnectionLost();
        } else {
            machine().onServerDone();
        }
    }

    @Override
    void onConnectionLost() {
        if (replay != null) {
            session.replayFailed(server, "the connection was lost during the login");
        } else if (machine().connected()) {
            machine().onServerBroke();
        }
    }
}
