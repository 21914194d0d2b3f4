package org.rolegate.net.probe;

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
import org.rolegate.net.fixture.MonitorBench;
import org.rolegate.net.fixture.ScriptedServer;
import org.rolegate.net.io.Transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** A subscription against servers kind and unkind, on both transports. */
class SubscriptionTest implements Subscription.Listener {

    private static final Duration SOON = Duration.ofSeconds(10);
    private static final String SUBSCRIBE = "PSUBSCRIBE *";

    private final List<String> reported = new CopyOnWriteArrayList<>();

    @ParameterizedTest
    @EnumSource(Transport.class)
    void logsInSubscribesAndHears(Transport transport) throws IOException {
        try (ScriptedServer server = MonitorBench.redis();
                MonitorBench bench = new MonitorBench(transport)) {
            subscribe(bench, server.endpoint());
            awaitSaid("subscribed");

            // When: two messages, and what is none
            server.say(MonitorBench.published("+switch-master", "one")
                    + MonitorBench.array("pmessage", "*", "three")
                    + MonitorBench.array("punsubscribe", "four", "0")
                    + MonitorBench.published("+sdown", "two"));

            // Then
            awaitSaid("subscribed", "+switch-master one", "+sdown two");
            assertThat(server.heard).containsSubsequence("AUTH " + MonitorBench.PASSWORD, SUBSCRIBE);
        }
    }

    @ParameterizedTest
    @EnumSource(Transport.class)
    void staysWithPingsAnsweredAndIsMadeAgainWithoutAnswers(Transport transport) throws IOException {
        try (ScriptedServer kind = MonitorBench.redis();
                ScriptedServer deaf =
                        new ScriptedServer(command -> command.equals("PING") ? "" : MonitorBench.healthy(command));
                MonitorBench bench = new MonitorBench(transport)) {
            // When
            subscribe(bench, kind.endpoint());
            await().atMost(SOON).until(() -> Collections.frequency(kind.heard, "PING") >= 3);

            // Then
            assertThat(reported).containsExactly("subscribed");

            // When
            reported.clear();
            subscribe(bench, deaf.endpoint());

            // Then
            awaitSaid("subscribed", "lost", "subscribed");
        }
    }

    @ParameterizedTest
    @EnumSource(Transport.class)
    void comesBackAfterItWasKilledButNotInHaste(Transport transport) throws IOException {
        try (ScriptedServer server = MonitorBench.redis();
                MonitorBench bench = new MonitorBench(transport)) {
            subscribe(bench, server.endpoint());
            awaitSaid("subscribed");

            // When
            long before = System.nanoTime();
            for (int killed = 1; killed <= 2; killed++) {
                int connected = killed;
                server.killConnections();
                await().atMost(SOON).until(() -> Collections.frequency(reported, "subscribed") > connected);
            }

            // Then
            assertThat(reported).containsExactly("subscribed", "lost", "subscribed", "lost", "subscribed");
            assertThat(Duration.ofNanos(System.nanoTime() - before)).isGreaterThan(Subscription.PERIOD);
        }
    }

    @ParameterizedTest
    @EnumSource(Transport.class)
    void subscribesOnANewConnectionAfterARefusalButNotInHaste(Transport transport) throws IOException {
        Function<String, String> forbidden = command -> command.equals(SUBSCRIBE)
                ? "-NOPERM No permissions to access a channel\r\n"
                : MonitorBench.healthy(command);
        try (ScriptedServer server = new ScriptedServer(forbidden);
                MonitorBench bench = new MonitorBench(transport)) {
            // When
            long before = System.nanoTime();
            subscribe(bench, server.endpoint());

            // Then
            await().atMost(SOON).until(() -> Collections.frequency(server.heard, SUBSCRIBE) == 2);
            assertThat(Duration.ofNanos(System.nanoTime() - before)).isGreaterThan(Subscription.PERIOD);
            await().atMost(SOON).until(() -> server.connections() == 0);
            assertThat(reported).isEmpty();
        }
    }

    @ParameterizedTest
    @EnumSource(Transport.class)
    void isNotMadeAfterARefusedLogin(Transport transport) throws IOException {
        Function<String, String> wrong = command ->
                command.startsWith("AUTH") ? "-WRONGPASS invalid password\r\n" : MonitorBench.healthy(command);
        try (ScriptedServer server = new ScriptedServer(wrong);
                MonitorBench bench = new MonitorBench(transport)) {
            subscribe(bench, server.endpoint());

            await().atMost(SOON).until(() -> !server.heard.isEmpty() && server.connections() == 0);
            assertThat(server.heard).doesNotContain(SUBSCRIBE);
            assertThat(reported).isEmpty();
        }
    }

    @ParameterizedTest
    @EnumSource(Transport.class)
    void leavesNothingBehindWhenItIsStopped(Transport transport) throws IOException {
        try (ScriptedServer server = MonitorBench.redis();
                MonitorBench bench = new MonitorBench(transport)) {
            Subscription standing = subscribe(bench, server.endpoint());
            awaitSaid("subscribed");
            Subscription connecting = new Subscription(terms(server.endpoint()), bench.loops, bench.clock, this);

            // When
            bench.onControlLoop(() -> {
                standing.stop();
                connecting.tick();
                connecting.stop();
            });
            bench.clock.turn(Duration.ofMinutes(1));
            bench.onControlLoop(connecting::tick);

            // Then
            await().atMost(SOON).during(Duration.ofMillis(200)).until(() -> server.connections() == 0);
            assertThat(reported).containsExactly("subscribed");
        }
    }

    @Override
    public void onSubscribed() {
        reported.add("subscribed");
    }

    @Override
    public void onLost() {
        reported.add("lost");
    }

    @Override
    public void onMessage(String channel, String message) {
        reported.add(channel + " " + message);
    }

    private Subscription subscribe(MonitorBench bench, Endpoint at) {
        Subscription subscription = new Subscription(terms(at), bench.loops, bench.clock, this);
        bench.keep(subscription::tick);
        return subscription;
    }

    private static Subscription.Target terms(Endpoint at) {
        return new Subscription.Target(
                at,
                new Credentials(Optional.empty(), Optional.of(new Secret(MonitorBench.PASSWORD))),
                Duration.ofMillis(500));
    }

    private void awaitSaid(String... all) {
        await().atMost(SOON).untilAsserted(() -> assertThat(reported).containsExactly(all));
    }
}
