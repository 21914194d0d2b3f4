package org.rolegate.net.probe;

import java.util.function.Consumer;

import org.rolegate.core.config.GroupSettings;
import org.rolegate.core.model.Observation;
import org.rolegate.core.model.Sentinel;
import org.rolegate.core.time.Ticker;
import org.rolegate.net.io.EventLoops;

/** The subscriber to the events of one Sentinel. Belongs to the control loop. */
final class SentinelSubscriber implements Subscription.Listener {

    private final Sentinel sentinel;
    private final GroupSettings group;
    private final Ticker ticker;
    private final Consumer<Observation> observer;
    private final Runnable checkAll;
    private final Subscription subscription;

    /**
     * Creates a subscriber that is not connected.
     *
     * @param checkAll runs after every event of the group, and after every new subscription, since earlier events were
     *     missed
     */
    SentinelSubscriber(
            Sentinel sentinel,
            GroupSettings group,
            EventLoops loops,
            Ticker ticker,
            Consumer<Observation> observer,
            Runnable checkAll) {
        this.sentinel = sentinel;
        this.group = group;
        this.ticker = ticker;
        this.observer = observer;
        this.checkAll = checkAll;
        this.subscription = new Subscription(
                new Subscription.Target(
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
    public void onSubscribed() {
        observer.accept(new Observation.SentinelSubscribed(sentinel.id(), ticker.nanos(), true));
        checkAll.run();
    }

    @Override
    public void onLost() {
        observer.accept(new Observation.SentinelSubscribed(sentinel.id(), ticker.nanos(), false));
    }

    @Override
    public void onMessage(String channel, String message) {
        SentinelEvent.parse(channel, message)
                .filter(event -> event.masterName().equals(group.masterName()))
                .ifPresent(event -> {
                    observer.accept(
                            new Observation.SentinelReported(sentinel.id(), ticker.nanos(), channel, event.about()));
                    checkAll.run();
                });
    }
}
