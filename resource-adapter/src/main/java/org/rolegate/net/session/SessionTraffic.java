package org.rolegate.net.session;

import java.util.Objects;

import org.jspecify.annotations.Nullable;

import org.rolegate.core.session.Ending;
import org.rolegate.core.stats.Traffic;

/**
 * The counters of one session: those of its frontend, of its backend, and of the server that it has. Belongs to the session's
 * event loop.
 */
final class SessionTraffic {

    private final FrontendContext frontend;
    private long passed;
    /** Null while the session has no server. */
    private @Nullable Traffic server;

    SessionTraffic(FrontendContext frontend) {
        this.frontend = frontend;
    }

    void opened() {
        frontend.traffic().opened();
        frontend.backend().opened();
    }

    /** Counts an established connection to a server. */
    void connected(String id) {
        server = frontend.serverTraffic().apply(id);
        server.opened();
    }

    /** Counts a failed connection to a server. */
    void connectionError(String id) {
        frontend.traffic().connectionError();
        frontend.backend().connectionError();
        frontend.serverTraffic().apply(id).connectionError();
    }

    /** Counts the begin of a handover. */
    void left() {
        frontend.traffic().moved();
        frontend.backend().moved();
    }

    /** Counts the end of a handover. */
    void resumed() {
        frontend.traffic().resumed();
        frontend.backend().resumed();
    }

    /** Counts the session off its server, which it leaves. */
    void moved() {
        Objects.requireNonNull(server).closed(Ending.MOVED);
        server = null;
    }

    /** Counts bytes that were forwarded from the client. */
    void in(long bytes) {
        passed += bytes;
        frontend.traffic().in(bytes);
        frontend.backend().in(bytes);
        if (server != null) {
            server.in(bytes);
        }
    }

    /** Counts bytes that were forwarded to the client. */
    void out(long bytes) {
        passed += bytes;
        frontend.traffic().out(bytes);
        frontend.backend().out(bytes);
        if (server != null) {
            server.out(bytes);
        }
    }

    /** Counts commands that were answered with {@code -UNCERTAIN}. */
    void uncertain(UncertainReplies replies) {
        frontend.traffic().uncertain(replies.commands());
        frontend.backend().uncertain(replies.commands());
        out(replies.bytes().readableBytes());
    }

    /** Returns the number of bytes that were forwarded in both directions. */
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
