package org.rolegate.it;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;

import redis.clients.jedis.DefaultJedisClientConfig;
import redis.clients.jedis.HostAndPort;
import redis.clients.jedis.Jedis;

import org.rolegate.fixture.AppServer;
import org.rolegate.fixture.Names;
import org.rolegate.fixture.Ports;
import org.rolegate.fixture.RedisCall;
import org.rolegate.fixture.RedisNode;
import org.rolegate.fixture.RedisSet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * One server with the groups {@code orders} and {@code sessions}: three nodes each and no Sentinels, a password of their
 * own, and a frontend for each role, {@code orders-master} and so on.
 */
final class TwoGroups implements AutoCloseable {

    static final List<String> ROLES = List.of("master", "replicas", "any");
    static final Duration SOON = Duration.ofSeconds(20);

    private static final Map<String, String> PASSWORDS = Map.of("orders", "orders-secret", "sessions", "s3ss10ns");

    private final Map<String, RedisSet> sets = new LinkedHashMap<>();
    private final Map<String, Integer> ports = new LinkedHashMap<>();
    private final AppServer server;

    TwoGroups() {
        AppServer.Builder builder = AppServer.builder().with("ROLEGATE_GROUPS", "orders,sessions");
        for (String group : List.of("orders", "sessions")) {
            RedisSet set = RedisSet.builder()
                    .replicas(2)
                    .sentinels(0)
                    .password(password(group))
                    .start();
            sets.put(group, set);
            builder.with("ROLEGATE_GROUPS_" + variable(group) + "_SERVERS", set.endpoints())
                    .with("ROLEGATE_GROUPS_" + variable(group) + "_PASSWORD", password(group));
            for (String role : ROLES) {
                frontend(builder, group, role);
            }
        }
        builder.with("ROLEGATE_FRONTENDS", String.join(",", ports.keySet()));
        server = builder.start().awaitDeployed();
    }

    private void frontend(AppServer.Builder builder, String group, String role) {
        String id = group + "-" + role;
        ports.put(id, Ports.free());
        builder.with("ROLEGATE_FRONTENDS_" + variable(id) + "_BIND", "127.0.0.1:" + ports.get(id))
                .with("ROLEGATE_FRONTENDS_" + variable(id) + "_GROUP", group)
                .with("ROLEGATE_FRONTENDS_" + variable(id) + "_ROLE", role)
                .with("ROLEGATE_FRONTENDS_" + variable(id) + "_HOLD_TIMEOUT", "500ms");
    }

    private static String variable(String id) {
        return id.toUpperCase(Locale.ROOT).replace('-', '_');
    }

    AppServer server() {
        return server;
    }

    Map<String, RedisSet> sets() {
        return sets;
    }

    /** The frontends' ids and ports. */
    Map<String, Integer> ports() {
        return ports;
    }

    static String password(String group) {
        return PASSWORDS.get(group);
    }

    /** Brings both sets back to where they began: redis-1 leads, and Rolegate sees it. */
    void settle() {
        sets.forEach((group, set) -> {
            RedisNode first = set.node("redis-1");
            set.nodes().stream().filter(node -> !node.isAlive()).forEach(RedisNode::restart);
            if (set.masters().size() != 1 || set.currentMaster() != first) {
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

    /** Redis-1 of the orders is killed and redis-2 promoted by hand. */
    void replaceMasterOfOrders() {
        RedisSet orders = sets.get("orders");
        orders.node("redis-1").kill();
        await().atMost(SOON).until(() -> masterInUse("orders").isEmpty());
        promoteSecondOfOrders();
        await().atMost(SOON).until(() -> masterInUse("orders").equals("redis-2"));
    }

    void promoteSecondOfOrders() {
        RedisSet orders = sets.get("orders");
        orders.node("redis-2").call("REPLICAOF", "NO", "ONE");
        follow(orders.node("redis-3"), orders.node("redis-2"));
    }

    private static void follow(RedisNode node, RedisNode master) {
        node.call("REPLICAOF", "127.0.0.1", "" + master.port());
    }

    String masterInUse(String group) {
        return server.mbeans().attribute(Names.group(group), "MasterId");
    }

    /** The addresses of the servers that as many fresh connections end at. */
    List<String> served(String group, String role, int times) {
        return Stream.generate(() -> call(group, role, "CONFIG", "GET", "port"))
                .limit(times)
                .map(reply -> "127.0.0.1:" + ((List<?>) reply).get(1))
                .toList();
    }

    Object call(String group, String role, String... words) {
        return RedisCall.send(ports.get(group + "-" + role), password(group), words);
    }

    /** A connection that stays. */
    Jedis client(String group, String role) {
        Jedis jedis = new Jedis(
                new HostAndPort("127.0.0.1", ports.get(group + "-" + role)),
                DefaultJedisClientConfig.builder()
                        .resp2()
                        .password(password(group))
                        .build());
        jedis.connect();
        return jedis;
    }

    @Override
    public void close() {
        server.close();
        sets.values().forEach(RedisSet::close);
    }
}
