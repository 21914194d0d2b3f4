package org.rolegate.net;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

import org.rolegate.core.config.GroupSettings;
import org.rolegate.core.model.Server;
import org.rolegate.core.time.Ticker;
import org.rolegate.log.RolegateLog;

/**
 * What the Sentinels of a group tell each other through its servers: heard on every server, and told on as news.
 *
 * <p>No vote is taken from a hello. A Sentinel counts by its own word only: whoever may publish on a server can write a
 * hello, one may have waited in a stopped server's buffers and name the master of before, and none says whether its
 * sender is in TILT, sees the master down or has a failover under way. So a hello only tells that it is time to ask.
 *
 * <p>A server that does not permit the subscription takes no harm and does none: the same is found out a little later.
 * Belongs to the control loop.
 */
final class Hellos {

    /** Bounds what a flood of hellos can make us ask. */
    static final Duration APART = Duration.ofMillis(50);

    /** An epoch that nobody spoke of for five hellos was an error, or is gone with the Sentinels that had it. */
    static final Duration REMEMBERED = Duration.ofSeconds(10);

    /** An ACL changes seldom, and servers write down whom they refuse. */
    private static final Duration AFTER_REFUSAL = Duration.ofSeconds(10);

    private final class Ear implements Subscription.Listener {
        private final Server server;
        private final Subscription subscription;
        private boolean refused;

        Ear(Server server, Loops loops) {
            this.server = server;
            this.subscription = new Subscription(
                    new Subscription.Terms(
                            server.endpoint(),
                            group.credentials(),
                            group.check().timeout(),
                            AFTER_REFUSAL,
                            List.of("SUBSCRIBE", Hello.CHANNEL)),
                    loops,
                    ticker,
                    this);
        }

        @Override
        public void subscribed() {
            refused = false;
        }

        @Override
        public void refused(String why) {
            if (!refused) {
                RolegateLog.LOG.hellosRefused(group.id(), server.id(), why);
            }
            refused = true;
        }

        @Override
        public void heard(String channel, String message) {
            Hellos.this.heard(message);
        }
    }

    private final GroupSettings group;
    private final Ticker ticker;
    private final Consumer<SentinelAnswer.Peer> sighted;
    private final Runnable news;
    private final List<Ear> ears;

    /** The newest, by epoch. */
    private Optional<Hello> last = Optional.empty();

    private long lastAt;
    private boolean due;
    private long toldAt;

    /**
     * Makes an ear for each server, not connected yet; none for a group without Sentinels.
     *
     * @param sighted takes the sender of every hello
     * @param news hears that the Sentinels have a newer epoch, or another master
     */
    Hellos(GroupSettings group, Loops loops, Ticker ticker, Consumer<SentinelAnswer.Peer> sighted, Runnable news) {
        this.group = group;
        this.ticker = ticker;
        this.sighted = sighted;
        this.news = news;
        this.toldAt = ticker.nanos() - APART.toNanos();
        this.ears = group.sentinels().isEmpty()
                ? List.of()
                : group.servers().stream().map(server -> new Ear(server, loops)).toList();
    }

    void tick() {
        ears.forEach(ear -> ear.subscription.tick());
        tell();
    }

    void stop() {
        ears.forEach(ear -> ear.subscription.stop());
    }

    /** Takes one message, whatever it holds. */
    void heard(String message) {
        Hello.parse(message)
                .filter(hello -> hello.masterName().equals(group.masterName()))
                .ifPresent(hello -> {
                    due |= isNews(hello);
                    tell();
                    sighted.accept(hello.sender());
                });
    }

    private boolean isNews(Hello hello) {
        long now = ticker.nanos();
        boolean outdated = last.filter(newest -> hello.epoch() < newest.epoch()).isPresent()
                && now - lastAt <= REMEMBERED.toNanos();
        if (outdated) {
            return false;
        }
        boolean same = last.filter(newest ->
                        hello.epoch() == newest.epoch() && hello.master().equals(newest.master()))
                .isPresent();
        last = Optional.of(hello);
        lastAt = now;
        return !same;
    }

    /** News that come too soon after the last are told at a later tick, all at once. */
    private void tell() {
        long now = ticker.nanos();
        if (due && now - toldAt >= APART.toNanos()) {
            due = false;
            toldAt = now;
            news.run();
        }
    }
}
