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
 *   IDLE ----------&gt; CONNECTING --------------&gt; ASKING -----------&gt; IDLE   (answered)
 *    ^  \__________________ connection stands ____^                  |
 *    |                                                               |
 *    +----------- any failure, or no end within the time-out --------+      (failed)
 * </pre>
 *
 * <p>Belongs to the control loop. The loss of a standing connection is no failure, since Sentinel kills the connections
 * of nodes that it reconfigures: the next check, at once, on a new connection, decides.
 */
final class ServerProbe {

    private static final long RELOGIN_NANOS = TimeUnit.SECONDS.toNanos(5);
    private static final Duration IMPATIENT = Duration.ofMillis(300);

    private final Server server;
    private final Credentials credentials;
    private final CheckSettings check;
    private final EventLoops loops;
    private final Ticker ticker;
    private final Consumer<Observation> observer;

    private Optional<RespConnection> link = Optional.empty();
    private RoleQuery question = RoleQuery.INFO;
    private String runId = "";
    /** What it said last in full. */
    private Optional<Replication> known = Optional.empty();

    private boolean checking;
    private boolean connecting;
    /** The check under way asks on a connection that stood before it. */
    private boolean reused;

    private boolean stopped;
    private boolean loginRefused;
    private boolean silent;
    private long startedAt;
    private long loggedInAt;
    private boolean dueAtOnce = true;
    /** Makes replies and failures of a check that was given up harmless. */
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

    /** Starts a check that is due, or gives up one that takes too long. */
    void tick(boolean fast) {
        long now = ticker.nanos();
        if (checking) {
            if (now - startedAt > (connecting ? connectTimeout() : check.timeout()).toNanos()) {
                failed(
                        connecting ? CheckStatus.L4TOUT : CheckStatus.L7TOUT,
                        (connecting ? "no connection" : "no reply") + " within "
                                + (connecting ? connectTimeout() : check.timeout()).toMillis() + " ms");
            }
            return;
        }
        // A wrong password does not become right by haste, and servers count failed logins.
        long period = (fast && !loginRefused ? check.fastInter() : check.inter()).toNanos();
        if (dueAtOnce && !loginRefused || now - startedAt >= period) {
            start(now);
        }
    }

    /** Checks at once, however short ago the last check was; while one is under way, right after it. */
    void hurry() {
        dueAtOnce = true;
        if (!checking && !loginRefused && !stopped) {
            start(ticker.nanos());
        }
    }

    void stop() {
        stopped = true;
        drop();
    }

    private void start(long now) {
        checking = true;
        dueAtOnce = false;
        startedAt = now;
        int mine = ++round;
        if (now - loggedInAt > RELOGIN_NANOS) {
            // One that is logged in stays so after the password was changed; clients that come now do not.
            drop();
        }
        reused = link.isPresent();
        if (reused) {
            ask(link.get(), mine);
            return;
        }
        connecting = true;
        Future<RespConnection> attempt =
                RespConnection.connect(loops, server.endpoint(), connectTimeout(), unasked -> {}, this::lost);
        attempt.addListener((FutureListener<RespConnection>) done -> connected(done, mine));
    }

    /**
     * To a server that is silent new connections are tried in quick succession: the kernel repeats a lost SYN after 1, 3
     * and 7 s, too late for who wants to be back at once.
     */
    private Duration connectTimeout() {
        return silent && check.timeout().compareTo(IMPATIENT) > 0 ? IMPATIENT : check.timeout();
    }

    private void connected(Future<RespConnection> done, int mine) {
        if (mine != round || stopped) {
            if (done.isSuccess()) {
                done.getNow().close();
            }
            return;
        }
        connecting = false;
        if (!done.isSuccess()) {
            failed(
                    NetworkErrors.status(done.cause()),
                    NetworkErrors.describe(done.cause()),
                    NetworkErrors.isRefused(done.cause()));
            return;
        }
        RespConnection fresh = done.getNow();
        link = Optional.of(fresh);
        loggedInAt = ticker.nanos();
        question = RoleQuery.INFO;
        runId = "";
        Login.perform(fresh, credentials, refusal -> {
            if (mine != round) {
                return;
            }
            loginRefused = refusal.isPresent();
            if (refusal.isPresent()) {
                failed(CheckStatus.L7STS, refusal.get());
                return;
            }
            // A process cannot outlive its connections: once per connection is enough.
            fresh.ask("INFO", "server").addListener((FutureListener<RespValue>) reply -> Login.value(reply)
                    .flatMap(RespValue::text)
                    .map(text -> InfoText.parse(text).get("run_id"))
                    .ifPresent(id -> runId = id));
            ask(fresh, mine);
        });
    }

    private void ask(RespConnection on, int mine) {
        long askedAt = ticker.nanos();
        on.ask("PING").addListener((FutureListener<RespValue>) reply -> {
            // A replica that has lost its master refuses even PING, and is still needed as a witness; of a server that
            // is busy
            // the next reply tells.
            Login.value(reply)
                    .flatMap(RespValue::error)
                    .filter(error -> mine == round && !error.code().equals("MASTERDOWN") && !busy(error))
                    .ifPresent(error -> failed(CheckStatus.L7STS, "PING: " + NetworkErrors.oneLine(error.message())));
        });
        on.ask(question.arguments()).addListener((FutureListener<RespValue>) reply -> {
            if (mine == round && reply.isSuccess()) {
                answered(on, reply.getNow(), askedAt, mine);
            }
        });
    }

    private void answered(RespConnection on, RespValue reply, long askedAt, int mine) {
        Optional<RespValue.ErrorReply> error = reply.error();
        if (error.isPresent()) {
            Optional<RoleQuery> weaker = question.weaker();
            if (notPermitted(error.get()) && weaker.isPresent()) {
                question = weaker.get();
                ask(on, mine);
            } else if (busy(error.get()) && known.isPresent()) {
                askBusy(on, askedAt, known.get(), mine);
            } else {
                failed(
                        CheckStatus.L7STS,
                        question + ": " + NetworkErrors.oneLine(error.get().message()));
            }
            return;
        }
        Optional<Replication> reported = question.read(reply, runId);
        if (reported.isEmpty()) {
            failed(CheckStatus.L7RSP, "the reply to " + question + " contains no role");
            return;
        }
        known = reported;
        answered(on.reached(), askedAt, reported.get());
    }

    /**
     * A server that runs a script for longer than {@code busy-reply-threshold} answers little but HELLO, and must be spoken to,
     * or nobody could kill the script. As long as the script runs, neither its role nor its data changes.
     */
    private void askBusy(RespConnection on, long askedAt, Replication before, int mine) {
        on.ask(RoleQuery.HELLO.arguments()).addListener((FutureListener<RespValue>) reply -> {
            if (mine != round || !reply.isSuccess()) {
                return;
            }
            Optional<Replication> now = RoleQuery.HELLO.read(reply.getNow(), runId);
            if (now.filter(reported -> reported.role() == before.role()).isEmpty()) {
                failed(
                        CheckStatus.L7STS,
                        question + ": BUSY, and HELLO does not report role "
                                + before.role().keyword());
                return;
            }
            Endpoint reached = on.reached();
            if (runId.isEmpty()) {
                // Asked while it was busy: the next connection asks again.
                drop();
            }
            answered(reached, askedAt, before);
        });
    }

    private void answered(Endpoint reached, long askedAt, Replication reported) {
        checking = false;
        silent = false;
        round++;
        observer.accept(new Observation.ServerAnswered(server.id(), askedAt, ticker.nanos(), reached, reported));
    }

    private static boolean busy(RespValue.ErrorReply error) {
        return error.code().equals("BUSY");
    }

    private static boolean notPermitted(RespValue.ErrorReply error) {
        return error.code().equals("NOPERM") || error.message().startsWith("ERR unknown command");
    }

    private void lost(Throwable cause) {
        link = Optional.empty();
        if (stopped) {
            return;
        }
        if (checking && !reused) {
            // Only a probe can receive what is no RESP: the other users of these texts have sockets only.
            CheckStatus status =
                    cause instanceof RespProtocolException ? CheckStatus.L7RSP : NetworkErrors.status(cause);
            failed(status, NetworkErrors.describe(cause));
        } else {
            checking = false;
            round++;
            hurry();
        }
    }

    private void failed(CheckStatus status, String why) {
        failed(status, why, false);
    }

    private void failed(CheckStatus status, String why, boolean refused) {
        silent = true;
        checking = false;
        connecting = false;
        round++;
        drop();
        observer.accept(new Observation.ServerFailed(server.id(), startedAt, ticker.nanos(), status, why, refused));
    }

    private void drop() {
        link.ifPresent(RespConnection::close);
        link = Optional.empty();
    }
}
