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
 * Asks one Sentinel, three times a second and whenever there is news, whom it takes for the master and which other Sentinels it
 * knows. Belongs to the control loop.
 */
final class SentinelPoller {

    /** A master on the wrong side of a partition is known by the silence of the Sentinels: it must not take long. */
    private static final Duration PERIOD = Duration.ofMillis(300);

    private static final Duration LONGEST_ANSWER = Duration.ofMillis(500);

    private final Sentinel sentinel;
    private final GroupSettings group;
    private final EventLoops loops;
    private final Ticker ticker;
    private final Consumer<Observation> observer;
    private final Consumer<List<SentinelReply.Peer>> peers;
    private final BiConsumer<Endpoint, String> identity;

    private final Duration timeout;
    private Optional<RespConnection> link = Optional.empty();
    private boolean asking;
    private boolean hurried = true;
    private boolean stopped;
    private long askedAt;
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
        this.timeout = group.check().timeout().compareTo(LONGEST_ANSWER) < 0
                ? group.check().timeout()
                : LONGEST_ANSWER;
        this.loops = loops;
        this.ticker = ticker;
        this.observer = observer;
        this.peers = peers;
        this.identity = identity;
    }

    void tick() {
        long now = ticker.nanos();
        if (asking) {
            if (now - askedAt > timeout.toNanos()) {
                failed("no reply within " + timeout.toMillis() + " ms");
            }
            return;
        }
        if (!hurried && now - askedAt < PERIOD.toNanos()) {
            return;
        }
        hurried = false;
        asking = true;
        askedAt = now;
        int mine = ++round;
        if (link.isPresent()) {
            ask(link.get(), mine);
        } else {
            connect(mine);
        }
    }

    /** Asks at once; while a question is open, at the tick after its answer. */
    void hurry() {
        hurried = true;
        if (!stopped) {
            tick();
        }
    }

    void stop() {
        stopped = true;
        link.ifPresent(RespConnection::close);
    }

    private void connect(int mine) {
        Future<RespConnection> attempt =
                RespConnection.connect(loops, sentinel.endpoint(), timeout, unasked -> {}, cause -> {
                    link = Optional.empty();
                    if (!stopped) {
                        failed(NetworkErrors.describe(cause));
                    }
                });
        attempt.addListener((FutureListener<RespConnection>) done -> {
            if (mine != round || stopped) {
                if (done.isSuccess()) {
                    done.getNow().close();
                }
                return;
            }
            if (!done.isSuccess()) {
                failed(NetworkErrors.describe(done.cause()));
                return;
            }
            link = Optional.of(done.getNow());
            Login.perform(done.getNow(), group.sentinelCredentials(), refusal -> {
                if (mine == round) {
                    refusal.ifPresentOrElse(this::failed, () -> {
                        done.getNow().ask("SENTINEL", "MYID").addListener((FutureListener<RespValue>)
                                id -> identify(done.getNow(), id));
                        ask(done.getNow(), mine);
                    });
                }
            });
        });
    }

    private void identify(RespConnection on, Future<RespValue> id) {
        if (id.isSuccess()) {
            identity.accept(on.reached(), id.getNow().text().orElse(""));
        }
    }

    private void ask(RespConnection on, int mine) {
        String name = group.masterName();
        Future<RespValue> address = on.ask("SENTINEL", "GET-MASTER-ADDR-BY-NAME", name);
        Future<RespValue> master = on.ask("SENTINEL", "MASTER", name);
        Future<RespValue> info = on.ask("INFO", "sentinel");
        on.ask("SENTINEL", "SENTINELS", name).addListener((FutureListener<RespValue>) listed -> {
            if (mine != round || !listed.isSuccess()) {
                return;
            }
            asking = false;
            peers.accept(SentinelReply.peers(listed.getNow()));
            // What the peers are may have ended this very link: it is one of them under another address.
            if (!stopped) {
                observer.accept(new SentinelReply(address.getNow(), master.getNow(), info.getNow())
                        .toObservation(sentinel.id(), askedAt, ticker.nanos(), name));
            }
        });
    }

    private void failed(String why) {
        asking = false;
        round++;
        link.ifPresent(RespConnection::close);
        link = Optional.empty();
        observer.accept(new Observation.SentinelFailed(sentinel.id(), askedAt, ticker.nanos(), why));
    }
}
