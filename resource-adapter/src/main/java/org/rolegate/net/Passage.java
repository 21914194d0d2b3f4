package org.rolegate.net;

import java.util.Optional;

import io.netty.buffer.ByteBuf;
import io.netty.channel.socket.SocketChannel;

import org.rolegate.core.config.TargetRole;

/**
 * What may pass between the two sides of a session at this very moment. What may not lies in the stash of the side that said
 * it, and the session is parked until it may. Belongs to the session's event loop, but for {@link #worthALook} and
 * {@link #lookAgain}.
 */
final class Passage {

    private final Session session;
    private final Routes routes;

    /** Something is kept back that the client said, or the server. */
    private volatile boolean holdsRequests;

    private volatile boolean holdsReplies;

    Passage(Session session, Routes routes) {
        this.session = session;
        this.routes = routes;
    }

    private Moving moving() {
        return session.moving();
    }

    /** Tells whether the client's bytes may be passed on. */
    boolean mayForward() {
        // What was asked before comes first.
        return !moving().asksAgain() && mayTell();
    }

    /** Tells whether anything may be said to the server. */
    private boolean mayTell() {
        Optional<String> to = session.server();
        return to.isPresent() && !moving().keepsBack() && routes.mayForward(to.get());
    }

    /** Tells whether the server's bytes may be passed on. */
    boolean mayAnswer() {
        return !moving().doubts() && routes.mayAnswer();
    }

    /** Tells whether what was passed on a moment ago may leave: not if that moment was longer than it seemed. */
    boolean awake() {
        return routes.awake();
    }

    /** Tells whether the server's bytes may be passed on that begin as only a server in another state answers. */
    boolean refusalPasses(ByteBuf replies) {
        session.serverDoubtful();
        if (session.open() && moving().refused(replies, role())) {
            moving().doubt(this::doubted);
        }
        return mayAnswer();
    }

    private TargetRole role() {
        return session.frontend().settings().role();
    }

    /** The server says more while it is being checked since it refused. */
    void refusesMore(ByteBuf replies) {
        if (!moving().refused(replies, role())) {
            believeRefusal();
        }
    }

    /** The server was checked since it refused. */
    private void doubted() {
        if (!moving().doubts() || session.closed()) {
            return;
        }
        if (session.server().filter(routes::mayForward).isPresent()) {
            believeRefusal();
        } else {
            moving().doubt(this::doubted);
        }
    }

    /**
     * Lets the client have what its server refused with.
     *
     * @return false if there is no such thing
     */
    boolean believeRefusal() {
        boolean doubted = moving().doubts();
        if (doubted) {
            moving().doubtNoMore();
            lookAgain();
        }
        return doubted;
    }

    /** Something was read that must not be passed on yet. */
    void park() {
        holdsRequests = session.clientLeg().stashed() || moving().asksAgain();
        holdsReplies = session.serverLeg().stashed();
        session.hold().park();
    }

    /** Tells whether a parked session would find something changed; from any thread. */
    boolean worthALook() {
        Optional<String> at = session.server();
        return at.isEmpty()
                || holdsReplies && mayAnswer()
                || holdsRequests && !moving().keepsBack() && routes.mayForward(at.get());
    }

    /** What kept its bytes back may be over; from any thread. */
    void lookAgain() {
        session.clientChannel().eventLoop().execute(() -> {
            session.hold().unpark();
            if (session.closed() || !session.connected()) {
                return;
            }
            boolean passed = passStashes();
            if (moving().leaving() && session.leaving().move()) {
                return;
            }
            if (!passed) {
                park();
                return;
            }
            session.hold().leave();
            resumeBoth();
        });
    }

    /** Passes on what was kept back, as far as it may be; tells whether nothing is left. */
    boolean passStashes() {
        boolean replies = session.serverLeg().passStash();
        if (moving().asksAgain() && mayTell()) {
            moving().askAgain(session.serverChannel());
        }
        return session.clientLeg().passStash() & replies && !moving().asksAgain();
    }

    private void resumeBoth() {
        SocketChannel client = session.clientChannel();
        SocketChannel server = session.serverChannel();
        if (!moving().leaving() && server.isWritable()) {
            Session.resume(client);
        }
        if (client.isWritable()) {
            Session.resume(server);
        }
    }

    /** The side of the given leg can take more: the other one is read again, unless it is held. */
    void resumeOpposite(Leg leg) {
        ClientLeg clientLeg = session.clientLeg();
        ServerLeg serverLeg = session.serverLeg();
        if (leg == clientLeg && session.connected() && !serverLeg.stashed()) {
            Session.resume(session.serverChannel());
        } else if (leg == serverLeg && !clientLeg.stashed() && !moving().leaving()) {
            Session.resume(session.clientChannel());
        }
    }
}
