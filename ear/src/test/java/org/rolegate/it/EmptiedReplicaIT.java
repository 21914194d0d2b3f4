package org.rolegate.it;

import java.time.Duration;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import org.rolegate.fixture.AppServer;
import org.rolegate.fixture.Names;
import org.rolegate.fixture.Reader;
import org.rolegate.fixture.RedisNode;
import org.rolegate.fixture.RedisSet;
import org.rolegate.fixture.Waiting;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** A replica that takes over the data of a former master which came back with none: nobody reads from it any more. */
@Timeout(value = 5, unit = TimeUnit.MINUTES)
class EmptiedReplicaIT {

    private static final Duration SOON = Duration.ofSeconds(30);
    private static final Duration A_WHILE = Duration.ofSeconds(2);
    /** Nobody can know before a check; a read that was under way by then may still be noted. */
    private static final Duration CHECKED = Duration.ofMillis(500);

    @Test
    void readersAreSentAwayWhenTheServersAreChecked() {
        try (RedisSet redis = RedisSet.builder()
                        .replicas(2)
                        .sentinels(0)
                        .password("secret")
                        .start();
                AppServer server =
                        AppServer.builder().redis(redis).freeFrontends().start().awaitDeployed()) {
            // Given
            redis.awaitSettled();
            server.awaitMasterInUse(redis.currentMaster());
            RedisNode former = redis.currentMaster();
            RedisNode misled = redis.replicas().get(0);
            RedisNode successor = redis.replicas().get(1);
            former.call("SET", "key", "value");
            await().atMost(SOON).until(() -> "value".equals(misled.call("GET", "key")));
            try (Reader reader = Reader.of("key", server.replicaPort(), "secret")) {
                reader.awaitReads();
                assertThat(sessions(server, misled)).as("the reader's session").isOne();

                // When
                former.kill();
                successor.promote();
                former.restart();
                await().atMost(SOON).until(() -> misled.call("GET", "key") == null);
                server.awaitMasterInUse(successor);
                Waiting.letLast(CHECKED);
                reader.forget();
                Waiting.letLast(A_WHILE);

                // Then
                assertThat(reader.valuesRead())
                        .as("read since the servers were checked")
                        .isEmpty();

                // When
                misled.follow(successor);

                // Then
                reader.awaitReads();
                assertThat(reader.valuesRead()).containsOnly("value");
            }
        }
    }

    private static int sessions(AppServer server, RedisNode on) {
        return server.mbeans().<Integer>attribute(Names.server("main", on.id()), "CurrentSessions");
    }
}
