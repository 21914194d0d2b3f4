package org.rolegate.net.probe;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

import io.netty.util.concurrent.Future;
import io.netty.util.concurrent.FutureListener;

import org.rolegate.core.config.Credentials;
import org.rolegate.core.model.Endpoint;
import org.rolegate.core.time.Ticker;
import org.rolegate.net.io.EventLoops;
import org.rolegate.resp.RespValue;

/**
 * A subscription to all channels of one Sentinel. It is renewed whenever it is lost. A PING each second checks it,
 * since a broken subscription looks like one without messages.
 *
 * <pre>
 *             due                 connected                 confirmed
 *     IDLE -------&gt; CONNECTING ------------&gt; SUBSCRIBING -----------&gt; SUBSCRIBED
 *      ^                |                         |                       |
 *      +----------------+-- failed, lost, no reply or refused ------------+
 * </pre>
 *
 * <p>Belongs to the control loop.
 */
final class Subscription {

    /** The time from one PING to the next, and the shortest time from one attempt to the next. */
    static final Duration PERIOD = Duration.ofSeconds(1);

    /**
     * The Sentinel to subscribe to, and the user for it.
     *
     * @param timeout the longest time for connecting, and for a reply after a PING is due
     */
    record Target(Endpoint at, Credentials credentials, Duration timeout) {}

    /** A receiver of published messages, and of changes of the subscription. */
    interface Listener {
        /** Called when the subscription is established. Messages that were published before it were missed. */
        default void onSubscribed() {}

        /** Called when an established subscription is lost, unless it was stopped. */
        default void onLost() {}

        /** Called with each published message. */
        void onMessage(String channel, String message);
    }

    private final Target target;
    private final EventLoops loops;
    private final Ticker ticker;
    private final Listener listener;

    private Optional<RespConnection> link = Optional.empty();
    private boolean connecting;
    private boolean established;
    private boolean stopped;
    private long nextAttemptAt;
    private long pingedAt;
    private long receivedAt;

    /** Creates a subscription that connects at the first tick. */
    Subscription(Target target, EventLoops loops, Ticker ticker, Listener listener) {
        this.target = target;
        this.loops = loops;
        this.ticker = ticker;
        this.listener = listener;
        this.nextAttemptAt = ticker.nanos();
    }

    void tick() {
        long now = ticker.nanos();
        if (link.isEmpty()) {
            if (!connecting && !stopped && now - nextAttemptAt >= 0) {
                nextAttemptAt = now + PERIOD.toNanos();
                connect();
            }
        } else if (now - receivedAt > PERIOD.plus(target.timeout()).toNanos()) {
            drop();
        } else if (established && now - pingedAt >= PERIOD.toNanos()) {
            pingedAt = now;
            link.get().send("PING").addListener((FutureListener<RespValue>) reply -> {
                if (reply.isSuccess()) {
                    receivedAt = ticker.nanos();
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
        RespConnection.connect(loops, target.at(), target.timeout(), this::onPush, cause -> drop())
                .addListener((FutureListener<RespConnection>) this::onConnected);
    }

    private void onConnected(Future<RespConnection> done) {
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
        receivedAt = ticker.nanos();
        Login.perform(fresh, target.credentials(), refusal -> {
            if (uses(fresh)) {
                refusal.ifPresentOrElse(why -> onRefused(), () -> subscribe(fresh));
            }
        });
    }

    private void subscribe(RespConnection fresh) {
        fresh.send("PSUBSCRIBE", "*").addListener((FutureListener<RespValue>) reply -> {
            if (!reply.isSuccess() || !uses(fresh)) {
                return;
            }
            if (reply.getNow().error().isPresent()) {
                onRefused();
                return;
            }
            established = true;
            receivedAt = ticker.nanos();
            pingedAt = receivedAt;
            listener.onSubscribed();
        });
    }

    /** Returns whether a connection is still in use. It may have been closed while a reply was outstanding. */
    private boolean uses(RespConnection connection) {
        return link.filter(connection::equals).isPresent();
    }

    private void onPush(RespValue value) {
        receivedAt = ticker.nanos();
        List<RespValue> items = value.items();
        String kind = items.stream().findFirst().flatMap(RespValue::text).orElse("");
        // The elements are the kind, the pattern, the channel and the message.
        if (kind.equals("pmessage") && items.size() == 4) {
            listener.onMessage(
                    items.get(2).text().orElse(""), items.get(3).text().orElse(""));
        }
    }

    private void onRefused() {
        nextAttemptAt = ticker.nanos() + PERIOD.toNanos();
        drop();
    }

    private void drop() {
        Optional<RespConnection> old = link;
        link = Optional.empty();
        old.ifPresent(RespConnection::close);
        if (established) {
            established = false;
            if (!stopped) {
                listener.onLost();
            }
        }
    }
}
