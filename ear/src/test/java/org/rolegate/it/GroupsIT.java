package org.rolegate.it;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;

import javax.management.ObjectName;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import redis.clients.jedis.Jedis;
import redis.clients.jedis.exceptions.JedisDataException;

import org.rolegate.fixture.AppServer;
import org.rolegate.fixture.Names;
import org.rolegate.fixture.RedisCall;
import org.rolegate.fixture.RedisNode;
import org.rolegate.fixture.RedisSet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

/** Two data sets behind one Rolegate, without Sentinels: each port leads to its own set, and trouble stays at home. */
@Timeout(value = 5, unit = TimeUnit.MINUTES)
class GroupsIT {

    private static TwoGroups groups;
    private static AppServer server;

    @BeforeAll
    static void start() {
        groups = new TwoGroups();
        server = groups.server();
    }

    @AfterAll
    static void stop() {
        groups.close();
    }

    @BeforeEach
    void settled() {
        groups.settle();
    }

    @Test
    void eachPortLeadsToItsOwnSetAndRole() {
        groups.sets().forEach((group, set) -> {
            List<String> replicas =
                    List.of(set.node("redis-2").endpoint(), set.node("redis-3").endpoint());

            assertThat(groups.served(group, "master", 3))
                    .containsOnly(set.node("redis-1").endpoint());
            assertThat(groups.served(group, "replicas", 4)).hasSameElementsAs(replicas);
            assertThat(groups.call(group, "master", "SET", "group", group)).isEqualTo("OK");
            for (int i = 0; i < set.nodes().size(); i++) {
                await().atMost(TwoGroups.SOON).until(() -> group.equals(groups.call(group, "any", "GET", "group")));
            }
        });
        assertThatThrownBy(() ->
                        RedisCall.send(groups.ports().get("orders-master"), TwoGroups.password("sessions"), "PING"))
                .as("the password of one set opens no door to the other")
                .isInstanceOf(JedisDataException.class)
                .hasMessageContaining("WRONGPASS");
    }

    @Test
    void anyGoesRoundAllServersOfItsSet() {
        groups.sets().forEach((group, set) -> {
            List<String> rounds = groups.served(group, "any", 6);

            assertThat(rounds.subList(0, 3)).doesNotHaveDuplicates();
            assertThat(rounds.subList(3, 6)).isEqualTo(rounds.subList(0, 3));
            assertThat(rounds)
                    .containsAll(set.nodes().stream().map(RedisNode::endpoint).toList());
        });
    }

    @Test
    void everyGroupServerAndFrontendHasItsMBean() {
        var expected = new ArrayList<>(List.of("org.rolegate:type=Proxy"));
        groups.ports().keySet().forEach(frontend -> expected.add(Names.frontend(frontend)));
        for (String group : groups.sets().keySet()) {
            expected.add(Names.group(group));
            TwoGroups.ROLES.forEach(role -> expected.add(Names.backend(group, role)));
            groups.sets().get(group).nodes().forEach(node -> expected.add(Names.server(group, node.id())));
        }

        assertThat(server.mbeans().names("org.rolegate:*"))
                .extracting(ObjectName::toString)
                .containsExactlyInAnyOrderElementsOf(expected);
        assertThat(Arrays.asList(server.mbeans().<String[]>attribute("org.rolegate:type=Proxy", "Groups")))
                .containsExactly("orders", "sessions");
        groups.ports().forEach((frontend, port) -> {
            assertThat(server.mbeans().<String>attribute(Names.frontend(frontend), "Bind"))
                    .isEqualTo("127.0.0.1:" + port);
            assertThat(server.mbeans().<String>attribute(Names.frontend(frontend), "Group"))
                    .isEqualTo(frontend.split("-")[0]);
        });
    }

    @Test
    void aFailoverByHandInOneGroupTouchesNoSessionOfTheOther() {
        // Given
        RedisSet orders = groups.sets().get("orders");
        long changes = server.mbeans().attribute(Names.group("sessions"), "ChangesTotal");
        try (Jedis writer = groups.client("sessions", "master");
                Jedis reader = groups.client("sessions", "replicas");
                Jedis both = groups.client("sessions", "any")) {
            List<Long> before = List.of(writer.clientId(), reader.clientId(), both.clientId());

            // When
            orders.node("redis-1").kill();

            // Then
            await().atMost(TwoGroups.SOON).untilAsserted(() -> {
                assertThat(groups.masterInUse("orders")).isEmpty();
                assertThat(server.health("ready").status()).isEqualTo(503);
            });
            assertThat(server.health("live").status()).isEqualTo(200);
            assertThatThrownBy(() -> groups.call("orders", "master", "PING"))
                    .isInstanceOf(JedisDataException.class)
                    .hasMessageContaining("rolegate: no master in group orders");
            assertThat(groups.call("orders", "replicas", "PING")).isEqualTo("PONG");
            assertThat(groups.call("sessions", "master", "SET", "still", "here"))
                    .isEqualTo("OK");
            assertThat(writer.set("held", "open")).isEqualTo("OK");

            // When
            groups.promoteSecondOfOrders();

            // Then
            await().atMost(TwoGroups.SOON).untilAsserted(() -> {
                assertThat(groups.masterInUse("orders")).isEqualTo("redis-2");
                assertThat(server.health("ready").status()).isEqualTo(200);
            });
            assertThat(groups.served("orders", "master", 2))
                    .containsOnly(orders.node("redis-2").endpoint());
            assertThat(List.of(writer.clientId(), reader.clientId(), both.clientId()))
                    .as("the same connections")
                    .isEqualTo(before);
            assertThat(groups.masterInUse("sessions")).isEqualTo("redis-1");
            assertThat(server.mbeans().<Long>attribute(Names.group("sessions"), "ChangesTotal"))
                    .isEqualTo(changes);
        }
    }

    @Test
    void theOldMasterComingBackSayingMasterGetsNoByteOfMasterAndReplicas() {
        // Given
        groups.replaceMasterOfOrders();
        long bytes = bytesToTheFirstOfOrders();

        // When
        RedisNode former = backSayingMaster();

        // Then
        for (int i = 0; i < 6; i++) {
            assertThat(groups.call("orders", "replicas", "PING")).isEqualTo("PONG");
            assertThat(groups.call("orders", "master", "SET", "written" + i, "once"))
                    .isEqualTo("OK");
        }
        assertThat(groups.masterInUse("orders")).isEqualTo("redis-2");
        assertThat(server.mbeans().<String>attribute(Names.group("orders"), "Reason"))
                .contains("redis-1 reports role master and gets no traffic");
        assertThat(former.call("DBSIZE")).isEqualTo(0L);
        assertThat(bytesToTheFirstOfOrders()).isEqualTo(bytes);
    }

    /** A write that it acknowledged would be lost when it is made a replica; the port of any takes writes too. */
    @Test
    void theOldMasterComingBackSayingMasterGetsNoByteOfAnyEither() {
        // Given
        groups.replaceMasterOfOrders();
        long bytes = bytesToTheFirstOfOrders();

        // When
        RedisNode former = backSayingMaster();

        // Then
        assertThat(groups.served("orders", "any", 6)).doesNotContain(former.endpoint());
        assertThat(bytesToTheFirstOfOrders()).isEqualTo(bytes);
    }

    private static RedisNode backSayingMaster() {
        RedisNode former = groups.sets().get("orders").node("redis-1");
        former.restart();
        String name = Names.server("orders", "redis-1");
        await().atMost(TwoGroups.SOON).untilAsserted(() -> {
            assertThat(server.mbeans().<String>attribute(name, "Role")).isEqualTo("master");
            assertThat(server.mbeans().<String>attribute(name, "Status")).isEqualTo("UP");
        });
        return former;
    }

    private static long bytesToTheFirstOfOrders() {
        return server.mbeans().<Long>attribute(Names.server("orders", "redis-1"), "BytesInTotal");
    }
}
