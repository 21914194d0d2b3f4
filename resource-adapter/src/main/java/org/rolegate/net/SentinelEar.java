package org.rolegate.net;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

import io.netty.util.concurrent.FutureListener;

import org.rolegate.core.config.GroupSettings;
import org.rolegate.core.model.Observation;
import org.rolegate.core.model.Sentinel;
import org.rolegate.core.time.Ticker;
import org.rolegate.resp.RespValue;

/**
 * The subscription to one Sentinel's events, kept alive by a PING each second, since a dead subscription says nothing.
 * Belongs to the control loop.
 */
final class SentinelEar {

    private static final Duration PERIOD = Duration.ofSeconds(1);

    private final Sentinel sentinel;
    private final GroupSettings group;
    private final Loops loops;
    private final Ticker ticker;
    private final Consumer<Observation> observer;
    private final Runnable news;

    private Optional<RespLink> link = Optional.empty();
    private boolean connecting;
    private boolean subscribed;
    private boolean stopped;
    private long triedAt;
    private long pingedAt;
    private long heardAt;

    /**
     * Makes one that is not connected yet.
     *
     * @param news hears of every event and of every fresh subscription: what was missed is to be asked for
     */
    SentinelEar(
            Sentinel sentinel,
            GroupSettings group,
            Loops loops,
            Ticker ticker,
            Consumer<Observation> observer,
            Runnable news) {
        this.sentinel = sentinel;
        this.group = group;
        this.loops = loops;
        this.ticker = ticker;
        this.observer = observer;
        this.news = news;
        this.triedAt = ticker.nanos() - PERIOD.toNanos();
    }

    void tick() {
        long now = ticker.nanos();
        if (link.isEmpty()) {
            if (!connecting && now - triedAt >= PERIOD.toNanos()) {
                triedAt = now;
                connect();
            }
            return;
        }
        long silenceAllowed = PERIOD.plus(group.check().timeout()).toNanos();
        if (now - heardAt > silenceAllowed) {
            drop();
        } else if (subscribed && now - pingedAt >= PERIOD.toNanos()) {
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
        link.ifPresent(RespLink::close);
    }

    private void connect() {
        connecting = true;
        RespLink.connect(loops, sentinel.endpoint(), group.check().timeout(), this::heard, cause -> drop())
                .addListener((FutureListener<RespLink>) done -> {
                    connecting = false;
                    if (!done.isSuccess()) {
                        return;
                    }
                    RespLink fresh = done.getNow();
                    if (stopped) {
                        fresh.close();
                        return;
                    }
                    link = Optional.of(fresh);
                    heardAt = ticker.nanos();
                    Login.perform(fresh, group.sentinelCredentials(), refusal -> {
                        if (refusal.isPresent()) {
                            drop();
                        } else {
                            subscribe(fresh);
                        }
                    });
                });
    }

    private void subscribe(RespLink fresh) {
        fresh.ask("PSUBSCRIBE", "*").addListener((FutureListener<RespValue>) reply -> {
            if (!reply.isSuccess() || reply.getNow().error().isPresent()) {
                drop();
                return;
            }
            subscribed = true;
            heardAt = ticker.nanos();
            pingedAt = heardAt;
            observer.accept(new Observation.SentinelSubscribed(sentinel.id(), heardAt, true));
            news.run();
        });
    }

    /** Takes a published message. */
    private void heard(RespValue value) {
        heardAt = ticker.nanos();
        List<RespValue> items = value.items();
        if (items.size() != 4 || !"pmessage".equals(items.get(0).text().orElse(""))) {
            return;
        }
        String channel = items.get(2).text().orElse("");
        SentinelEvent.parse(channel, items.get(3).text().orElse(""))
                .filter(event -> event.masterName().equals(group.masterName()))
                .ifPresent(event -> {
                    observer.accept(new Observation.SentinelSaid(sentinel.id(), heardAt, channel, event.about()));
                    news.run();
                });
    }

    private void drop() {
        link.ifPresent(RespLink::close);
        link = Optional.empty();
        if (subscribed) {
            subscribed = false;
            observer.accept(new Observation.SentinelSubscribed(sentinel.id(), ticker.nanos(), false));
        }
    }
}
