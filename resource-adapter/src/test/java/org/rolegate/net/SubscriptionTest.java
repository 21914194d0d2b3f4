package org.rolegate.net;

import java.io.IOException;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import org.rolegate.core.config.Credentials;
import org.rolegate.core.config.Secret;
import org.rolegate.core.model.Endpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** A subscription against servers kind and unkind, on both transports. */
class SubscriptionTest implements Subscription.Listener {

    private static final Duration SOON = Duration.ofSeconds(10);
    private static final Duration AFTER_REFUSAL = Duration.ofMinutes(1);
    private static final String SUBSCRIBE = "SUBSCRIBE __sentinel__:hello";

    private final List<String> said = new CopyOnWriteArrayList<>();

    @ParameterizedTest
    @EnumSource(Transport.class)
    void logsInSubscribesAndHears(Transport transport) throws IOException {
        try (ScriptedServer server = WatchBench.redis();
                WatchBench bench = new WatchBench(transport)) {
            subscribe(bench, server.endpoint());
            awaitSaid("subscribed");

            // When: one by name, one by pattern, and what is neither
            server.say(WatchBench.published("one")
                    + WatchBench.array("pmessage", "*", "+sdown", "two")
                    + WatchBench.array("message", "three")
                    + WatchBench.array("unsubscribe", "four", "0"));

            // Then
            awaitSaid("subscribed", Hello.CHANNEL + " one", "+sdown two");
            assertThat(server.heard).containsSubsequence("AUTH " + WatchBench.PASSWORD, SUBSCRIBE);
        }
    }

    @ParameterizedTest
    @EnumSource(Transport.class)
    void staysWithPingsAnsweredAndIsMadeAgainWithoutAnswers(Transport transport) throws IOException {
        try (ScriptedServer kind = WatchBench.redis();
                ScriptedServer deaf =
                        new ScriptedServer(command -> command.equals("PING") ? "" : WatchBench.healthy(command));
                WatchBench bench = new WatchBench(transport)) {
            // When
            subscribe(bench, kind.endpoint());
            await().atMost(SOON).until(() -> Collections.frequency(kind.heard, "PING") >= 3);

            // Then
            assertThat(said).containsExactly("subscribed");

            // When
            said.clear();
            subscribe(bench, deaf.endpoint());

            // Then
            awaitSaid("subscribed", "lost", "subscribed");
        }
    }

    @ParameterizedTest
    @EnumSource(Transport.class)
    void comesBackAfterItWasKilledButNotInHaste(Transport transport) throws IOException {
        try (ScriptedServer server = WatchBench.redis();
                WatchBench bench = new WatchBench(transport)) {
            subscribe(bench, server.endpoint());
            awaitSaid("subscribed");

            // When
            long before = System.nanoTime();
            for (int killed = 1; killed <= 2; killed++) {
                int connected = killed;
                server.killConnections();
                await().atMost(SOON).until(() -> Collections.frequency(said, "subscribed") > connected);
            }

            // Then
            assertThat(said).containsExactly("subscribed", "lost", "subscribed", "lost", "subscribed");
            assertThat(Duration.ofNanos(System.nanoTime() - before)).isGreaterThan(Subscription.PERIOD);
        }
    }

    @ParameterizedTest
    @EnumSource(Transport.class)
    void asksOnANewConnectionLongAfterARefusal(Transport transport) throws IOException {
        String noPermission = "NOPERM No permissions to access a channel";
        Function<String, String> forbidden =
                command -> command.startsWith("SUBSCRIBE") ? "-" + noPermission + "\r\n" : WatchBench.healthy(command);
        try (ScriptedServer server = new ScriptedServer(forbidden);
                WatchBench bench = new WatchBench(transport)) {
            subscribe(bench, server.endpoint());
            awaitSaid("refused: " + noPermission);
            await().atMost(SOON).until(() -> server.connections() == 0);

            // When
            bench.clock.turn(AFTER_REFUSAL.minusSeconds(30));
            for (int i = 0; i < 20; i++) {
                bench.onControlLoop(() -> {});
            }

            // Then
            assertThat(Collections.frequency(server.heard, SUBSCRIBE)).isOne();

            // When
            bench.clock.turn(AFTER_REFUSAL);

            // Then
            awaitSaid("refused: " + noPermission, "refused: " + noPermission);
        }
    }

    @ParameterizedTest
    @EnumSource(Transport.class)
    void aRefusedLoginIsARefusalThatShowsNoPassword(Transport transport) throws IOException {
        Function<String, String> wrong = command -> command.startsWith("AUTH")
                ? "-ERR unknown command 'AUTH', with args beginning with: '" + WatchBench.PASSWORD + "' \r\n"
                : WatchBench.healthy(command);
        try (ScriptedServer server = new ScriptedServer(wrong);
                WatchBench bench = new WatchBench(transport)) {
            subscribe(bench, server.endpoint());

            awaitSaid("refused: AUTH refused: ERR");
            assertThat(server.heard).doesNotContain(SUBSCRIBE);
        }
    }

    @ParameterizedTest
    @EnumSource(Transport.class)
    void leavesNothingBehindWhenItIsStopped(Transport transport) throws IOException {
        try (ScriptedServer server = WatchBench.redis();
                WatchBench bench = new WatchBench(transport)) {
            Subscription standing = subscribe(bench, server.endpoint());
            awaitSaid("subscribed");
            Subscription connecting = new Subscription(terms(server.endpoint()), bench.loops, bench.clock, this);

            // When
            bench.onControlLoop(() -> {
                standing.stop();
                connecting.tick();
                connecting.stop();
            });
            bench.clock.turn(AFTER_REFUSAL);
            bench.onControlLoop(connecting::tick);

            // Then
            await().atMost(SOON).during(Duration.ofMillis(200)).until(() -> server.connections() == 0);
            assertThat(said).containsExactly("subscribed");
        }
    }

    @Override
    public void subscribed() {
        said.add("subscribed");
    }

    @Override
    public void lost() {
        said.add("lost");
    }

    @Override
    public void refused(String why) {
        said.add("refused: " + why);
    }

    @Override
    public void heard(String channel, String message) {
        said.add(channel + " " + message);
    }

    private Subscription subscribe(WatchBench bench, Endpoint at) {
        Subscription subscription = new Subscription(terms(at), bench.loops, bench.clock, this);
        bench.keep(subscription::tick);
        return subscription;
    }

    private static Subscription.Terms terms(Endpoint at) {
        return new Subscription.Terms(
                at,
                new Credentials(Optional.empty(), Optional.of(new Secret(WatchBench.PASSWORD))),
                Duration.ofMillis(500),
                AFTER_REFUSAL,
                List.of(SUBSCRIBE.split(" ")));
    }

    private void awaitSaid(String... all) {
        await().atMost(SOON).untilAsserted(() -> assertThat(said).containsExactly(all));
    }
}
