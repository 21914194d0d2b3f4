package org.rolegate.net.session;

import java.util.List;
import java.util.Objects;
import java.util.Optional;

import io.netty.channel.socket.SocketChannel;
import org.jspecify.annotations.Nullable;

import org.rolegate.conversation.ScriptCache;
import org.rolegate.core.config.SessionKind;
import org.rolegate.core.model.Server;
import org.rolegate.core.session.Ending;
import org.rolegate.core.session.SessionMachine;
import org.rolegate.core.time.Ticker;
import org.rolegate.net.io.EventLoops;
import org.rolegate.net.io.LoopContext;

/**
 * One client connection and its server connection, from accept to its ending. Its {@link SessionMachine} receives the events
 * and decides; {@link NettySessionEffects} carries the decisions out.
 *
 * <p>Both connections belong to one event loop. Only this loop uses the fields that are neither final, nor volatile, nor
 * guarded.
 */
public final class Session implements Sessions.Member {

    private final FrontendContext frontend;
    private final SocketChannel client;
    private final RequestReplayBuffer replayBuffer;
    private final SessionTraffic traffic;
    private final SessionMachine machine;
    private final NettySessionEffects effects;

    /** Whether the session was cut; guarded by this session, since other threads cut it. */
    private boolean cut;
    /** Whether a check of the server's role is scheduled; guarded by this session. */
    private boolean roleCheckScheduled;

    private volatile Optional<String> server = Optional.empty();
    private final ClientLeg clientLeg;
    /** Null while there is no server connection. */
    private @Nullable ServerLeg serverLeg;
    /** Null while there is no server connection. */
    private @Nullable SocketChannel serverChannel;

    /** Creates the session of an accepted client. */
    public Session(FrontendContext frontend, EventLoops loops, SocketChannel client) {
        this.frontend = frontend;
        this.client = client;
        this.replayBuffer = newReplayBuffer(frontend, loops.context(client.eventLoop()));
        this.traffic = new SessionTraffic(frontend);
        NettySessionFacts facts = new NettySessionFacts(this, frontend, client);
        this.effects = new NettySessionEffects(this, frontend, client, facts, loops);
        this.machine = new SessionMachine(frontend.rules(), replayBuffer, facts, effects);
        this.clientLeg = new ClientLeg(this, machine, replayBuffer, traffic, frontend.lease());
    }

    private static RequestReplayBuffer newReplayBuffer(FrontendContext frontend, LoopContext context) {
        ScriptCache scripts = frontend.sessions().scripts();
        boolean tracked = frontend.settings().session() == SessionKind.TRACKED;
        return tracked ? new RequestReplayBuffer(context, scripts) : RequestReplayBuffer.ofRelay(context, scripts);
    }

    /** Returns the id of the chosen server, if there is one; called on any thread. */
    @Override
    public Optional<String> server() {
        return server;
    }

    /** Starts the search for a server, and the forwarding of what the client sends through the end of its pipeline. */
    public void begin(Ticker ticker) {
        traffic.opened();
        frontend.sessions().add(this);
        client.pipeline().addLast(clientLeg);
        client.closeFuture().addListener(closed -> onClientClosed());
        client.eventLoop().execute(machine::onAccepted);
        IdleTimeout.watch(machine, traffic, client, frontend.settings().timeouts(), ticker);
    }

    /** Ends the session at once; called on its event loop. */
    public void end(Ending by) {
        machine.end(by);
    }

    /**
     * Ends the session from outside, or makes it leave its server; called on any thread.
     *
     * @return false if that is under way already
     */
    @Override
    public boolean cut(Ending by) {
        if (!(by == Ending.DEMOTED ? scheduleRoleCheck() : markCut())) {
            return false;
        }
        client.eventLoop().execute(() -> {
            if (by == Ending.DEMOTED) {
                checkRole();
            } else {
                machine.end(by);
            }
        });
        return true;
    }

    private synchronized boolean markCut() {
        boolean first = !cut;
        cut = true;
        return first;
    }

    private synchronized boolean scheduleRoleCheck() {
        boolean first = !roleCheckScheduled;
        roleCheckScheduled = true;
        return first;
    }

    private void checkRole() {
        // First the flag, then the routing table: a demotion after this check schedules another one.
        synchronized (this) {
            roleCheckScheduled = machine.closed();
        }
        machine.onRoleMayBeLost();
    }

    /** Sets the chosen server; empty for none. */
    void choose(Optional<String> id) {
        frontend.sessions().onServerChanged(server, id);
        server = id;
    }

    /** Creates the side of a server that is about to be connected. */
    ServerLeg newServerLeg(Server to) {
        return new ServerLeg(
                this, to, machine, replayBuffer, traffic, frontend.settings().role());
    }

    /**
     * Takes over an established connection to a server.
     *
     * @return the commands that restore the connection state on this server
     */
    List<byte[][]> onConnected(Server to, ServerLeg leg, SocketChannel channel) {
        serverChannel = channel;
        serverLeg = leg;
        traffic.connected(to.id());
        SocketSetup.resume(channel);
        return replayBuffer.replay();
    }

    /** Refuses the client, since the next server has refused the replay. */
    void replayRefused(Server by, String why) {
        machine.refuse(Ending.CONNECT_FAILED, "cannot restore the session on " + by.id() + ": " + why);
    }

    /** Called when a server has lost the connection, or has not replied, during the replay. */
    void replayFailed(Server by, String why) {
        machine.onServerLostBeforeReady();
        effects.replayFailed(by, why);
    }

    /** Called when a server could not be reached. */
    void onConnectFailed(Server to) {
        traffic.connectionError(to.id());
        frontend.sessions().heldSessions().onConnectResult(false);
    }

    /** Detaches the session from its server connection and returns that; null if there is none. */
    @Nullable
    SocketChannel detachServer() {
        SocketChannel detached = serverChannel;
        if (detached != null) {
            serverLeg().detach();
            serverChannel = null;
            serverLeg = null;
        }
        return detached;
    }

    SessionMachine machine() {
        return machine;
    }

    RequestReplayBuffer replayBuffer() {
        return replayBuffer;
    }

    NettySessionEffects effects() {
        return effects;
    }

    SessionTraffic traffic() {
        return traffic;
    }

    ClientLeg clientLeg() {
        return clientLeg;
    }

    /** Returns the server's side; there must be a server connection. */
    ServerLeg serverLeg() {
        return Objects.requireNonNull(serverLeg);
    }

    /** Returns the server's channel; null while there is no server connection. */
    @Nullable
    SocketChannel serverChannel() {
        return serverChannel;
    }

    /** Returns the server's channel; there must be a server connection. */
    SocketChannel connectedServerChannel() {
        return Objects.requireNonNull(serverChannel);
    }

    SocketChannel clientChannel() {
        return client;
    }

    /**
     * Ends the session if it has a broken watch and it is no longer known which EXEC must not be executed. Nothing is
     * forwarded between its two sides any more.
     */
    void endIfExecUnknown() {
        if (replayBuffer.execUnknown()) {
            // Later: the caller is about to forward bytes.
            client.eventLoop().execute(() -> machine.end(Ending.DEMOTED));
        }
    }

    /** Releases what the session holds and counts it as ended, once the client's connection is closed. */
    private void onClientClosed() {
        machine.onClientClosed();
        effects.cancel();
        clientLeg.releasePending();
        if (serverLeg != null) {
            serverLeg.releasePending();
        }
        replayBuffer.giveUp();
        frontend.sessions().remove(this);
        machine.ending().ifPresent(traffic::closed);
    }
}
