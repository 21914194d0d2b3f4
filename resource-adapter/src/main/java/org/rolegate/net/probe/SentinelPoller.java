package org.rolegate.net.probe;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Consumer;

import io.netty.util.concurrent.Future;
import io.netty.util.concurrent.FutureListener;

import org.rolegate.core.config.GroupSettings;
import org.rolegate.core.model.Endpoint;
import org.rolegate.core.model.Observation;
import org.rolegate.core.model.Sentinel;
import org.rolegate.core.time.Ticker;
import org.rolegate.net.io.EventLoops;
import org.rolegate.net.io.NetworkErrors;
import org.rolegate.resp.RespValue;

/**
 * The poller of one Sentinel. It queries the master that the Sentinel names, and the other Sentinels that it knows.
 *
 * <p>It polls three times a second, and at once after an event. Belongs to the control loop.
 */
final class SentinelPoller {

    /**
     * The time from one poll to the next. It is short, since missing replies of the Sentinels are how a master on the
     * wrong side of a partition is detected.
     */
    private static final Duration PERIOD = Duration.ofMillis(300);

    /** The longest time to wait for a connection or for the replies of a poll. */
    private static final Duration MAX_TIMEOUT = Duration.ofMillis(500);

    private final Sentinel sentinel;
    private final GroupSettings group;
    private final EventLoops loops;
    private final Ticker ticker;
    private final Consumer<Observation> observer;
    private final Consumer<List<SentinelReply.Peer>> peers;
    private final BiConsumer<Endpoint, String> identity;

    private final Duration timeout;
    private Optional<RespConnection> link = Optional.empty();
    private boolean polling;
    private boolean dueAtOnce = true;
    private boolean stopped;
    private long startedAt;
    private int round;

    SentinelPoller(
            Sentinel sentinel,
            GroupSettings group,
            EventLoops loops,
            Ticker ticker,
            Consumer<Observation> observer,
            Consumer<List<SentinelReply.Peer>> peers,
            BiConsumer<Endpoint, String> identity) {
        this.sentinel = sentinel;
        this.group = group;
        this.timeout = group.check().timeout().compareTo(MAX_TIMEOUT) < 0
                ? group.check().timeout()
                : MAX_TIMEOUT;
        this.loops = loops;
        this.ticker = ticker;
        this.observer = observer;
        this.peers = peers;
        this.identity = identity;
    }

    void tick() {
        long now = ticker.nanos();
        if (polling) {
            if (now - startedAt > timeout.toNanos()) {
                fail("no reply within " + timeout.toMillis() + " ms");
            }
            return;
        }
        if (!dueAtOnce && now - startedAt < PERIOD.toNanos()) {
            return;
        }
        dueAtOnce = false;
        polling = true;
        startedAt = now;
        int thisRound = ++round;
        if (link.isPresent()) {
            poll(link.get(), thisRound);
        } else {
            connect(thisRound);
        }
    }

    /** Polls at once, or at the first tick after the replies if a poll is running. */
    void pollSoon() {
        dueAtOnce = true;
        if (!stopped) {
            tick();
        }
    }

    void stop() {
        stopped = true;
        link.ifPresent(RespConnection::close);
    }

    private void connect(int thisRound) {
        Future<RespConnection> attempt =
                RespConnection.connect(loops, sentinel.endpoint(), timeout, push -> {}, cause -> {
                    link = Optional.empty();
                    if (!stopped) {
                        fail(NetworkErrors.describe(cause));
                    }
                });
        attempt.addListener((FutureListener<RespConnection>) done -> {
            if (thisRound != round || stopped) {
                if (done.isSuccess()) {
                    done.getNow().close();
                }
                return;
            }
            if (!done.isSuccess()) {
                fail(NetworkErrors.describe(done.cause()));
                return;
            }
            link = Optional.of(done.getNow());
            Login.perform(done.getNow(), group.sentinelCredentials(), refusal -> {
                if (thisRound == round) {
                    refusal.ifPresentOrElse(this::fail, () -> {
                        done.getNow().send("SENTINEL", "MYID").addListener((FutureListener<RespValue>)
                                id -> onId(done.getNow(), id));
                        poll(done.getNow(), thisRound);
                    });
                }
            });
        });
    }

    private void onId(RespConnection on, Future<RespValue> id) {
        if (id.isSuccess()) {
            identity.accept(on.reached(), id.getNow().text().orElse(""));
        }
    }

    private void poll(RespConnection on, int thisRound) {
        String name = group.masterName();
        Future<RespValue> address = on.send("SENTINEL", "GET-MASTER-ADDR-BY-NAME", name);
        Future<RespValue> master = on.send("SENTINEL", "MASTER", name);
        Future<RespValue> info = on.send("INFO", "sentinel");
        on.send("SENTINEL", "SENTINELS", name).addListener((FutureListener<RespValue>) listed -> {
            if (thisRound != round || !listed.isSuccess()) {
                return;
            }
            polling = false;
            peers.accept(SentinelReply.peers(listed.getNow()));
            // The peers may have stopped this poller, if one of them is this Sentinel under another address.
            if (!stopped) {
                observer.accept(new SentinelReply(address.getNow(), master.getNow(), info.getNow())
                        .toObservation(sentinel.id(), startedAt, ticker.nanos(), name));
            }
        });
    }

    private void fail(String why) {
        polling = false;
        round++;
        link.ifPresent(RespConnection::close);
        link = Optional.empty();
        observer.accept(new Observation.SentinelFailed(sentinel.id(), startedAt, ticker.nanos(), why));
    }
}
