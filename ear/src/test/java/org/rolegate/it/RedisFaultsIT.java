package org.rolegate.it;

import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import redis.clients.jedis.exceptions.JedisException;

import org.rolegate.fixture.AppServer;
import org.rolegate.fixture.Load;
import org.rolegate.fixture.Names;
import org.rolegate.fixture.RedisCall;
import org.rolegate.fixture.RedisNode;
import org.rolegate.fixture.RedisSet;
import org.rolegate.fixture.Waiting;
import org.rolegate.fixture.WriteLog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** What may befall Redis, its Sentinels and Rolegate itself while clients write: none of their writes may be lost to it. */
@Timeout(value = 5, unit = TimeUnit.MINUTES)
class RedisFaultsIT {

    /** Without blanks: a Sentinel that is started anew cannot read the quotes it has left out of its configuration. */
    private static final String PASSWORD = "faults-secret";

    private static final Duration SOON = Duration.ofSeconds(20);
    private static final Duration A_WHILE = Duration.ofSeconds(3);
    private static final int REPLICAS = 3;

    private static RedisSet redis;
    private static AppServer server;

    @RegisterExtension
    static final Installation installation = Installation.of(
            RedisSet.builder()
                    .replicas(REPLICAS)
                    .sentinels(3)
                    .persistent()
                    .password(PASSWORD)
                    .downAfter(1500)
                    .failoverTimeout(3000),
            (set, rolegate) -> {
                redis = set;
                server = rolegate;
            });

    @BeforeEach
    void allReplicasAreUp() {
        await().atMost(SOON).until(() -> replicasUp() == REPLICAS);
    }

    @Test
    void everythingRestartedAtOnceLeadsBackToTheSameMasterWithAllItsData() {
        // Given
        RedisNode master = redis.currentMaster();
        try (Load load = Load.on(redis, server)) {
            // When
            redis.crash();
            installation.replaceServer();
            assertThat(server.masterInUse()).as("nobody is there yet").isEmpty();
            redis.revive();

            // Then
            load.awaitWritesOn(master);
            assertThat(load.finish()).matches(WriteLog::isEmpty, "is empty");
            assertThat(redis.currentMaster()).isEqualTo(master);
            assertThat(load.log().ports()).containsExactly(master.port());
            assertThat(load.log().failures().keySet())
                    .as("nobody was led to a replica")
                    .noneMatch(outcome -> outcome.startsWith("READONLY"));
        }
    }

    @Test
    void aReplicaThatIsMadeMasterBesideAHealthyOneGetsNothing() {
        // Given
        RedisNode master = redis.currentMaster();
        RedisNode stray = redis.replicas().get(0);
        try (Load load = Load.on(redis, server)) {
            // When
            stray.promote();

            // Then
            long promoted = load.watch(stray).now();
            await().atMost(SOON).until(() -> roleSeen(stray).equals("master"));
            Waiting.letLast(A_WHILE);
            assertThat(server.masterInUse()).isEqualTo(master.endpoint());
            assertThat(load.watch(stray).setsAsMasterSince(promoted)).isZero();

            // When
            stray.follow(master);

            // Then
            load.finishUnnoticed(master);
        }
    }

    @Test
    void aRolegateFrozenThroughoutAFailoverForwardsNothingToTheOldMasterWhenItWakes() {
        // Given
        RedisNode former = redis.currentMaster();
        try (Load load = Load.on(redis, server)) {
            // When
            server.pause();
            former.pause();
            Waiting.letLast(Duration.ofSeconds(10));
            RedisNode successor = redis.awaitMasterOtherThan(former);
            former.resume();

            // Then
            await().atMost(SOON).until(former::answers);
            assertThat(former.role()).as("two nodes say master").isEqualTo("master");
            long awake = load.watch(former).now();
            server.resume();
            load.awaitWritesOn(successor);
            load.finish();
            assertThat(redis.currentMaster()).isEqualTo(successor);
            // A loop that was stopped between its last look and the kernel cannot take that turn back; the log above
            // proves that nobody heard of it.
            assertThat(load.watch(former).setsAsMasterSince(awake))
                    .as("SETs on %s since Rolegate woke up", former)
                    .isLessThanOrEqualTo(Runtime.getRuntime().availableProcessors());
        } finally {
            server.resume();
        }
        server.awaitMasterInUse(redis.currentMaster());
    }

    @Test
    void aSecondMasterThatDiesInTheMiddleOfTheFailoverIsReplacedByAThird() {
        // Given
        RedisNode first = redis.currentMaster();
        try (Load load = Load.on(redis, server)) {
            // When
            first.kill();
            RedisNode second = redis.awaitMasterOtherThan(first);
            second.kill();

            // Then
            RedisNode third = redis.awaitMasterOtherThan(second);
            assertThat(third).isNotEqualTo(first);
            load.awaitWritesOn(third);
            long revived = load.watch(third).now();
            redis.revive();
            load.finish();
            assertThat(redis.currentMaster()).isEqualTo(third);
            assertThat(load.watch(first).setsAsMasterSince(revived)).isZero();
            assertThat(load.watch(second).setsAsMasterSince(revived)).isZero();
        }
        server.awaitMasterInUse(redis.currentMaster());
    }

    @Test
    void aMasterThatStopsNowAndThenCostsNoSessionAndNoError() {
        // Given
        RedisNode master = redis.currentMaster();
        try (Load load = Load.on(redis, server)) {
            // When
            for (int i = 0; i < 5; i++) {
                master.pause();
                Waiting.letLast(Duration.ofMillis(300));
                master.resume();
                Waiting.letLast(Duration.ofMillis(1700));
            }

            // Then
            assertThat(server.masterInUse()).isEqualTo(master.endpoint());
            load.finishUnnoticed(master);
        } finally {
            master.resume();
        }
    }

    @Test
    void aReplicaWhosePasswordWasChangedGetsNoReaderThoughItsProbeIsStillLoggedIn() {
        // Given
        RedisNode master = redis.currentMaster();
        RedisNode sick = redis.replicas().get(0);
        try (Load load = Load.on(redis, server)) {
            // When
            sick.call("CONFIG", "SET", "requirepass", "another one");

            // Then
            await().atMost(SOON).until(() -> replicasUp() == REPLICAS - 1);
            Set<String> answers = new HashSet<>();
            for (int i = 0; i < 30; i++) {
                answers.add(readThroughRolegate());
            }
            assertThat(answers).hasSize(REPLICAS - 1).doesNotContain("" + sick.port());
            assertThat(answers).allMatch(answer -> answer.matches("\\d+"));
            assertThat(server.masterInUse()).isEqualTo(master.endpoint());

            // When
            restorePassword(sick);

            // Then
            await().atMost(SOON).until(() -> replicasUp() == REPLICAS);
            assertThat(load.finish()).matches(WriteLog::isEmpty, "is empty");
            assertThat(load.log().failures()).isEmpty();
        } finally {
            if (!sick.answers()) {
                restorePassword(sick);
            }
        }
    }

    private static void restorePassword(RedisNode node) {
        RedisCall.send(node.port(), "another one", "CONFIG", "SET", "requirepass", PASSWORD);
    }

    @Test
    void aReplicaThatIsLoadingGetsNoReaderUntilItIsDone() {
        // Given
        RedisNode sick = redis.replicas().get(0);
        try (Load load = Load.on(redis, server)) {
            long keys = (Long) sick.call("DBSIZE");
            assertThat(keys).isPositive();
            sick.call("CONFIG", "SET", "appendonly", "no");
            sick.call("CONFIG", "SET", "key-load-delay", "" + 4_000_000 / keys);
            sick.call("CONFIG", "SET", "loading-process-events-interval-bytes", "1024");
            sick.call("CONFIG", "REWRITE");

            // When
            sick.kill();
            await().atMost(SOON).until(() -> replicasUp() == REPLICAS - 1);
            sick.start();

            // Then
            await().atMost(SOON).until(() -> loading(sick).equals("1"));
            Set<String> answers = new HashSet<>();
            await().atMost(Duration.ofSeconds(60)).pollDelay(Duration.ZERO).until(() -> {
                answers.add(readThroughRolegate());
                return loading(sick).equals("0") && replicasUp() == REPLICAS;
            });
            assertThat(answers).allMatch(answer -> answer.matches("\\d+"));
            assertThat(load.finish()).matches(WriteLog::isEmpty, "is empty");
            assertThat(load.log().failures()).isEmpty();
        } finally {
            redis.revive();
            await().atMost(SOON).until(() -> loading(sick).equals("0"));
            sick.call("CONFIG", "SET", "key-load-delay", "0");
            sick.call("CONFIG", "SET", "appendonly", "yes");
            sick.call("CONFIG", "REWRITE");
        }
    }

    /** The port of the replica that answered a fresh connection, or the error. */
    private static String readThroughRolegate() {
        try {
            Object reply = RedisCall.send(server.replicaPort(), PASSWORD, "CONFIG", "GET", "port");
            return ((List<?>) reply).get(1).toString();
        } catch (JedisException e) {
            return e.getMessage();
        }
    }

    /** Whether it says that it is loading, "0" or "1"; "" if it does not answer. */
    private static String loading(RedisNode node) {
        try {
            return node.info("persistence").get("loading");
        } catch (JedisException e) {
            return "";
        }
    }

    private static String roleSeen(RedisNode node) {
        return server.mbeans().attribute(Names.server("main", node.id()), "Role");
    }

    private static int replicasUp() {
        return server.mbeans().<Integer>attribute(Names.backend("main", "replicas"), "ServersUp");
    }
}
