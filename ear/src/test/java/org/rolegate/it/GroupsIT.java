package org.rolegate.it;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

import javax.management.ObjectName;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import redis.clients.jedis.DefaultJedisClientConfig;
import redis.clients.jedis.HostAndPort;
import redis.clients.jedis.Jedis;
import redis.clients.jedis.exceptions.JedisDataException;

import org.rolegate.it.fixture.AppServer;
import org.rolegate.it.fixture.Names;
import org.rolegate.it.fixture.Ports;
import org.rolegate.it.fixture.RedisCall;
import org.rolegate.it.fixture.RedisNode;
import org.rolegate.it.fixture.RedisSet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

/** Two data sets behind one Rolegate, without Sentinels: each port leads to its own set, and trouble stays at home. */
@Timeout(value = 5, unit = TimeUnit.MINUTES)
class GroupsIT {

    private static final Map<String, String> PASSWORDS = Map.of("orders", "orders-secret", "sessions", "s3ss10ns");
    private static final List<String> ROLES = List.of("master", "replicas", "any");
    private static final Duration SOON = Duration.ofSeconds(20);

    private static final Map<String, RedisSet> SETS = new LinkedHashMap<>();
    private static final Map<String, Integer> PORTS = new LinkedHashMap<>();
    private static AppServer server;

    @BeforeAll
    static void start() {
        AppServer.Builder builder = AppServer.builder().with("ROLEGATE_GROUPS", "orders,sessions");
        for (String group : List.of("orders", "sessions")) {
            RedisSet set = RedisSet.builder()
                    .replicas(2)
                    .sentinels(0)
                    .password(PASSWORDS.get(group))
                    .start();
            SETS.put(group, set);
            builder.with("ROLEGATE_GROUPS_" + upper(group) + "_SERVERS", set.endpoints())
                    .with("ROLEGATE_GROUPS_" + upper(group) + "_PASSWORD", PASSWORDS.get(group));
            for (String role : ROLES) {
                String frontend = group + "-" + role;
                PORTS.put(frontend, Ports.free());
                String prefix = "ROLEGATE_FRONTENDS_" + upper(frontend);
                builder.with(prefix + "_BIND", "127.0.0.1:" + PORTS.get(frontend))
                        .with(prefix + "_GROUP", group)
                        .with(prefix + "_ROLE", role);
            }
        }
        builder.with("ROLEGATE_FRONTENDS", String.join(",", PORTS.keySet()));
        server = builder.start().awaitDeployed();
    }

    @AfterAll
    static void stop() {
        server.close();
        SETS.values().forEach(RedisSet::close);
    }

    /** Redis-1 leads both sets again, however the test before left them. */
    @BeforeEach
    void settled() {
        SETS.forEach((group, set) -> {
            RedisNode first = set.node("redis-1");
            set.nodes().stream().filter(node -> !node.isAlive()).forEach(RedisNode::restart);
            if (!first.role().equals("master") || set.masters().size() > 1) {
                first.call("REPLICAOF", "NO", "ONE");
                set.nodes().stream().filter(node -> node != first).forEach(node -> follow(node, first));
            }
            set.awaitSettled();
            await().atMost(SOON).untilAsserted(() -> {
                assertThat(masterInUse(group)).isEqualTo("redis-1");
                assertThat(server.mbeans().<Integer>attribute(Names.backend(group, "replicas"), "ServersUp"))
                        .isEqualTo(2);
            });
        });
    }

    @Test
    void eachPortLeadsToItsOwnSetAndRole() {
        SETS.forEach((group, set) -> {
            List<String> replicas =
                    List.of(set.node("redis-2").endpoint(), set.node("redis-3").endpoint());

            assertThat(served(group, "master", 3)).containsOnly(set.node("redis-1").endpoint());
            assertThat(served(group, "replicas", 4)).hasSameElementsAs(replicas);
            assertThat(call(group, "master", "SET", "group", group)).isEqualTo("OK");
            await().atMost(SOON).untilAsserted(() -> assertThat(Stream.generate(() -> call(group, "any", "GET", "group"))
                            .limit(3))
                    .containsOnly(group));
        });
        assertThatThrownBy(() -> RedisCall.send(PORTS.get("orders-master"), PASSWORDS.get("sessions"), "PING"))
                .as("the password of one set opens no door to the other")
                .isInstanceOf(JedisDataException.class)
                .hasMessageContaining("WRONGPASS");
    }

    @Test
    void anyGoesRoundAllServersOfItsSet() {
        SETS.forEach((group, set) -> {
            List<String> rounds = served(group, "any", 6);

            assertThat(rounds.subList(0, 3)).doesNotHaveDuplicates();
            assertThat(rounds.subList(3, 6)).isEqualTo(rounds.subList(0, 3));
            assertThat(rounds)
                    .containsAll(set.nodes().stream().map(RedisNode::endpoint).toList());
        });
    }

    @Test
    void everyGroupServerAndFrontendHasItsMBean() {
        var expected = new ArrayList<>(List.of("org.rolegate:type=Proxy"));
        PORTS.keySet().forEach(frontend -> expected.add(Names.frontend(frontend)));
        for (String group : SETS.keySet()) {
            expected.add(Names.group(group));
            ROLES.forEach(role -> expected.add(Names.backend(group, role)));
            SETS.get(group).nodes().forEach(node -> expected.add(Names.server(group, node.id())));
        }

        assertThat(server.mbeans().names("org.rolegate:*"))
                .extracting(ObjectName::toString)
                .containsExactlyInAnyOrderElementsOf(expected);
        assertThat(Arrays.asList(server.mbeans().<String[]>attribute("org.rolegate:type=Proxy", "Groups")))
                .containsExactly("orders", "sessions");
        PORTS.forEach((frontend, port) -> {
            assertThat(server.mbeans().<String>attribute(Names.frontend(frontend), "Bind"))
                    .isEqualTo("127.0.0.1:" + port);
            assertThat(server.mbeans().<String>attribute(Names.frontend(frontend), "Group"))
                    .isEqualTo(frontend.split("-")[0]);
        });
    }

    @Test
    void aFailoverByHandInOneGroupTouchesNoSessionOfTheOther() {
        // Given
        RedisSet orders = SETS.get("orders");
        RedisNode former = orders.node("redis-1");
        RedisNode successor = orders.node("redis-2");
        long changes = server.mbeans().attribute(Names.group("sessions"), "ChangesTotal");
        try (Jedis writer = client("sessions", "master");
                Jedis reader = client("sessions", "replicas");
                Jedis both = client("sessions", "any")) {
            List<Long> before = List.of(writer.clientId(), reader.clientId(), both.clientId());

            // When
            former.kill();

            // Then
            await().atMost(SOON).untilAsserted(() -> {
                assertThat(masterInUse("orders")).isEmpty();
                assertThat(server.health("ready").status()).isEqualTo(503);
            });
            assertThat(server.health("live").status()).isEqualTo(200);
            assertThatThrownBy(() -> call("orders", "master", "PING"))
                    .isInstanceOf(JedisDataException.class)
                    .hasMessageContaining("rolegate: no master in group orders");
            assertThat(call("orders", "replicas", "PING")).isEqualTo("PONG");
            assertThat(call("sessions", "master", "SET", "still", "here")).isEqualTo("OK");
            assertThat(writer.set("held", "open")).isEqualTo("OK");

            // When
            successor.call("REPLICAOF", "NO", "ONE");
            follow(orders.node("redis-3"), successor);

            // Then
            await().atMost(SOON).untilAsserted(() -> {
                assertThat(masterInUse("orders")).isEqualTo("redis-2");
                assertThat(server.health("ready").status()).isEqualTo(200);
            });
            assertThat(served("orders", "master", 2)).containsOnly(successor.endpoint());
            assertThat(List.of(writer.clientId(), reader.clientId(), both.clientId()))
                    .as("the same connections")
                    .isEqualTo(before);
            assertThat(masterInUse("sessions")).isEqualTo("redis-1");
            assertThat(server.mbeans().<Long>attribute(Names.group("sessions"), "ChangesTotal"))
                    .isEqualTo(changes);
        }
    }

    @Test
    void theOldMasterComingBackSayingMasterGetsNoByte() {
        // Given
        RedisSet orders = SETS.get("orders");
        RedisNode former = orders.node("redis-1");
        former.kill();
        await().atMost(SOON).until(() -> masterInUse("orders").isEmpty());
        orders.node("redis-2").call("REPLICAOF", "NO", "ONE");
        follow(orders.node("redis-3"), orders.node("redis-2"));
        await().atMost(SOON).until(() -> masterInUse("orders").equals("redis-2"));
        long bytes = server.mbeans().attribute(Names.server("orders", "redis-1"), "BytesInTotal");

        // When
        former.restart();

        // Then
        await().atMost(SOON).untilAsserted(() -> {
            assertThat(server.mbeans().<String>attribute(Names.server("orders", "redis-1"), "Role"))
                    .isEqualTo("master");
            assertThat(server.mbeans().<String>attribute(Names.server("orders", "redis-1"), "Status"))
                    .isEqualTo("UP");
        });
        for (int i = 0; i < 6; i++) {
            ROLES.forEach(role -> call("orders", role, "PING"));
            assertThat(call("orders", "master", "SET", "written" + i, "once")).isEqualTo("OK");
        }
        assertThat(masterInUse("orders")).isEqualTo("redis-2");
        assertThat(server.mbeans().<String>attribute(Names.group("orders"), "Reason"))
                .contains("redis-1 says master and gets nothing");
        assertThat(former.call("DBSIZE")).isEqualTo(0L);
        assertThat(server.mbeans().<Long>attribute(Names.server("orders", "redis-1"), "BytesInTotal"))
                .as("bytes of clients sent to the old master, those of frontend orders-any included")
                .isEqualTo(bytes);
    }

    /** The addresses of the servers that as many fresh connections end at. */
    private static List<String> served(String group, String role, int times) {
        return Stream.generate(() -> call(group, role, "CONFIG", "GET", "port"))
                .limit(times)
                .map(reply -> "127.0.0.1:" + ((List<?>) reply).get(1))
                .toList();
    }

    private static Object call(String group, String role, String... words) {
        return RedisCall.send(PORTS.get(group + "-" + role), PASSWORDS.get(group), words);
    }

    private static Jedis client(String group, String role) {
        Jedis jedis = new Jedis(
                new HostAndPort("127.0.0.1", PORTS.get(group + "-" + role)),
                DefaultJedisClientConfig.builder()
                        .resp2()
                        .password(PASSWORDS.get(group))
                        .build());
        jedis.connect();
        return jedis;
    }

    private static void follow(RedisNode node, RedisNode master) {
        node.call("REPLICAOF", "127.0.0.1", "" + master.port());
    }

    private static String masterInUse(String group) {
        return server.mbeans().attribute(Names.group(group), "MasterId");
    }

    private static String upper(String id) {
        return id.toUpperCase(Locale.ROOT).replace('-', '_');
    }
}
