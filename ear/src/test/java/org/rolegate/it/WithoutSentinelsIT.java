package org.rolegate.it;

import java.time.Duration;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

import org.rolegate.fixture.AppServer;
import org.rolegate.fixture.Load;
import org.rolegate.fixture.RedisNode;
import org.rolegate.fixture.RedisSet;
import org.rolegate.fixture.Waiting;

import static org.assertj.core.api.Assertions.assertThat;

/** A set that people look after: what they promote is followed, what merely comes back is not. */
@Timeout(value = 5, unit = TimeUnit.MINUTES)
class WithoutSentinelsIT {

    private static final Duration A_WHILE = Duration.ofSeconds(3);

    private static RedisSet redis;
    private static AppServer server;

    @RegisterExtension
    static final Installation installation = Installation.of(
            RedisSet.builder().replicas(2).sentinels(0).persistent().password("by hand"), (set, rolegate) -> {
                redis = set;
                server = rolegate;
            });

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
            assertThat(server.masterInUse()).isEqualTo(successor.endpoint());
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
            assertThat(server.masterInUse()).isEqualTo(master.endpoint());
            assertThat(load.watch(stray).setsAsMasterSince(promoted)).isZero();

            // When
            stray.follow(master);

            // Then
            load.finishUnnoticed(master);
        }
    }
}
