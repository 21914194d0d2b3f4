package org.rolegate.net.probe;

import java.io.IOException;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import org.rolegate.core.model.Endpoint;
import org.rolegate.core.model.Observation;
import org.rolegate.net.fixture.MonitorBench;
import org.rolegate.net.fixture.ScriptedServer;
import org.rolegate.net.io.Transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** The observation of one group, on both transports. */
class GroupMonitorTest {

    private static final Duration SOON = Duration.ofSeconds(10);

    private final List<Observation> observed = new CopyOnWriteArrayList<>();

    @ParameterizedTest
    @EnumSource(Transport.class)
    void anEventOfASentinelHasEverybodyAskedAtOnceAndIsNoVote(Transport transport) throws IOException {
        try (ScriptedServer redis = MonitorBench.redis();
                ScriptedServer sentinel = MonitorBench.sentinel('a');
                MonitorBench bench = new MonitorBench(transport)) {
            watch(bench, List.of(redis.endpoint()), List.of(sentinel.endpoint()));
            awaitSubscribed(sentinel);
            for (int i = 0; i < 5; i++) {
                int asked = asked(redis);

                // When
                sentinel.say(MonitorBench.published("+switch-master", "mymaster 10.0.0.1 6379 10.0.0.2 6379"));

                // Then
                await().atMost(SOON).until(() -> asked(redis) > asked);
            }
            assertThat(observed.stream().filter(Observation.SentinelAnswered.class::isInstance))
                    .allMatch(answer -> ((Observation.SentinelAnswered) answer).epoch() == 7);
        }
    }

    @ParameterizedTest
    @EnumSource(Transport.class)
    void aSentinelThatAnotherOneListsIsWatched(Transport transport) throws IOException {
        try (ScriptedServer other = MonitorBench.sentinel('b');
                ScriptedServer configured = MonitorBench.sentinel('a', other.endpoint(), 'b');
                MonitorBench bench = new MonitorBench(transport)) {
            // When
            watch(bench, List.of(), List.of(configured.endpoint()));

            // Then
            awaitSubscribed(other);
            await().atMost(SOON).until(() -> known().equals(List.of("sentinel-1", "sentinel-bbbbbbbb")));
        }
    }

    @ParameterizedTest
    @EnumSource(Transport.class)
    void serversAreCheckedOnOneConnectionEachAndAfterTheStopNothingIsLeft(Transport transport) throws IOException {
        try (ScriptedServer redis = MonitorBench.redis();
                ScriptedServer sentinel = MonitorBench.sentinel('a');
                MonitorBench bench = new MonitorBench(transport)) {
            // Given
            GroupMonitor watch = watch(bench, List.of(redis.endpoint()), List.of(sentinel.endpoint()));
            awaitSubscribed(sentinel);
            int asked = asked(redis);
            watch.checkServersSoon();
            await().atMost(SOON).until(() -> asked(redis) > asked);
            assertThat(redis.connections()).isOne();

            // When
            watch.stop();

            // Then
            await().atMost(SOON).until(() -> redis.connections() + sentinel.connections() == 0);
        }
    }

    private GroupMonitor watch(MonitorBench bench, List<Endpoint> servers, List<Endpoint> sentinels) {
        GroupMonitor watch =
                new GroupMonitor(MonitorBench.group(servers, sentinels), bench.loops, bench.clock, observed::add);
        watch.start();
        bench.keep(() -> watch.tick(false));
        return watch;
    }

    private static void awaitSubscribed(ScriptedServer sentinel) {
        await().atMost(SOON).until(() -> sentinel.heard.contains("PSUBSCRIBE *"));
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
