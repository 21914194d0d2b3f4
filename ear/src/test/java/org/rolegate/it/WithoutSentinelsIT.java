package org.rolegate.it;

import java.time.Duration;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import org.rolegate.it.fixture.AppServer;
import org.rolegate.it.fixture.Load;
import org.rolegate.it.fixture.Names;
import org.rolegate.it.fixture.RedisNode;
import org.rolegate.it.fixture.RedisSet;
import org.rolegate.it.fixture.Waiting;
import org.rolegate.it.fixture.WriteLog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** A set that people look after: what they promote is followed, what merely comes back is not. */
@Timeout(value = 5, unit = TimeUnit.MINUTES)
class WithoutSentinelsIT {

    private static final Duration SOON = Duration.ofSeconds(20);
    private static final Duration A_WHILE = Duration.ofSeconds(3);

    private static RedisSet redis;
    private static AppServer server;

    @BeforeAll
    static void start() {
        redis = RedisSet.builder()
                .replicas(2)
                .sentinels(0)
                .persistent()
                .password("by hand")
                .start();
        server = AppServer.builder().redis(redis).freeFrontends().start().awaitDeployed();
    }

    @AfterAll
    static void stop() {
        server.close();
        redis.close();
    }

    @BeforeEach
    void settled() {
        redis.awaitSettled();
        awaitMasterInUse(redis.currentMaster());
    }

    @Test
    void aMasterPromotedByHandKeepsTheClientsWhenTheOldOneReturnsSayingMasterToo() {
        // Given
        RedisNode former = redis.currentMaster();
        RedisNode successor = redis.replicas().get(0);
        try (Load load = Load.on(redis, server)) {
            // When
            former.kill();
            successor.promote();
            redis.replicas().forEach(replica -> replica.follow(successor));

            // Then
            load.awaitWritesOn(successor);

            // When
            former.restart();

            // Then
            assertThat(former.role()).as("two nodes say master").isEqualTo("master");
            long returned = load.watch(former).now();
            Waiting.letLast(A_WHILE);
            load.awaitWritesOn(successor);
            assertThat(masterInUse()).isEqualTo(successor.endpoint());
            assertThat(load.watch(former).setsAsMasterSince(returned))
                    .as("SETs on %s since it is back", former)
                    .isZero();

            // When
            former.follow(successor);

            // Then
            load.finish();
            assertThat(redis.currentMaster()).isEqualTo(successor);
        }
    }

    @Test
    void aReplicaMadeMasterBesideAHealthyOneGetsNothing() {
        // Given
        RedisNode master = redis.currentMaster();
        RedisNode stray = redis.replicas().get(0);
        try (Load load = Load.on(redis, server)) {
            // When
            stray.promote();

            // Then
            long promoted = load.watch(stray).now();
            Waiting.letLast(A_WHILE);
            assertThat(masterInUse()).isEqualTo(master.endpoint());
            assertThat(load.watch(stray).setsAsMasterSince(promoted)).isZero();

            // When
            stray.follow(master);

            // Then
            assertThat(load.finish()).matches(WriteLog::isEmpty, "is empty");
            assertThat(load.log().failures()).isEmpty();
            assertThat(load.log().ports()).containsExactly(master.port());
        }
    }

    private static void awaitMasterInUse(RedisNode master) {
        await().atMost(SOON).untilAsserted(() -> assertThat(masterInUse()).isEqualTo(master.endpoint()));
    }

    private static String masterInUse() {
        return server.mbeans().attribute(Names.group("main"), "MasterAddress");
    }
}
