package org.rolegate.it;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;

import javax.management.openmbean.CompositeData;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import org.rolegate.fixture.AppServer;
import org.rolegate.fixture.Names;
import org.rolegate.fixture.RedisCall;
import org.rolegate.fixture.RedisNode;
import org.rolegate.fixture.RedisSet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** Sentinels that nobody configured: found through the one that was, watched, and counted. */
@Timeout(value = 5, unit = TimeUnit.MINUTES)
class DiscoveryIT {

    private static final String PASSWORD = "secret";
    private static final String GROUP = Names.group("main");
    private static final Duration SOON = Duration.ofSeconds(20);
    private static final Duration FAILOVER = Duration.ofSeconds(60);

    @Test
    void discoveredSentinelsVoteAndCarryAFailoverWithoutTheConfiguredOne() {
        // Given
        try (RedisSet redis = RedisSet.builder()
                        .replicas(2)
                        .password(PASSWORD)
                        .downAfter(2000)
                        .failoverTimeout(5000)
                        .start();
                AppServer server = AppServer.builder()
                        .redis(redis)
                        .with("FAULTLAB_SENTINELS", redis.sentinels().get(0).endpoint())
                        .freeFrontends()
                        .start()
                        .awaitDeployed()) {
            RedisNode configured = redis.sentinels().get(0);
            RedisNode master = redis.currentMaster();

            // Then
            await().atMost(SOON).untilAsserted(() -> {
                assertThat(sentinels(server)).hasSize(3).allSatisfy(row -> {
                    assertThat(row.get("up")).isEqualTo(true);
                    assertThat(row.get("subscribed")).isEqualTo(true);
                    assertThat(row.get("namesMaster")).isEqualTo(master.endpoint());
                });
                assertThat(addresses(server, "configured")).containsExactly(configured.endpoint());
                assertThat(addresses(server, "discovered"))
                        .containsExactlyInAnyOrder(
                                redis.sentinels().get(1).endpoint(),
                                redis.sentinels().get(2).endpoint());
                assertThat(server.masterInUse()).isEqualTo(master.endpoint());
                assertThat(reason(server)).contains("3 of 3 Sentinels name " + master.id());
            });

            // When
            long changes = server.mbeans().attribute(GROUP, "ChangesTotal");
            configured.kill();

            // Then
            await().atMost(SOON)
                    .untilAsserted(() -> assertThat(reason(server)).contains("2 of 3 Sentinels name " + master.id()));
            assertThat(server.masterInUse()).isEqualTo(master.endpoint());
            assertThat(server.mbeans().<Long>attribute(GROUP, "ChangesTotal")).isEqualTo(changes);
            assertThat(down(server)).containsExactly(configured.endpoint());

            // When
            master.kill();

            // Then
            await().atMost(FAILOVER)
                    .untilAsserted(
                            () -> assertThat(server.masterInUse()).isNotEmpty().isNotEqualTo(master.endpoint()));
            assertThat(server.masterInUse()).isEqualTo(redis.currentMaster().endpoint());
            assertThat(RedisCall.send(server.masterPort(), PASSWORD, "SET", "after", "the failover"))
                    .isEqualTo("OK");
            await().atMost(SOON).untilAsserted(() -> assertThat(reason(server))
                    .contains("2 of 3 Sentinels name " + idInUse(server)));

            // When
            configured.restart();

            // Then
            await().atMost(SOON).untilAsserted(() -> assertThat(reason(server))
                    .contains("3 of 3 Sentinels name " + idInUse(server)));
            assertThat(sentinels(server)).as("known by its run id, not twice").hasSize(3);
        }
    }

    private static CompositeData[] sentinels(AppServer server) {
        return server.mbeans().attribute(GROUP, "Sentinels");
    }

    private static List<String> addresses(AppServer server, String origin) {
        return Arrays.stream(sentinels(server))
                .filter(row -> row.get("origin").equals(origin))
                .map(row -> (String) row.get("address"))
                .toList();
    }

    private static List<String> down(AppServer server) {
        return Arrays.stream(sentinels(server))
                .filter(row -> row.get("up").equals(false))
                .map(row -> (String) row.get("address"))
                .toList();
    }

    private static String idInUse(AppServer server) {
        return server.mbeans().attribute(GROUP, "MasterId");
    }

    private static String reason(AppServer server) {
        return server.mbeans().attribute(GROUP, "Reason");
    }
}
