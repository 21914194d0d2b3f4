package org.rolegate.net.session;

import io.netty.buffer.ByteBuf;
import io.netty.channel.socket.SocketChannel;

import org.rolegate.core.routing.Lease;
import org.rolegate.core.session.SessionMachine;

/** The client's side of a session. */
final class ClientLeg extends Leg {

    /** A held client is read on for so much: without epoll its end is seen only by reading up to it. */
    private static final int MOST_STASHED = 16 * 1024;

    private final Session session;
    private final RequestReplayBuffer following;
    private final SessionTraffic traffic;
    private final Lease lease;

    ClientLeg(
            Session session,
            SessionMachine machine,
            RequestReplayBuffer following,
            SessionTraffic traffic,
            Lease lease) {
        super(machine);
        this.session = session;
        this.following = following;
        this.traffic = traffic;
        this.lease = lease;
    }

    @Override
    SocketChannel other() {
        return session.serverChannel();
    }

    @Override
    void count(long bytes) {
        traffic.in(bytes);
    }

    @Override
    boolean mayPass() {
        return machine().mayForward();
    }

    /** The process may have stood still since the first look; a read may have come between, where a signal strikes most. */
    @Override
    boolean stillPasses() {
        boolean valid = lease.valid();
        if (!valid) {
            machine().onServerBroke();
        }
        return valid;
    }

    @Override
    ByteBuf follow(ByteBuf bytes) {
        ByteBuf passing = following.request(bytes);
        session.endIfAdrift();
        return passing;
    }

    @Override
    int mostStashed() {
        return MOST_STASHED;
    }

    /** Reads the client on though nothing is passed on: only so is its end seen. */
    void listen() {
        if (!full()) {
            SocketSetup.resume(session.clientChannel());
        }
    }

    @Override
    void resumeOther() {
        if (machine().connected() && !session.serverLeg().stashed()) {
            SocketSetup.resume(session.serverChannel());
        }
    }

    @Override
    void done() {
        machine().onClientDone();
    }

    @Override
    void broke() {
        machine().onClientBroke();
    }
}
