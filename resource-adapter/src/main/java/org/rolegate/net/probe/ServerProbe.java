package org.rolegate.net.probe;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

import io.netty.util.concurrent.Future;
import io.netty.util.concurrent.FutureListener;

import org.rolegate.core.config.CheckSettings;
import org.rolegate.core.config.Credentials;
import org.rolegate.core.model.CheckStatus;
import org.rolegate.core.model.Endpoint;
import org.rolegate.core.model.Observation;
import org.rolegate.core.model.Replication;
import org.rolegate.core.model.Server;
import org.rolegate.core.time.Ticker;
import org.rolegate.net.io.EventLoops;
import org.rolegate.net.io.NetworkErrors;
import org.rolegate.resp.InfoText;
import org.rolegate.resp.RespProtocolException;
import org.rolegate.resp.RespValue;

/**
 * The check of one server over one connection that stays open.
 *
 * <pre>
 *            due                login, run id           PING, role
 *   IDLE ----------&gt; CONNECTING -------------&gt; QUERYING ----------&gt; IDLE   (answered)
 *    ^  \__________________ connection open ______^                  |
 *    |                                                               |
 *    +---------- any failure, or no result within the time-out ------+      (failed)
 * </pre>
 *
 * <p>The loss of an established connection is not a failure, since Sentinel kills the connections of servers that it
 * reconfigures. Instead the server is checked at once on a new connection. Belongs to the control loop.
 */
final class ServerProbe {

    /** The longest time that a connection is used, so that a changed password is noticed. */
    private static final long RELOGIN_NANOS = TimeUnit.SECONDS.toNanos(5);
    /** The connect time-out for a server that does not reply. */
    private static final Duration SHORT_CONNECT_TIMEOUT = Duration.ofMillis(300);

    private final Server server;
    private final Credentials credentials;
    private final CheckSettings check;
    private final EventLoops loops;
    private final Ticker ticker;
    private final Consumer<Observation> observer;

    private Optional<RespConnection> link = Optional.empty();
    private RoleQuery query = RoleQuery.INFO;
    private String runId = "";
    /** The last complete report of the server. */
    private Optional<Replication> lastReport = Optional.empty();

    private boolean checking;
    private boolean connecting;
    /** Whether the running check uses a connection that was open before it. */
    private boolean reused;

    private boolean stopped;
    private boolean loginRefused;
    private boolean unresponsive;
    private long startedAt;
    private long loggedInAt;
    private boolean dueAtOnce = true;
    /** The number of the check. By it, replies and failures of a check that was given up are ignored. */
    private int round;

    ServerProbe(
            Server server,
            Credentials credentials,
            CheckSettings check,
            EventLoops loops,
            Ticker ticker,
            Consumer<Observation> observer) {
        this.server = server;
        this.credentials = credentials;
        this.check = check;
        this.loops = loops;
        this.ticker = ticker;
        this.observer = observer;
    }

    String server() {
        return server.id();
    }

    /** Starts a check that is due, or ends one that takes too long as failed. */
    void tick(boolean fast) {
        long now = ticker.nanos();
        if (checking) {
            if (now - startedAt > (connecting ? connectTimeout() : check.timeout()).toNanos()) {
                fail(
                        connecting ? CheckStatus.L4TOUT : CheckStatus.L7TOUT,
                        (connecting ? "no connection" : "no reply") + " within "
                                + (connecting ? connectTimeout() : check.timeout()).toMillis() + " ms");
            }
            return;
        }
        // Earlier checks do not correct a wrong password, and servers count failed logins.
        long period = (fast && !loginRefused ? check.fastInter() : check.inter()).toNanos();
        if (dueAtOnce && !loginRefused || now - startedAt >= period) {
            startCheck(now);
        }
    }

    /** Checks the server at once, regardless of the time of the last check, or right after a check that is running. */
    void checkSoon() {
        dueAtOnce = true;
        if (!checking && !loginRefused && !stopped) {
            startCheck(ticker.nanos());
        }
    }

    void stop() {
        stopped = true;
        closeLink();
    }

    private void startCheck(long now) {
        checking = true;
        dueAtOnce = false;
        startedAt = now;
        int thisRound = ++round;
        if (now - loggedInAt > RELOGIN_NANOS) {
            // A connection stays logged in after the password was changed, but new clients are refused.
            closeLink();
        }
        reused = link.isPresent();
        if (reused) {
            sendQuery(link.get(), thisRound);
            return;
        }
        connecting = true;
        Future<RespConnection> attempt =
                RespConnection.connect(loops, server.endpoint(), connectTimeout(), push -> {}, this::onLost);
        attempt.addListener((FutureListener<RespConnection>) done -> onConnected(done, thisRound));
    }

    /**
     * Returns the connect time-out. It is short for a server that does not reply, so that attempts follow each other
     * quickly. The kernel repeats a lost SYN only after 1, 3 and 7 s, which delays the detection of a server that is
     * back.
     */
    private Duration connectTimeout() {
        return unresponsive && check.timeout().compareTo(SHORT_CONNECT_TIMEOUT) > 0
                ? SHORT_CONNECT_TIMEOUT
                : check.timeout();
    }

    private void onConnected(Future<RespConnection> done, int thisRound) {
        if (thisRound != round || stopped) {
            if (done.isSuccess()) {
                done.getNow().close();
            }
            return;
        }
        connecting = false;
        if (!done.isSuccess()) {
            fail(
                    NetworkErrors.status(done.cause()),
                    NetworkErrors.describe(done.cause()),
                    NetworkErrors.isRefused(done.cause()));
            return;
        }
        RespConnection fresh = done.getNow();
        link = Optional.of(fresh);
        loggedInAt = ticker.nanos();
        query = RoleQuery.INFO;
        runId = "";
        Login.perform(fresh, credentials, refusal -> {
            if (thisRound != round) {
                return;
            }
            loginRefused = refusal.isPresent();
            if (refusal.isPresent()) {
                fail(CheckStatus.L7STS, refusal.get());
                return;
            }
            // Once for each connection is enough, since a connection ends with the server process.
            fresh.send("INFO", "server").addListener((FutureListener<RespValue>) reply -> Login.value(reply)
                    .flatMap(RespValue::text)
                    .map(text -> InfoText.parse(text).get("run_id"))
                    .ifPresent(id -> runId = id));
            sendQuery(fresh, thisRound);
        });
    }

    private void sendQuery(RespConnection on, int thisRound) {
        long askedAt = ticker.nanos();
        on.send("PING").addListener((FutureListener<RespValue>) reply -> {
            // A replica that has lost its master refuses even PING, but its report is still needed as evidence.
            // For a busy server the next reply decides.
            Login.value(reply)
                    .flatMap(RespValue::error)
                    .filter(error -> thisRound == round && !error.code().equals("MASTERDOWN") && !isBusy(error))
                    .ifPresent(error -> fail(CheckStatus.L7STS, "PING: " + NetworkErrors.oneLine(error.message())));
        });
        on.send(query.arguments()).addListener((FutureListener<RespValue>) reply -> {
            if (thisRound == round && reply.isSuccess()) {
                onReply(on, reply.getNow(), askedAt, thisRound);
            }
        });
    }

    private void onReply(RespConnection on, RespValue reply, long askedAt, int thisRound) {
        Optional<RespValue.ErrorReply> error = reply.error();
        if (error.isPresent()) {
            Optional<RoleQuery> weaker = query.weaker();
            if (isNotPermitted(error.get()) && weaker.isPresent()) {
                query = weaker.get();
                sendQuery(on, thisRound);
            } else if (isBusy(error.get()) && lastReport.isPresent()) {
                checkBusy(on, askedAt, lastReport.get(), thisRound);
            } else {
                fail(
                        CheckStatus.L7STS,
                        query + ": " + NetworkErrors.oneLine(error.get().message()));
            }
            return;
        }
        Optional<Replication> reported = query.read(reply, runId);
        if (reported.isEmpty()) {
            fail(CheckStatus.L7RSP, "the reply to " + query + " contains no role");
            return;
        }
        lastReport = reported;
        succeed(on.reached(), askedAt, reported.get());
    }

    /**
     * Checks a server that runs a script for longer than {@code busy-reply-threshold}. It replies to few commands
     * besides HELLO. It must stay reachable, since otherwise no client could kill the script. As long as the script
     * runs, neither the role nor the data of the server changes.
     */
    private void checkBusy(RespConnection on, long askedAt, Replication before, int thisRound) {
        on.send(RoleQuery.HELLO.arguments()).addListener((FutureListener<RespValue>) reply -> {
            if (thisRound != round || !reply.isSuccess()) {
                return;
            }
            Optional<Replication> now = RoleQuery.HELLO.read(reply.getNow(), runId);
            if (now.filter(reported -> reported.role() == before.role()).isEmpty()) {
                fail(
                        CheckStatus.L7STS,
                        query + ": BUSY, and HELLO does not report role "
                                + before.role().keyword());
                return;
            }
            Endpoint reached = on.reached();
            if (runId.isEmpty()) {
                // The server was busy when the run id was queried. The next connection queries it.
                closeLink();
            }
            succeed(reached, askedAt, before);
        });
    }

    private void succeed(Endpoint reached, long askedAt, Replication reported) {
        checking = false;
        unresponsive = false;
        round++;
        observer.accept(new Observation.ServerAnswered(server.id(), askedAt, ticker.nanos(), reached, reported));
    }

    private static boolean isBusy(RespValue.ErrorReply error) {
        return error.code().equals("BUSY");
    }

    private static boolean isNotPermitted(RespValue.ErrorReply error) {
        return error.code().equals("NOPERM") || error.message().startsWith("ERR unknown command");
    }

    private void onLost(Throwable cause) {
        link = Optional.empty();
        if (stopped) {
            return;
        }
        if (checking && !reused) {
            // Invalid RESP is handled here and not in NetworkErrors, since only a probe can receive it.
            CheckStatus status =
                    cause instanceof RespProtocolException ? CheckStatus.L7RSP : NetworkErrors.status(cause);
            fail(status, NetworkErrors.describe(cause));
        } else {
            checking = false;
            round++;
            checkSoon();
        }
    }

    private void fail(CheckStatus status, String why) {
        fail(status, why, false);
    }

    private void fail(CheckStatus status, String why, boolean refused) {
        unresponsive = true;
        checking = false;
        connecting = false;
        round++;
        closeLink();
        observer.accept(new Observation.ServerFailed(server.id(), startedAt, ticker.nanos(), status, why, refused));
    }

    private void closeLink() {
        link.ifPresent(RespConnection::close);
        link = Optional.empty();
    }
}
