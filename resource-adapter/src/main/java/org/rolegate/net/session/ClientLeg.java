package org.rolegate.net.session;

import io.netty.buffer.ByteBuf;
import io.netty.channel.socket.SocketChannel;
import org.jspecify.annotations.Nullable;

import org.rolegate.core.routing.Lease;
import org.rolegate.core.session.SessionMachine;

/** The client's side of a session. Belongs to the session's event loop. */
final class ClientLeg extends Leg {

    /**
     * The number of bytes up to which a held client is still read. Without epoll the end of a connection is detected only by
     * reading up to it.
     */
    private static final int MAX_PENDING_BYTES = 16 * 1024;

    private final Session session;
    private final RequestReplayBuffer replayBuffer;
    private final SessionTraffic traffic;
    private final Lease lease;

    ClientLeg(
            Session session,
            SessionMachine machine,
            RequestReplayBuffer replayBuffer,
            SessionTraffic traffic,
            Lease lease) {
        super(machine);
        this.session = session;
        this.replayBuffer = replayBuffer;
        this.traffic = traffic;
        this.lease = lease;
    }

    @Override
    @Nullable
    SocketChannel other() {
        return session.serverChannel();
    }

    @Override
    void count(long bytes) {
        traffic.in(bytes);
    }

    @Override
    boolean mayForward() {
        return machine().mayForward();
    }

    /**
     * {@inheritDoc}
     *
     * <p>The process may have been paused since the first check. A read lies between the two checks, and a signal is most
     * likely to take effect there.
     */
    @Override
    boolean mayStillForward() {
        boolean valid = lease.valid();
        if (!valid) {
            machine().onServerBroke();
        }
        return valid;
    }

    @Override
    ByteBuf beforeForward(ByteBuf bytes) {
        ByteBuf forwarded = replayBuffer.onRequest(bytes);
        session.endIfExecUnknown();
        return forwarded;
    }

    @Override
    int maxPendingBytes() {
        return MAX_PENDING_BYTES;
    }

    /** Reads the client although nothing is forwarded, since its end cannot be detected in another way. */
    void readWhileHeld() {
        if (!pendingFull()) {
            SocketSetup.resume(session.clientChannel());
        }
    }

    @Override
    void resumeOther() {
        if (machine().connected() && !session.serverLeg().hasPending()) {
            SocketSetup.resume(session.connectedServerChannel());
        }
    }

    @Override
    void onInputClosed() {
        machine().onClientDone();
    }

    @Override
    void onConnectionLost() {
        machine().onClientBroke();
    }
}
