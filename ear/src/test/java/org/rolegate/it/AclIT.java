package org.rolegate.it;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import redis.clients.jedis.exceptions.JedisDataException;

import org.rolegate.fixture.AppServer;
import org.rolegate.fixture.Faces;
import org.rolegate.fixture.Names;
import org.rolegate.fixture.Ports;
import org.rolegate.fixture.RedisCall;
import org.rolegate.fixture.RedisNode;
import org.rolegate.fixture.RedisSet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

/** ACL users who may ask less and less, each with a group of its own over the same nodes. */
@Timeout(value = 5, unit = TimeUnit.MINUTES)
class AclIT {

    private static final String PASSWORD = "of-the-default-user";
    private static final String ACL_PASSWORD = "of-every-acl-user";
    private static final String WRONG_PASSWORD = "opens-no-door-at-all";
    private static final Duration SOON = Duration.ofSeconds(20);

    /** What each user may do beside AUTH, PING and CLIENT. */
    private static final Map<String, List<String>> USERS = Map.of(
            "full", List.of("+info", "+role", "+hello"),
            "without-info", List.of("+role", "+hello"),
            "hello-only", List.of("+hello"));

    private static final Map<String, Integer> PORTS = new LinkedHashMap<>();
    private static RedisSet redis;
    /** With a Sentinel, for where HELLO alone must do: it tells the role and not who follows whom. */
    private static RedisSet watched;

    private static AppServer server;

    @BeforeAll
    static void start() {
        redis = RedisSet.builder().replicas(2).sentinels(0).password(PASSWORD).start();
        watched = RedisSet.builder().replicas(1).sentinels(1).password(PASSWORD).start();
        redis.nodes().forEach(AclIT::addUsers);
        watched.nodes().forEach(AclIT::addUsers);
        AppServer.Builder builder = AppServer.builder();
        group(builder, "full", redis, "full", ACL_PASSWORD);
        group(builder, "without-info", redis, "without-info", ACL_PASSWORD);
        group(builder, "hello-only", redis, "hello-only", ACL_PASSWORD);
        group(builder, "hello-and-sentinel", watched, "hello-only", ACL_PASSWORD);
        group(builder, "wrong-password", redis, "full", WRONG_PASSWORD);
        builder.with("ROLEGATE_GROUPS_HELLO_AND_SENTINEL_SENTINELS", watched.sentinelEndpoints());
        String ids = String.join(",", PORTS.keySet());
        server = builder.with("ROLEGATE_GROUPS", ids)
                .with("ROLEGATE_FRONTENDS", ids)
                .start()
                .awaitDeployed();
    }

    private static void addUsers(RedisNode node) {
        USERS.forEach((user, commands) -> {
            node.call("ACL", "SETUSER", user, "reset", "on", ">" + ACL_PASSWORD, "+ping", "+auth", "+client");
            commands.forEach(command -> node.call("ACL", "SETUSER", user, command));
        });
    }

    private static void group(AppServer.Builder builder, String id, RedisSet set, String user, String password) {
        PORTS.put(id, Ports.free());
        String variable = id.toUpperCase(Locale.ROOT).replace('-', '_');
        builder.with("ROLEGATE_GROUPS_" + variable + "_SERVERS", set.endpoints())
                .with("ROLEGATE_GROUPS_" + variable + "_USER", user)
                .with("ROLEGATE_GROUPS_" + variable + "_PASSWORD", password)
                .with("ROLEGATE_FRONTENDS_" + variable + "_BIND", "127.0.0.1:" + PORTS.get(id))
                .with("ROLEGATE_FRONTENDS_" + variable + "_GROUP", id)
                .with("ROLEGATE_FRONTENDS_" + variable + "_ROLE", "master")
                .with("ROLEGATE_FRONTENDS_" + variable + "_HOLD_TIMEOUT", "500ms");
    }

    @AfterAll
    static void stop() {
        server.close();
        watched.close();
        redis.close();
    }

    /** Redis-1 leads again, however the test before left the set. */
    @BeforeEach
    void settled() {
        RedisNode first = redis.node("redis-1");
        if (!first.isAlive()) {
            first.restart();
            addUsers(first);
        }
        if (redis.masters().size() != 1 || redis.currentMaster() != first) {
            lead(first);
        }
        redis.awaitSettled();
        for (String group : List.of("full", "without-info", "hello-and-sentinel")) {
            awaitMaster(group, "redis-1");
        }
    }

    @Test
    void theMasterIsElectedByTheStrongestQuestionThatTheUserMayAsk() {
        Map.of("full", "INFO", "without-info", "ROLE", "hello-and-sentinel", "HELLO")
                .forEach((group, command) -> {
                    RedisSet set = group.equals("hello-and-sentinel") ? watched : redis;
                    await().atMost(SOON).untilAsserted(() -> {
                        for (RedisNode node : set.nodes()) {
                            assertThat(check(group, node.id())).startsWith("replied to " + command + " in ");
                            assertThat(of(group, node.id(), "Status")).isEqualTo("UP");
                        }
                    });
                    assertThat(RedisCall.send(PORTS.get(group), PASSWORD, "ROLE"))
                            .asString()
                            .startsWith("[master");
                });
    }

    @Test
    void whoMayAskHelloOnlyAndHasNoSentinelElectsNobody() {
        await().atMost(SOON).until(() -> of("hello-only", "redis-1", "Role").equals("master"));
        assertThat(check("hello-only", "redis-1")).startsWith("replied to HELLO in ");
        assertThat(masterOf("hello-only")).isEmpty();
        assertThat(reason("hello-only")).contains("redis-1 reports role master");
    }

    @Test
    void aWrongPasswordElectsNobodySaysSoAndIsShownNowhere() {
        // Given
        await().atMost(SOON).untilAsserted(() -> {
            for (RedisNode node : redis.nodes()) {
                assertThat(of("wrong-password", node.id(), "CheckStatus")).isEqualTo("L7STS");
                assertThat(of("wrong-password", node.id(), "Status")).isEqualTo("DOWN");
                assertThat(check("wrong-password", node.id())).startsWith("AUTH refused: WRONGPASS");
            }
        });

        // Then
        assertThat(masterOf("wrong-password")).isEmpty();
        assertThat(reason("wrong-password"))
                .contains("no server reports role master", "redis-1 AUTH refused: WRONGPASS");
        assertThatThrownBy(() -> RedisCall.send(PORTS.get("wrong-password"), PASSWORD, "PING"))
                .isInstanceOf(JedisDataException.class)
                .hasMessageContaining("rolegate: no master in group wrong-password")
                .hasMessageContaining("AUTH refused");
        assertThat(server.log()).contains("Group wrong-password: no master yet", "AUTH refused: WRONGPASS");
        assertThat(server.health("ready").status()).isEqualTo(503);
        assertThat(Faces.of(server))
                .contains("wrong-password", "WRONGPASS")
                .doesNotContain(WRONG_PASSWORD)
                .doesNotContain(ACL_PASSWORD)
                .doesNotContain(PASSWORD);
    }

    @Test
    void aPlannedFailoverByHandIsFollowedWithAndWithoutInfo() {
        // When
        lead(redis.node("redis-2"));

        // Then
        for (String group : List.of("full", "without-info")) {
            awaitMaster(group, "redis-2");
            assertThat(reason(group)).doesNotContain("does not decide");
            assertThat(RedisCall.send(PORTS.get(group), PASSWORD, "SET", group, "followed"))
                    .isEqualTo("OK");
        }
        assertThat(redis.node("redis-2").call("GET", "without-info")).isEqualTo("followed");
    }

    @Test
    void aDeadMasterReplacedByHandIsFollowedWithAndWithoutInfo() {
        // Given
        redis.node("redis-1").kill();
        for (String group : List.of("full", "without-info")) {
            awaitMaster(group, "");
        }

        // When
        lead(redis.node("redis-2"));

        // Then
        for (String group : List.of("full", "without-info")) {
            awaitMaster(group, "redis-2");
            assertThat(RedisCall.send(PORTS.get(group), PASSWORD, "SET", group, "followed"))
                    .isEqualTo("OK");
        }
        assertThat(server.log()).contains("replication ids are unknown because INFO is not permitted");
    }

    /** What a person does who has no Sentinels: promotes one, and points the others at it. */
    private static void lead(RedisNode master) {
        master.call("REPLICAOF", "NO", "ONE");
        redis.nodes().stream()
                .filter(node -> node != master && node.isAlive())
                .forEach(node -> node.call("REPLICAOF", "127.0.0.1", "" + master.port()));
    }

    private static void awaitMaster(String group, String id) {
        await().atMost(SOON).untilAsserted(() -> assertThat(masterOf(group))
                .as("%s: %s", group, reason(group))
                .isEqualTo(id));
    }

    private static String masterOf(String group) {
        return server.mbeans().attribute(Names.group(group), "MasterId");
    }

    private static String reason(String group) {
        return server.mbeans().attribute(Names.group(group), "Reason");
    }

    private static String check(String group, String id) {
        return of(group, id, "LastCheck");
    }

    private static String of(String group, String id, String attribute) {
        return server.mbeans().attribute(Names.server(group, id), attribute);
    }
}
