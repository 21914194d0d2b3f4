package org.rolegate.net.session;

import org.rolegate.core.session.Ending;
import org.rolegate.core.stats.Traffic;

/**
 * Where one session is counted: on its frontend, on the pool it draws from, and on the server that it has. Belongs to the
 * session's event loop.
 */
final class SessionTraffic {

    private final FrontendContext frontend;
    private long passed;
    /** Null while it has none. */
    private Traffic server;

    SessionTraffic(FrontendContext frontend) {
        this.frontend = frontend;
    }

    void opened() {
        frontend.traffic().opened();
        frontend.backend().opened();
    }

    /** A connection to this server stands. */
    void connected(String id) {
        server = frontend.serverTraffic().apply(id);
        server.opened();
    }

    /** A connection to this server could not be made. */
    void connectionError(String id) {
        frontend.traffic().connectionError();
        frontend.backend().connectionError();
        frontend.serverTraffic().apply(id).connectionError();
    }

    /** An established session leaves its server to go on with another one. */
    void left() {
        frontend.traffic().moved();
        frontend.backend().moved();
    }

    /** It goes on with another one. */
    void resumed() {
        frontend.traffic().resumed();
        frontend.backend().resumed();
    }

    /** The session goes on without this server. */
    void moved() {
        server.closed(Ending.MOVED);
        server = null;
    }

    /** The client said so many bytes that were passed on. */
    void in(long bytes) {
        passed += bytes;
        frontend.traffic().in(bytes);
        frontend.backend().in(bytes);
        if (server != null) {
            server.in(bytes);
        }
    }

    /** The server said so many bytes that were passed on. */
    void out(long bytes) {
        passed += bytes;
        frontend.traffic().out(bytes);
        frontend.backend().out(bytes);
        if (server != null) {
            server.out(bytes);
        }
    }

    /** The client is told that nobody knows whether its commands were carried out. */
    void uncertain(UncertainReplies answers) {
        frontend.traffic().uncertain(answers.commands());
        frontend.backend().uncertain(answers.commands());
        out(answers.bytes().readableBytes());
    }

    /** Returns how many bytes were passed on, either way. */
    long passed() {
        return passed;
    }

    void closed(Ending by) {
        if (server != null) {
            server.closed(by);
        }
        frontend.backend().closed(by);
        // Last: a session that its frontend no longer counts is counted nowhere.
        frontend.traffic().closed(by);
    }
}
