package org.rolegate.net;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.socket.SocketChannel;
import io.netty.util.ReferenceCountUtil;

import org.rolegate.core.config.TargetRole;
import org.rolegate.core.model.Server;
import org.rolegate.core.session.Ending;

/** The server's side of a session; of a session that moved it first hears the answers to what the server was told. */
final class ServerLeg extends Leg {

    /** A pipeline may be refused in many words. */
    private static final int MOST_REFUSALS = 16 * 1024;

    /** Null but for the time until the server knows what it must know. */
    private Replay replay;

    private Server server;

    ServerLeg(Session session) {
        super(session);
    }

    /** Tells the server what it must know; the session hears when that is done. */
    void tell(Replay what, Server to) {
        replay = what;
        server = to;
        what.send(session().serverChannel());
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        if (detached() || session().machine().closed()) {
            super.channelRead(context, message);
        } else if (replay != null) {
            hear(context, (ByteBuf) message);
        } else if (!session().dialogue().skipKnown((ByteBuf) message)) {
            ReferenceCountUtil.release(message);
            session().machine().end(Ending.SERVER_ABORT);
        } else if (!((ByteBuf) message).isReadable()) {
            ReferenceCountUtil.release(message);
        } else if (session().machine().justMoved() && session().dialogue().sentAway((ByteBuf) message)) {
            ReferenceCountUtil.release(message);
            session().machine().serverBroke();
        } else {
            if (session().machine().doubting()) {
                session().machine().refusedMore(refusesElsewhere((ByteBuf) message));
            }
            super.channelRead(context, message);
        }
    }

    /** A flush that fails says so at once, while whoever flushed counts on things being as they are. */
    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        context.executor().execute(() -> {
            if (!session().machine().closed()) {
                super.exceptionCaught(context, cause);
            }
        });
    }

    private void hear(ChannelHandlerContext context, ByteBuf answers) {
        replay.hear(answers);
        if (!replay.over()) {
            answers.release();
            return;
        }
        Replay done = replay;
        replay = null;
        ByteBuf first = done.forClient();
        done.refusal()
                .ifPresentOrElse(
                        why -> session().replayRefused(server, why), session().machine()::ready);
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
        return session().machine().doubting() ? MOST_REFUSALS : 0;
    }

    @Override
    SocketChannel other() {
        return session().clientChannel();
    }

    @Override
    void count(long bytes) {
        session().traffic().out(bytes);
    }

    @Override
    boolean mayPass() {
        return session().machine().mayAnswer();
    }

    /** A reply that only a server in another state gives is news about the server. */
    @Override
    boolean passes(ByteBuf bytes) {
        return RoleReplies.at(bytes) ? session().machine().refused(refusesElsewhere(bytes)) : mayPass();
    }

    private boolean refusesElsewhere(ByteBuf bytes) {
        TargetRole role = session().frontend().settings().role();
        return session().machine().mayDoubt() && session().dialogue().refused(bytes, role);
    }

    @Override
    ByteBuf follow(ByteBuf bytes) {
        ByteBuf passing = session().dialogue().reply(bytes, session().machine());
        session().endIfAdrift();
        return passing;
    }

    @Override
    void turnEnded() {
        session().machine().turnEnded();
    }

    @Override
    void resumeOther() {
        if (!session().clientLeg().stashed() && !session().machine().leaving()) {
            Session.resume(session().clientChannel());
        }
    }

    @Override
    void done() {
        if (replay != null && !session().machine().closed()) {
            session().replayBroke(server, "the connection broke at the login");
        } else {
            session().machine().serverDone();
        }
    }

    @Override
    void broke() {
        if (replay != null) {
            session().replayBroke(server, "the connection broke at the login");
        } else if (session().machine().connected()) {
            session().machine().serverBroke();
        }
    }
}
