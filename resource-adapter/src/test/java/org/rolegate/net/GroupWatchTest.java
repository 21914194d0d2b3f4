package org.rolegate.net;

import java.io.IOException;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import org.rolegate.core.model.Endpoint;
import org.rolegate.core.model.Observation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** What comes of hellos heard on a server, on both transports. */
class GroupWatchTest {

    private static final Duration SOON = Duration.ofSeconds(10);
    private static final Duration SILENT = Duration.ofSeconds(6);
    private static final String MASTER = "10.0.0.1";

    private final List<Observation> observed = new CopyOnWriteArrayList<>();

    @ParameterizedTest
    @EnumSource(Transport.class)
    void aHelloOfANewerEpochHasEverybodyAskedAtOnceAndIsNoVote(Transport transport) throws IOException {
        try (ScriptedServer redis = WatchBench.redis();
                ScriptedServer sentinel = WatchBench.sentinel('a');
                WatchBench bench = new WatchBench(transport)) {
            watch(bench, List.of(redis.endpoint()), List.of(sentinel.endpoint()));
            awaitSubscribed(redis);
            await().atMost(SOON).until(() -> sentinel.heard.contains("PSUBSCRIBE *"));
            for (long epoch = 8; epoch <= 12; epoch++) {
                int asked = asked(redis);

                // When
                redis.say(WatchBench.published(WatchBench.hello('a', sentinel.endpoint(), "10.0.0.2", epoch)));

                // Then
                await().atMost(SOON).until(() -> asked(redis) > asked);
            }
            assertThat(observed.stream().filter(Observation.SentinelAnswered.class::isInstance))
                    .allMatch(answer -> ((Observation.SentinelAnswered) answer).epoch() == 7);
        }
    }

    @ParameterizedTest
    @EnumSource(Transport.class)
    void aHelloNamesASentinelOnceNoKnownOneAnswers(Transport transport) throws IOException {
        ScriptedServer gone = WatchBench.sentinel('a');
        gone.close();
        try (ScriptedServer redis = WatchBench.redis();
                ScriptedServer other = WatchBench.sentinel('b');
                WatchBench bench = new WatchBench(transport)) {
            // Given
            watch(bench, List.of(redis.endpoint()), List.of(gone.endpoint()));
            awaitSubscribed(redis);
            String hello = WatchBench.published(WatchBench.hello('b', other.endpoint(), MASTER, 7));

            // When
            bench.clock.turn(SILENT);

            // Then
            await().atMost(SOON).untilAsserted(() -> {
                redis.say(hello);
                assertThat(observed)
                        .extracting(Object::getClass)
                        .contains(Observation.SentinelAnswered.class, Observation.SentinelSubscribed.class);
            });
            assertThat(known()).containsExactly("sentinel-1", "sentinel-bbbbbbbb");
        }
    }

    @ParameterizedTest
    @EnumSource(Transport.class)
    void aHelloNamesNobodyWhileAKnownSentinelAnswers(Transport transport) throws IOException {
        try (ScriptedServer redis = WatchBench.redis();
                ScriptedServer sentinel = WatchBench.sentinel('a');
                ScriptedServer stranger = WatchBench.sentinel('b');
                WatchBench bench = new WatchBench(transport)) {
            watch(bench, List.of(redis.endpoint()), List.of(sentinel.endpoint()));
            awaitSubscribed(redis);
            await().atMost(SOON)
                    .until(() -> observed.stream().anyMatch(Observation.SentinelAnswered.class::isInstance));
            int asked = asked(redis);

            // When
            redis.say(WatchBench.published(WatchBench.hello('b', stranger.endpoint(), MASTER, 8)));
            await().atMost(SOON).until(() -> asked(redis) > asked);

            // Then
            assertThat(known()).containsExactly("sentinel-1");
            assertThat(stranger.heard).isEmpty();
        }
    }

    @ParameterizedTest
    @EnumSource(Transport.class)
    void whoOnlyAHelloNamedAndWhoNeverAnswersDoesNotCountAndIsForgotten(Transport transport) throws IOException {
        ScriptedServer gone = WatchBench.sentinel('a');
        gone.close();
        try (ScriptedServer redis = WatchBench.redis();
                ScriptedServer mute = new ScriptedServer(command -> "");
                WatchBench bench = new WatchBench(transport)) {
            // Given
            watch(bench, List.of(redis.endpoint()), List.of(gone.endpoint()));
            bench.clock.turn(SILENT);
            await().atMost(SOON).until(() -> {
                redis.say(WatchBench.published(WatchBench.hello('b', mute.endpoint(), MASTER, 7)));
                return !mute.heard.isEmpty();
            });

            // When
            bench.clock.turn(Duration.ofSeconds(11));

            // Then
            await().atMost(SOON)
                    .until(() -> observed.stream().anyMatch(Observation.SentinelForgotten.class::isInstance));
            await().atMost(SOON).until(() -> mute.connections() == 0);
            assertThat(known()).containsExactly("sentinel-1");
        }
    }

    @ParameterizedTest
    @EnumSource(Transport.class)
    void aServerThatForbidsHellosIsWatchedAllTheSame(Transport transport) throws IOException {
        Function<String, String> forbidden = command -> command.startsWith("SUBSCRIBE")
                ? "-NOPERM this user has no permissions to run the 'subscribe' command\r\n"
                : WatchBench.healthy(command);
        try (ScriptedServer redis = new ScriptedServer(forbidden);
                ScriptedServer sentinel = WatchBench.sentinel('a');
                WatchBench bench = new WatchBench(transport)) {
            GroupWatch watch = watch(bench, List.of(redis.endpoint()), List.of(sentinel.endpoint()));
            awaitSubscribed(redis);
            int asked = asked(redis);
            watch.hurry();

            await().atMost(SOON).until(() -> asked(redis) > asked);
            assertThat(observed).noneMatch(Observation.ServerFailed.class::isInstance);
        }
    }

    @ParameterizedTest
    @EnumSource(Transport.class)
    void withoutSentinelsNobodyListensAndAfterTheStopNothingIsLeft(Transport transport) throws IOException {
        try (ScriptedServer lone = WatchBench.redis();
                ScriptedServer redis = WatchBench.redis();
                ScriptedServer sentinel = WatchBench.sentinel('a');
                WatchBench bench = new WatchBench(transport)) {
            // Given
            watch(bench, List.of(lone.endpoint()), List.of());
            GroupWatch watch = watch(bench, List.of(redis.endpoint()), List.of(sentinel.endpoint()));
            awaitSubscribed(redis);
            await().atMost(SOON).until(() -> sentinel.heard.contains("PSUBSCRIBE *"));
            await().atMost(SOON).until(() -> asked(lone) > 0);
            assertThat(lone.heard).noneMatch(command -> command.startsWith("SUBSCRIBE"));

            // When
            watch.stop();

            // Then
            await().atMost(SOON).until(() -> redis.connections() + sentinel.connections() == 0);
        }
    }

    private GroupWatch watch(WatchBench bench, List<Endpoint> servers, List<Endpoint> sentinels) {
        GroupWatch watch =
                new GroupWatch(WatchBench.group(servers, sentinels), bench.loops, bench.clock, observed::add);
        watch.start();
        bench.keep(() -> watch.tick(false));
        return watch;
    }

    private static void awaitSubscribed(ScriptedServer redis) {
        await().atMost(SOON).until(() -> redis.heard.contains("SUBSCRIBE " + Hello.CHANNEL));
    }

    private static int asked(ScriptedServer redis) {
        return Collections.frequency(redis.heard, "INFO replication");
    }

    private List<String> known() {
        return observed.stream()
                .filter(Observation.SentinelKnown.class::isInstance)
                .map(observation ->
                        ((Observation.SentinelKnown) observation).sentinel().id())
                .toList();
    }
}
