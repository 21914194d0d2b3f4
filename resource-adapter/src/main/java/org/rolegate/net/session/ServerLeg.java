package org.rolegate.net.session;

import java.io.IOException;
import java.util.concurrent.TimeUnit;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.socket.SocketChannel;
import io.netty.util.ReferenceCountUtil;

import org.rolegate.core.config.TargetRole;
import org.rolegate.core.model.Server;
import org.rolegate.core.session.Ending;
import org.rolegate.core.session.SessionMachine;

/** The server's side of a session; of a session that moved it first hears the answers to what the server was told. */
final class ServerLeg extends Leg {

    /** A pipeline may be refused in many words. */
    private static final int MOST_REFUSALS = 16 * 1024;

    /** What a server has said before it broke off is here already: so long a slow client may take to make room for it. */
    private static final int LAST_WORDS_MILLIS = 1000;

    /** Null but for the time until the server knows what it must know. */
    private StateReplay replay;

    private Server server;
    /** Nothing can be sent to it any more; what it has said is read up to its end. */
    private boolean deaf;

    private final Session session;
    private final RequestReplayBuffer following;
    private final SessionTraffic traffic;
    private final TargetRole role;

    ServerLeg(
            Session session,
            SessionMachine machine,
            RequestReplayBuffer following,
            SessionTraffic traffic,
            TargetRole role) {
        super(machine);
        this.session = session;
        this.following = following;
        this.traffic = traffic;
        this.role = role;
    }

    /** Tells the server what it must know; the session hears when that is done. */
    void tell(StateReplay what, Server to) {
        replay = what;
        server = to;
        what.send(session.serverChannel());
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        if (detached() || machine().closed()) {
            super.channelRead(context, message);
        } else if (replay != null) {
            hear(context, (ByteBuf) message);
        } else if (!following.skipKnown((ByteBuf) message)) {
            ReferenceCountUtil.release(message);
            machine().end(Ending.SERVER_ABORT);
        } else if (!((ByteBuf) message).isReadable()) {
            ReferenceCountUtil.release(message);
        } else if (machine().justMoved() && following.sentAway((ByteBuf) message)) {
            ReferenceCountUtil.release(message);
            machine().onServerBroke();
        } else {
            if (machine().suspectsRefusal()) {
                machine().onReplyAfterRefusal(refusesElsewhere((ByteBuf) message));
            }
            super.channelRead(context, message);
        }
    }

    /** Else Netty closes what cannot be written to, with all that it has not read: the very reason, where a server gave one. */
    @Override
    public void handlerAdded(ChannelHandlerContext context) {
        context.channel().config().setAutoClose(false);
    }

    /** A flush that fails says so at once, while whoever flushed counts on things being as they are. */
    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        context.executor().execute(() -> {
            if (machine().closed()) {
                return;
            }
            SocketChannel channel = (SocketChannel) context.channel();
            boolean speaks = !channel.isInputShutdown() && !stashed() && !detached();
            if (cause instanceof IOException && channel.isOutputShutdown() && speaks) {
                readToTheEnd(context, channel);
            } else {
                super.exceptionCaught(context, cause);
            }
        });
    }

    private void readToTheEnd(ChannelHandlerContext context, SocketChannel channel) {
        if (deaf) {
            return;
        }
        deaf = true;
        session.clientChannel().config().setAutoRead(false);
        SocketSetup.resume(channel);
        context.executor().schedule(() -> channelInactive(context), LAST_WORDS_MILLIS, TimeUnit.MILLISECONDS);
    }

    private void hear(ChannelHandlerContext context, ByteBuf answers) {
        replay.hear(answers);
        if (!replay.over()) {
            answers.release();
            return;
        }
        StateReplay done = replay;
        replay = null;
        ByteBuf first = done.forClient();
        done.refusal().ifPresentOrElse(why -> session.replayRefused(server, why), machine()::onServerReady);
        if (first.isReadable()) {
            super.channelRead(context, first);
        }
        if (answers.isReadable()) {
            channelRead(context, answers);
        } else {
            answers.release();
        }
    }

    @Override
    int mostStashed() {
        return machine().suspectsRefusal() ? MOST_REFUSALS : 0;
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
    boolean mayPass() {
        return machine().mayAnswer();
    }

    /** A reply that only a server in another state gives is news about the server. */
    @Override
    boolean passes(ByteBuf bytes) {
        return RoleErrors.at(bytes) ? machine().onRefusal(refusesElsewhere(bytes)) : mayPass();
    }

    private boolean refusesElsewhere(ByteBuf bytes) {
        return machine().maySuspectRefusal() && following.refused(bytes, role);
    }

    @Override
    ByteBuf follow(ByteBuf bytes) {
        ByteBuf passing = following.reply(bytes, machine());
        session.endIfAdrift();
        return passing;
    }

    @Override
    void turnEnded() {
        machine().onRepliesForwarded();
    }

    @Override
    void resumeOther() {
        if (!detached() && !session.clientLeg().stashed() && !machine().draining()) {
            SocketSetup.resume(session.clientChannel());
        }
    }

    @Override
    void done() {
        if (replay != null && !machine().closed()) {
            session.replayBroke(server, "the connection was lost during the login");
        } else if (deaf) {
            broke();
        } else {
            machine().onServerDone();
        }
    }

    @Override
    void broke() {
        if (replay != null) {
            session.replayBroke(server, "the connection was lost during the login");
        } else if (machine().connected()) {
            machine().onServerBroke();
        }
    }
}
