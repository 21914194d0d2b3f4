package org.rolegate.net.probe;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

import io.netty.util.concurrent.Future;
import io.netty.util.concurrent.FutureListener;

import org.rolegate.core.config.Credentials;
import org.rolegate.core.model.Endpoint;
import org.rolegate.core.time.Ticker;
import org.rolegate.net.frontend.Listener;
import org.rolegate.net.io.EventLoops;
import org.rolegate.resp.RespValue;

/**
 * A subscription to everything that one Sentinel publishes, made again whenever it is lost, and kept alive by a PING each
 * second, since a dead subscription receives nothing.
 *
 * <pre>
 *             due                 connected                 confirmed
 *   LINKLESS -----&gt; CONNECTING ------------&gt; SUBSCRIBING ------------&gt; STANDING
 *      ^                |                         |                       |
 *      +----------------+--- failed, lost, silent or refused -------------+
 * </pre>
 *
 * <p>Belongs to the control loop.
 */
final class Subscription {

    /** The time from one PING to the next, and the least from one attempt to the next. */
    static final Duration PERIOD = Duration.ofSeconds(1);

    /**
     * Where to subscribe, and as which user.
     *
     * @param timeout how long connecting may take, and how long after a PING is due nothing may be received
     */
    record Terms(Endpoint at, Credentials credentials, Duration timeout) {}

    /** Who hears what is published, and what becomes of the subscription. */
    interface Listener {
        /** Called when the subscription stands: what was published before was missed. */
        default void subscribed() {}

        /** Called when a subscription that stood is gone, unless it was stopped. */
        default void lost() {}

        /** Takes what was published. */
        void heard(String channel, String message);
    }

    private final Terms terms;
    private final EventLoops loops;
    private final Ticker ticker;
    private final Listener listener;

    private Optional<RespConnection> link = Optional.empty();
    private boolean connecting;
    private boolean standing;
    private boolean stopped;
    private long tryAt;
    private long pingedAt;
    private long heardAt;

    /** Makes one that connects at the first tick. */
    Subscription(Terms terms, EventLoops loops, Ticker ticker, Listener listener) {
        this.terms = terms;
        this.loops = loops;
        this.ticker = ticker;
        this.listener = listener;
        this.tryAt = ticker.nanos();
    }

    void tick() {
        long now = ticker.nanos();
        if (link.isEmpty()) {
            if (!connecting && !stopped && now - tryAt >= 0) {
                tryAt = now + PERIOD.toNanos();
                connect();
            }
        } else if (now - heardAt > PERIOD.plus(terms.timeout()).toNanos()) {
            drop();
        } else if (standing && now - pingedAt >= PERIOD.toNanos()) {
            pingedAt = now;
            link.get().ask("PING").addListener((FutureListener<RespValue>) reply -> {
                if (reply.isSuccess()) {
                    heardAt = ticker.nanos();
                }
            });
        }
    }

    void stop() {
        stopped = true;
        drop();
    }

    private void connect() {
        connecting = true;
        RespConnection.connect(loops, terms.at(), terms.timeout(), this::unasked, cause -> drop())
                .addListener((FutureListener<RespConnection>) this::connected);
    }

    private void connected(Future<RespConnection> done) {
        connecting = false;
        if (!done.isSuccess()) {
            return;
        }
        RespConnection fresh = done.getNow();
        if (stopped) {
            fresh.close();
            return;
        }
        link = Optional.of(fresh);
        heardAt = ticker.nanos();
        Login.perform(fresh, terms.credentials(), refusal -> {
            if (uses(fresh)) {
                refusal.ifPresentOrElse(why -> refused(), () -> subscribe(fresh));
            }
        });
    }

    private void subscribe(RespConnection fresh) {
        fresh.ask("PSUBSCRIBE", "*").addListener((FutureListener<RespValue>) reply -> {
            if (!reply.isSuccess() || !uses(fresh)) {
                return;
            }
            if (reply.getNow().error().isPresent()) {
                refused();
                return;
            }
            standing = true;
            heardAt = ticker.nanos();
            pingedAt = heardAt;
            listener.subscribed();
        });
    }

    /** Tells whether a reply is still of interest: the connection may have been given up while it was asked for. */
    private boolean uses(RespConnection asked) {
        return link.filter(asked::equals).isPresent();
    }

    private void unasked(RespValue value) {
        heardAt = ticker.nanos();
        List<RespValue> items = value.items();
        String kind = items.stream().findFirst().flatMap(RespValue::text).orElse("");
        // The pattern is named before the channel.
        if (kind.equals("pmessage") && items.size() == 4) {
            listener.heard(items.get(2).text().orElse(""), items.get(3).text().orElse(""));
        }
    }

    private void refused() {
        tryAt = ticker.nanos() + PERIOD.toNanos();
        drop();
    }

    private void drop() {
        Optional<RespConnection> old = link;
        link = Optional.empty();
        old.ifPresent(RespConnection::close);
        if (standing) {
            standing = false;
            if (!stopped) {
                listener.lost();
            }
        }
    }
}
