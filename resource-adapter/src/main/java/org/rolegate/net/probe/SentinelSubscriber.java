package org.rolegate.net.probe;

import java.util.function.Consumer;

import org.rolegate.core.config.GroupSettings;
import org.rolegate.core.model.Observation;
import org.rolegate.core.model.Sentinel;
import org.rolegate.core.time.Ticker;
import org.rolegate.net.io.EventLoops;

/** The subscription to one Sentinel's events. Belongs to the control loop. */
final class SentinelSubscriber implements Subscription.Listener {

    private final Sentinel sentinel;
    private final GroupSettings group;
    private final Ticker ticker;
    private final Consumer<Observation> observer;
    private final Runnable news;
    private final Subscription subscription;

    /**
     * Makes one that is not connected yet.
     *
     * @param news hears of every event and of every fresh subscription: what was missed is to be asked for
     */
    SentinelSubscriber(
            Sentinel sentinel,
            GroupSettings group,
            EventLoops loops,
            Ticker ticker,
            Consumer<Observation> observer,
            Runnable news) {
        this.sentinel = sentinel;
        this.group = group;
        this.ticker = ticker;
        this.observer = observer;
        this.news = news;
        this.subscription = new Subscription(
                new Subscription.Terms(
                        sentinel.endpoint(),
                        group.sentinelCredentials(),
                        group.check().timeout()),
                loops,
                ticker,
                this);
    }

    void tick() {
        subscription.tick();
    }

    void stop() {
        subscription.stop();
    }

    @Override
    public void subscribed() {
        observer.accept(new Observation.SentinelSubscribed(sentinel.id(), ticker.nanos(), true));
        news.run();
    }

    @Override
    public void lost() {
        observer.accept(new Observation.SentinelSubscribed(sentinel.id(), ticker.nanos(), false));
    }

    @Override
    public void heard(String channel, String message) {
        SentinelEvent.parse(channel, message)
                .filter(event -> event.masterName().equals(group.masterName()))
                .ifPresent(event -> {
                    observer.accept(
                            new Observation.SentinelReported(sentinel.id(), ticker.nanos(), channel, event.about()));
                    news.run();
                });
    }
}
