package org.rolegate.net.session;

import java.util.Optional;
import java.util.concurrent.TimeUnit;

import io.netty.channel.socket.SocketChannel;

import org.rolegate.core.session.SessionFacts;
import org.rolegate.core.session.SessionTimer;

/** The facts that the life of one session depends on, read from its channels and from the routing table. */
final class NettySessionFacts implements SessionFacts {

    /** The age of a connection at which a server that rejects the session would have sent its error already. */
    private static final long LONG_NANOS = TimeUnit.SECONDS.toNanos(10);

    private final Session session;
    private final FrontendContext frontend;
    private final SocketChannel client;
    private long connectedAt;

    NettySessionFacts(Session session, FrontendContext frontend, SocketChannel client) {
        this.session = session;
        this.frontend = frontend;
        this.client = client;
    }

    /** Records that the session has a server from now on. */
    void onConnected() {
        connectedAt = now();
    }

    private long now() {
        return client.eventLoop().ticker().nanoTime();
    }

    @Override
    public boolean serverChosen() {
        return session.server().isPresent();
    }

    @Override
    public boolean mayStay() {
        return session.server().filter(frontend.routes()::mayStay).isPresent();
    }

    @Override
    public boolean mayForwardRequests() {
        Optional<String> to = session.server();
        return to.isPresent() && frontend.lease().permits(to.get());
    }

    @Override
    public boolean mayForwardReplies() {
        return frontend.lease().permitsReplies();
    }

    @Override
    public boolean clientConnected() {
        return client.isActive();
    }

    @Override
    public boolean requestsPending() {
        return session.clientLeg().hasPending();
    }

    @Override
    public boolean repliesPending() {
        return session.serverLeg().hasPending();
    }

    @Override
    public boolean connectedLongAgo() {
        return now() - connectedAt >= LONG_NANOS;
    }

    @Override
    public boolean othersQueueForPlaces() {
        Sessions sessions = frontend.sessions();
        return sessions.serversFill() && sessions.held() > 0;
    }

    @Override
    public int queuedClients() {
        return frontend.sessions().held();
    }

    @Override
    public String holdTimeoutReason(SessionTimer timer) {
        long millis = SessionTimers.duration(timer, frontend.settings()).toMillis();
        return session.effects().noServerReason() + "; held for " + millis + " ms; this command was not executed";
    }
}
