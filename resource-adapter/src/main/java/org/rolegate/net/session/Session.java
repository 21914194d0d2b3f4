package org.rolegate.net.session;

import java.util.List;
import java.util.Optional;

import io.netty.channel.socket.SocketChannel;

import org.rolegate.conversation.ScriptCache;
import org.rolegate.core.config.FrontendSettings;
import org.rolegate.core.config.SessionKind;
import org.rolegate.core.config.TargetRole;
import org.rolegate.core.config.Unanswered;
import org.rolegate.core.model.Server;
import org.rolegate.core.session.Ending;
import org.rolegate.core.session.SessionMachine;
import org.rolegate.core.session.SessionRules;
import org.rolegate.core.time.Ticker;
import org.rolegate.net.io.EventLoops;
import org.rolegate.net.io.LoopContext;

/**
 * One client connection and its server connection, from accept to its ending; both on one event loop, which alone touches
 * the fields that are neither final, nor volatile, nor guarded. What happens to it is told to its {@link SessionMachine},
 * which decides; {@link NettySessionEffects} carries out.
 */
public final class Session implements Sessions.Member {

    private final FrontendContext frontend;
    private final SocketChannel client;
    private final RequestReplayBuffer following;
    private final SessionTraffic traffic;
    private final SessionMachine machine;
    private final NettySessionEffects orders;

    /** Guarded by this session: others cut it. */
    private boolean cut;
    /** Guarded by this session: it is to look, soon, whether it may stay. */
    private boolean told;

    private volatile Optional<String> server = Optional.empty();
    private final ClientLeg clientLeg;
    private ServerLeg serverLeg;
    private SocketChannel serverChannel;

    public Session(FrontendContext frontend, EventLoops loops, SocketChannel client) {
        this.frontend = frontend;
        this.client = client;
        this.following = newFollowing(loops);
        this.traffic = new SessionTraffic(frontend);
        NettySessionFacts circumstances = new NettySessionFacts(this, frontend, client);
        this.orders = new NettySessionEffects(this, frontend, client, circumstances, loops);
        this.machine = new SessionMachine(rules(frontend.settings()), following, circumstances, orders);
        this.clientLeg = new ClientLeg(this, machine, following, traffic, frontend.lease());
    }

    private static SessionRules rules(FrontendSettings settings) {
        return new SessionRules(
                !settings.hold().timeout().isZero(),
                settings.unanswered() == Unanswered.ERROR,
                settings.role() != TargetRole.MASTER);
    }

    private RequestReplayBuffer newFollowing(EventLoops loops) {
        LoopContext scratch = loops.context(client.eventLoop());
        ScriptCache scripts = frontend.sessions().scripts();
        boolean tracked = frontend.settings().session() == SessionKind.TRACKED;
        return tracked ? new RequestReplayBuffer(scratch, scripts) : RequestReplayBuffer.ofRelay(scratch, scripts);
    }

    /** Returns the id of the server chosen, once there is one; from any thread. */
    @Override
    public Optional<String> server() {
        return server;
    }

    /** Begins to look for a server, and to pass on what the client sends through the end of its pipeline. */
    public void begin(Ticker ticker) {
        traffic.opened();
        frontend.sessions().add(this);
        client.pipeline().addLast(clientLeg);
        client.closeFuture().addListener(closed -> account());
        client.eventLoop().execute(machine::onAccepted);
        IdleTimeout.watch(machine, traffic, client, frontend.settings().timeouts(), ticker);
    }

    /** Ends the session at once; on its event loop. */
    public void end(Ending by) {
        machine.end(by);
    }

    /**
     * Ends the session from outside, or has it leave its server; from any thread.
     *
     * @return false if that is under way already
     */
    @Override
    public boolean cut(Ending by) {
        if (!(by == Ending.DEMOTED ? firstTold() : firstCut())) {
            return false;
        }
        client.eventLoop().execute(() -> {
            if (by == Ending.DEMOTED) {
                mayHaveLostRole();
            } else {
                machine.end(by);
            }
        });
        return true;
    }

    private synchronized boolean firstCut() {
        boolean first = !cut;
        cut = true;
        return first;
    }

    private synchronized boolean firstTold() {
        boolean first = !told;
        told = true;
        return first;
    }

    private void mayHaveLostRole() {
        // First the flag, then the table: a demotion after this look tells the session anew.
        synchronized (this) {
            told = machine.closed();
        }
        machine.onRoleMayBeLost();
    }

    /** This server is chosen, or none. */
    void choose(Optional<String> id) {
        frontend.sessions().moved(server, id);
        server = id;
    }

    /** Creates the side of a server that is about to be connected. */
    ServerLeg newServerLeg() {
        return new ServerLeg(
                this, machine, following, traffic, frontend.settings().role());
    }

    /** A connection to a server stands; returns what the server must be told first. */
    List<byte[][]> connected(Server to, ServerLeg leg, SocketChannel channel) {
        serverChannel = channel;
        serverLeg = leg;
        traffic.connected(to.id());
        SocketSetup.resume(serverChannel);
        return following.replay();
    }

    /** A server that a session was to go on with will not have it. */
    void replayRefused(Server by, String why) {
        machine.refuse(Ending.CONNECT_FAILED, "cannot restore the session on " + by.id() + ": " + why);
    }

    /** A server broke the connection, or was silent, before the session could go on with it. */
    void replayBroke(Server by, String why) {
        machine.onServerLostBeforeReady();
        orders.replayBroke(by, why);
    }

    /** The server could not be reached. */
    void connectFailed(Server to) {
        traffic.connectionError(to.id());
        frontend.sessions().holding().reached(false);
    }

    /** It goes on without its server connection; returns that, null if there is none. */
    SocketChannel takeServer() {
        SocketChannel taken = serverChannel;
        if (taken != null) {
            serverLeg.detach();
            serverChannel = null;
            serverLeg = null;
        }
        return taken;
    }

    SessionMachine machine() {
        return machine;
    }

    RequestReplayBuffer following() {
        return following;
    }

    FrontendContext frontend() {
        return frontend;
    }

    NettySessionEffects orders() {
        return orders;
    }

    SessionTraffic traffic() {
        return traffic;
    }

    ClientLeg clientLeg() {
        return clientLeg;
    }

    /** Returns the server's side; null before the server is connected. */
    ServerLeg serverLeg() {
        return serverLeg;
    }

    SocketChannel serverChannel() {
        return serverChannel;
    }

    SocketChannel clientChannel() {
        return client;
    }

    /**
     * Ends the session if it watched keys on a server that it has left, and what it says now makes it unknown which EXEC must
     * not be carried out; nothing passes between its two sides any more.
     */
    void endIfAdrift() {
        if (following.adrift()) {
            // Whoever asks is in the midst of passing something on.
            client.eventLoop().execute(() -> machine.end(Ending.DEMOTED));
        }
    }

    /** Counts the session as ended, once its client connection is. */
    private void account() {
        machine.onClientClosed();
        orders.cancel();
        clientLeg.dropStash();
        if (serverLeg != null) {
            serverLeg.dropStash();
        }
        following.forget();
        frontend.sessions().remove(this);
        machine.ending().ifPresent(traffic::closed);
    }
}
