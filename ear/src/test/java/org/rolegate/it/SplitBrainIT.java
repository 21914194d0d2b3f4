package org.rolegate.it;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import org.rolegate.fixture.AppServer;
import org.rolegate.fixture.Host;
import org.rolegate.fixture.Lan;
import org.rolegate.fixture.Load;
import org.rolegate.fixture.RedisNode;
import org.rolegate.fixture.RedisSet;
import org.rolegate.fixture.Waiting;
import org.rolegate.fixture.WriteLog;

import static org.assertj.core.api.Assertions.assertThat;

/** Two Rolegates with clients of their own on a network that is cut: between the nodes, and between them and a node. */
@Timeout(value = 5, unit = TimeUnit.MINUTES)
class SplitBrainIT {

    /**
     * After it a master that is cut off must have no more clients. A second is what users are promised; a busy machine
     * may take longer, but never until somebody is promoted.
     */
    private static final Duration FENCED = Duration.ofMillis(2500);

    /** The Sentinels promote nobody before that: a while after {@link #FENCED}. */
    private static final int DOWN_AFTER_MILLIS = 3000;

    private static Lan lan;
    private static RedisSet redis;
    private static AppServer one;
    private static AppServer other;

    @BeforeAll
    static void start() {
        lan = Lan.orSkip();
        Host a = lan.host("a");
        Host b = lan.host("b");
        Host c = lan.host("c");
        redis = RedisSet.builder()
                .on(a, b, c)
                .password("split secret")
                .downAfter(DOWN_AFTER_MILLIS)
                .failoverTimeout(5000)
                .start();
        one = AppServer.builder()
                .on(lan.host("one"))
                .redis(redis)
                .freeFrontends()
                .start();
        other = AppServer.builder()
                .on(lan.host("other"))
                .redis(redis)
                .freeFrontends()
                .start();
        one.awaitDeployed();
        other.awaitDeployed();
    }

    @AfterAll
    static void stop() {
        Stream.of(one, other, redis, lan).filter(started -> started != null).forEach(SplitBrainIT::close);
    }

    private static void close(AutoCloseable started) {
        try {
            started.close();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    @BeforeEach
    void settled() {
        lan.heal();
        redis.awaitSettled();
        awaitMasterInUse(redis.currentMaster());
    }

    @Test
    void aMasterCutOffFromTheOthersLosesItsClientsBeforeItsSuccessorIsPromoted() {
        // Given
        RedisNode former = redis.currentMaster();
        try (Load load = Load.on(redis, one, other)) {
            // When
            long cut = cutOff(former);

            // Then
            RedisNode successor = redis.awaitMasterOtherThan(former);
            load.awaitWritesOn(successor);
            assertThat(former.role()).as("two nodes say master").isEqualTo("master");
            Waiting.letLast(Duration.ofSeconds(2));

            // When
            lan.heal();

            // Then
            WriteLog lost = load.finish();
            assertThat(redis.currentMaster()).isEqualTo(successor);
            assertThat(writtenTo(former, successor, load))
                    .as("SETs on %s since %s was promoted", former, successor)
                    .isZero();
            assertThat(lost.endedSince(cut + FENCED.toNanos()))
                    .as("acknowledged by the master that was cut off, after the fence's window")
                    .matches(WriteLog::isEmpty, "is empty");
        }
        awaitMasterInUse(redis.currentMaster());
    }

    @Test
    void ofTwoRolegatesTheOneOnTheSideOfTheOldMasterWaitsAndBothEndAtTheNewOne() {
        // Given
        RedisNode former = redis.currentMaster();
        try (Load load = Load.on(redis, one, other)) {
            // When
            long cut = cutOff(former, host(one));

            // Then
            RedisNode successor = redis.awaitMasterOtherThan(former);
            load.awaitWritesOn(successor, 1);
            Waiting.letLast(Duration.ofSeconds(2));
            long healing = System.nanoTime();
            assertThat(former.role()).as("two nodes say master").isEqualTo("master");
            assertThat(load.log(0).acknowledged().endedSince(cut + FENCED.toNanos()))
                    .as("acknowledged on the side of the old master, after the fence's window")
                    .matches(WriteLog::isEmpty, "is empty");

            // When
            lan.heal();

            // Then
            load.awaitWritesOn(successor, 0);
            WriteLog lost = load.finish();
            assertThat(redis.currentMaster()).isEqualTo(successor);
            // What the other one had sent to the old master just before the cut, TCP delivers when the network heals.
            WriteLog onTheWay = load.log().begunBefore(cut).unacknowledged();
            assertThat(writtenTo(former, successor, load))
                    .as("SETs on %s since %s was promoted", former, successor)
                    .isLessThanOrEqualTo(onTheWay.size());
            assertThat(load.log().endedSince(healing).lostOn(successor)).matches(WriteLog::isEmpty, "is empty");
            assertThat(lost.ports()).isSubsetOf(former.port());
        }
        awaitMasterInUse(redis.currentMaster());
    }

    @Test
    void aBlackHoleBetweenOneRolegateAndTheMasterIsWaitedOutWhileTheOtherGoesOn() {
        // Given
        RedisNode master = redis.currentMaster();
        try (Load load = Load.on(redis, one, other)) {
            // When
            lan.cut(List.of(host(one)), List.of(master.host()));

            // Then
            long cut = System.nanoTime();
            Waiting.letLast(Duration.ofSeconds(7));
            load.awaitWritesOn(master, 1);
            assertThat(load.log(0).acknowledged().begunSince(cut)).matches(WriteLog::isEmpty, "is empty");
            assertThat(one.masterInUse()).as("never another one").isIn("", master.endpoint());
            assertThat(other.masterInUse()).isEqualTo(master.endpoint());

            // When
            lan.heal();

            // Then
            long healed = System.nanoTime();
            load.awaitWritesOn(master, 0);
            assertThat(Duration.ofNanos(System.nanoTime() - healed))
                    .as("does not wait for TCP, whose next attempt would be due after 5.6 s")
                    .isLessThan(Duration.ofSeconds(5));
            assertThat(load.finish()).matches(WriteLog::isEmpty, "is empty");
            assertThat(load.log().ports()).containsExactly(master.port());
            assertThat(load.log(1).failures())
                    .as("at the clients of the other Rolegate")
                    .isEmpty();
        }
    }

    /** Cuts the node's host, and those given, from all other hosts; returns when that was done. */
    private static long cutOff(RedisNode node, Host... alsoOnItsSide) {
        List<Host> side =
                Stream.concat(Stream.of(node.host()), Stream.of(alsoOnItsSide)).toList();
        Stream<Host> nodes = redis.nodes().stream().map(RedisNode::host);
        // With nobody on its side both Rolegates see both sides.
        Stream<Host> servers = alsoOnItsSide.length == 0 ? Stream.of() : Stream.of(host(one), host(other));
        lan.cut(
                side,
                Stream.concat(nodes, servers)
                        .filter(host -> !side.contains(host))
                        .toList());
        return System.nanoTime();
    }

    /** How many SETs the old master carried out after the new one was promoted. */
    private static long writtenTo(RedisNode former, RedisNode successor, Load load) {
        return load.watch(former)
                .setsAsMasterSince(load.watch(successor).promoted().orElseThrow());
    }

    private static void awaitMasterInUse(RedisNode master) {
        List.of(one, other).forEach(server -> server.awaitMasterInUse(master));
    }

    private static Host host(AppServer server) {
        return server.host();
    }
}
