package org.rolegate.it;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import javax.management.MBeanOperationInfo;
import javax.management.ObjectName;
import javax.management.openmbean.CompositeData;
import javax.management.openmbean.TabularData;

import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import redis.clients.jedis.DefaultJedisClientConfig;
import redis.clients.jedis.HostAndPort;
import redis.clients.jedis.Jedis;
import redis.clients.jedis.Pipeline;
import redis.clients.jedis.Transaction;
import redis.clients.jedis.exceptions.JedisConnectionException;
import redis.clients.jedis.exceptions.JedisDataException;

import org.rolegate.fixture.AppServer;
import org.rolegate.fixture.RedisNode;
import org.rolegate.fixture.RedisSet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

/** The main job from end to end: real Redis, real Sentinels, the EAR that ships in a real server. */
@Timeout(value = 5, unit = TimeUnit.MINUTES)
class FailoverIT {

    private static final String PASSWORD = "pass word #1";
    private static final String GROUP = "org.rolegate:type=Group,name=main";
    private static final Duration FAILOVER = Duration.ofSeconds(60);
    private static final Duration SOON = Duration.ofSeconds(20);

    private static RedisSet redis;
    private static AppServer server;

    @RegisterExtension
    static final Installation installation = Installation.of(
            RedisSet.builder()
                    .replicas(3)
                    .sentinels(3)
                    .password(PASSWORD)
                    .downAfter(2000)
                    .failoverTimeout(5000),
            (set, rolegate) -> {
                redis = set;
                server = rolegate;
            });

    @BeforeEach
    void allReplicasAreUp() {
        await().atMost(SOON).until(() -> server.mbeans().<Integer>attribute(backend("replicas"), "ServersUp") == 3);
    }

    @Test
    void theMasterPortLeadsToTheMasterAndTheReplicaPortRoundTheReplicas() {
        try (Jedis master = client(server.masterPort())) {
            master.set("written", "through the master port");
            assertThat(master.role().get(0)).isEqualTo("master");
        }
        List<String> served =
                Stream.generate(this::replicaServed).limit(6).distinct().toList();
        assertThat(served).hasSize(3).doesNotContain(portOf(redis.currentMaster()));
    }

    @Test
    void aKilledMasterIsReplacedAndEveryFaceTellsTheSameTruth() {
        // Given
        RedisNode former = redis.currentMaster();
        long changes = server.mbeans().attribute(GROUP, "ChangesTotal");
        try (Jedis before = client(server.masterPort())) {
            before.set("before", "the failover");
            CompletableFuture<List<Object>> unanswered = CompletableFuture.supplyAsync(FailoverIT::popAndIncrement);
            await().atMost(SOON).until(() -> "1".equals(former.info("clients").get("blocked_clients")));

            // When
            former.kill();

            // Then
            await().atMost(SOON).untilAsserted(() -> {
                assertThat(server.masterInUse()).isEmpty();
                assertThat(server.health("ready").status()).isEqualTo(503);
                assertThat(server.health("live").status()).isEqualTo(200);
            });
            CompletableFuture<String> held = CompletableFuture.supplyAsync(() -> {
                try (Jedis waits = client(server.masterPort())) {
                    return waits.set("held", "until there was a master again");
                }
            });
            assertThat(replicaServed()).as("reads go on").isNotEmpty();
            assertThat(unanswered)
                    .succeedsWithin(SOON)
                    .asInstanceOf(InstanceOfAssertFactories.LIST)
                    .hasSize(2)
                    .allSatisfy(answer -> assertThat(answer.toString()).contains("UNCERTAIN"));
            assertThat(held).succeedsWithin(FAILOVER).isEqualTo("OK");
            assertThat(before.get("before"))
                    .as("the session that stood before goes on")
                    .isEqualTo("the failover");
        }
        await().atMost(FAILOVER)
                .untilAsserted(() -> assertThat(server.masterInUse()).isNotEmpty());
        RedisNode successor = redis.currentMaster();
        assertThat(server.masterInUse()).isEqualTo(successor.endpoint()).isNotEqualTo(former.endpoint());
        assertThat(server.mbeans().<Long>attribute(GROUP, "ChangesTotal")).isGreaterThanOrEqualTo(changes + 2);
        assertThat(server.mbeans().<String>attribute(GROUP, "Reason")).contains("is master");
        TabularData commands =
                server.mbeans().attribute("org.rolegate:type=Frontend,name=master", "UncertainAnswersByCommand");
        assertThat(commands.get(new Object[] {"blpop"}).get("value")).isEqualTo(1L);
        assertThat(commands.get(new Object[] {"incr"}).get("value")).isEqualTo(1L);
        assertThat(server.mbeans().<String>attribute(GROUP, "FailoversJson"))
                .contains("\"uncertainAnswersByCommand\":{\"blpop\":1,\"incr\":1}");
        await().atMost(SOON)
                .untilAsserted(() -> assertThat(server.health("ready").status()).isEqualTo(200));
        assertThat(server.get("/rolegate/", "viewer:viewer-demo").body()).contains(successor.endpoint());
        try (Jedis after = client(server.masterPort())) {
            assertThat(after.get("before")).isEqualTo("the failover");
            assertThat(after.set("after", "the failover")).isEqualTo("OK");
        }

        // When
        former.restart();

        // Then
        redis.awaitSettled();
        await().atMost(SOON).until(() -> server.mbeans().<Integer>attribute(backend("replicas"), "ServersUp") == 3);
        assertThat(server.masterInUse()).isEqualTo(successor.endpoint());
    }

    /** Waits for what nobody pushes, and says another command behind that. */
    private static List<Object> popAndIncrement() {
        try (Jedis jedis = client(server.masterPort());
                Pipeline pipeline = jedis.pipelined()) {
            pipeline.blpop(0, "never");
            pipeline.incr("counted");
            return pipeline.syncAndReturnAll();
        }
    }

    @Test
    void aPlannedFailoverIsNotNoticedByASessionTouchesWatchedKeysAndEndsOneThatCannotMove() {
        // Given
        RedisNode former = redis.currentMaster();
        try (Jedis plain = client(server.masterPort());
                Jedis watching = client(server.masterPort());
                Jedis waiting = client(server.masterPort())) {
            plain.set("planned", "before");
            watching.watch("planned");
            waiting.waitReplicas(0, 0);

            // When
            redis.failover();

            // Then
            await().atMost(FAILOVER)
                    .untilAsserted(
                            () -> assertThat(server.masterInUse()).isNotEmpty().isNotEqualTo(former.endpoint()));
            assertThat(plain.get("planned")).isEqualTo("before");
            assertThat(plain.set("planned", "meanwhile")).isEqualTo("OK");
            Transaction touched = watching.multi();
            touched.set("planned", "watched");
            assertThat(touched.exec()).isNull();
            assertThat(watching.get("planned")).isEqualTo("meanwhile");
            assertThatThrownBy(waiting::ping).isInstanceOf(JedisConnectionException.class);
        }
        try (Jedis after = client(server.masterPort())) {
            assertThat(after.set("planned", "after")).isEqualTo("OK");
        }
        assertThat(server.log()).contains("RLG02001").contains("RLG01001");
        TabularData endings = server.mbeans().attribute("org.rolegate:type=Frontend,name=master", "EndingsTotal");
        assertThat(endings.containsKey(new Object[] {"DD demoted"})).isTrue();
    }

    @Test
    void aSwitchoverOnRequestLosesNothingAndBreaksNothing() {
        // Given
        RedisNode former = redis.currentMaster();
        AtomicBoolean enough = new AtomicBoolean();
        List<CompletableFuture<Integer>> writers = IntStream.range(0, 8)
                .mapToObj(n -> CompletableFuture.supplyAsync(() -> write("switchover:" + n + ":", enough)))
                .toList();
        try {
            // When
            String done = server.mbeans().invoke(GROUP, "switchover", "").toString();

            // Then
            assertThat(done).startsWith("switched from ");
            assertThat(server.masterInUse()).isNotEmpty().isNotEqualTo(former.endpoint());
        } finally {
            enough.set(true);
        }
        RedisNode successor = redis.awaitMasterOtherThan(former);
        for (int n = 0; n < writers.size(); n++) {
            int acknowledged = writers.get(n).join();
            for (int i = 0; i < acknowledged; i++) {
                assertThat(successor.call("GET", "switchover:" + n + ":" + i))
                        .as("acknowledged write %d of %d", i, acknowledged)
                        .isEqualTo(String.valueOf(i));
            }
        }
    }

    /** Writes numbered keys over one connection until told, and returns how many were acknowledged: none may fail. */
    private static int write(String prefix, AtomicBoolean enough) {
        try (Jedis jedis = client(server.masterPort())) {
            int written = 0;
            while (!enough.get()) {
                assertThat(jedis.set(prefix + written, String.valueOf(written))).isEqualTo("OK");
                written++;
            }
            return written;
        }
    }

    @Test
    void aSwitchoverThatCannotBeginSaysWhy() {
        String master = server.mbeans().attribute(GROUP, "MasterId");

        assertThatThrownBy(() -> server.mbeans().invoke(GROUP, "switchover", master))
                .hasStackTraceContaining(master + " is already the master");
        assertThatThrownBy(() -> server.mbeans().invoke(GROUP, "switchover", "redis-9"))
                .hasStackTraceContaining("there is no server 'redis-9' in group main");
        assertThat(server.mbeans().<String>attribute(GROUP, "FenceKind")).isEmpty();
    }

    @Test
    void drainMaintenanceAndReadyTakeEffectAtOnce() {
        // Given
        String id = server.mbeans().names("org.rolegate:type=Server,*").stream()
                .map(name -> name.getKeyProperty("name"))
                .filter(name -> !server.mbeans().<Boolean>attribute(server(name), "Elected"))
                .findFirst()
                .orElseThrow();
        String port = server.mbeans().<String>attribute(server(id), "Address").split(":")[1];

        for (String operation : List.of("drain", "maintenance")) {
            // When
            server.mbeans().invoke(server(id), operation);

            // Then
            assertThat(server.mbeans().<Integer>attribute(backend("replicas"), "ServersUp"))
                    .isEqualTo(2);
            assertThat(Stream.generate(this::replicaServed).limit(6)).doesNotContain(port);

            // When
            server.mbeans().invoke(server(id), "ready");

            // Then
            assertThat(server.mbeans().<String>attribute(server(id), "AdminState"))
                    .isEqualTo("ready");
            assertThat(Stream.generate(this::replicaServed).limit(6)).contains(port);
        }
    }

    @Test
    void killingTheSessionsOfAServerCutsThemAndSaysHowMany() {
        String id = server.mbeans().attribute(GROUP, "MasterId");
        try (Jedis one = client(server.masterPort());
                Jedis other = client(server.masterPort())) {
            one.ping();
            other.ping();

            assertThat(server.mbeans().invoke(server(id), "killSessions")).isEqualTo(2);

            assertThatThrownBy(one::ping).isInstanceOf(JedisConnectionException.class);
            assertThatThrownBy(other::ping).isInstanceOf(JedisConnectionException.class);
        }
        try (Jedis again = client(server.masterPort())) {
            assertThat(again.ping()).isEqualTo("PONG");
        }
    }

    @Test
    void theMasterInMaintenanceRefusesWithItsReason() {
        String id = server.mbeans().attribute(GROUP, "MasterId");
        server.mbeans().invoke(server(id), "maintenance");
        try {
            assertThatThrownBy(() -> client(server.masterPort()))
                    .isInstanceOf(JedisDataException.class)
                    .hasMessageContaining(id + ", was set to maint by an operator");
        } finally {
            server.mbeans().invoke(server(id), "ready");
        }
        try (Jedis again = client(server.masterPort())) {
            assertThat(again.ping()).isEqualTo("PONG");
        }
    }

    @Test
    void everySentinelIsAskedAndSubscribed() {
        CompositeData[] sentinels = server.mbeans().attribute(GROUP, "Sentinels");

        assertThat(sentinels).hasSize(3).allSatisfy(row -> {
            assertThat(row.get("up")).isEqualTo(true);
            assertThat(row.get("subscribed")).isEqualTo(true);
            assertThat(row.get("namesMaster")).isEqualTo(redis.currentMaster().endpoint());
        });
    }

    @Test
    void noFaceShowsThePassword() throws Exception {
        // When
        StringBuilder all = new StringBuilder(server.log());
        all.append(server.get("/rolegate/", "operator:operator-demo").body());
        all.append(server.health("ready").body());
        for (ObjectName name : server.mbeans().names("org.rolegate:*")) {
            for (var attribute : server.mbeans().connection().getMBeanInfo(name).getAttributes()) {
                Object value = server.mbeans().attribute(name.toString(), attribute.getName());
                all.append(value instanceof Object[] items ? List.of(items) : value)
                        .append('\n');
            }
        }

        // Then
        assertThat(all).contains("redis-1").doesNotContain(PASSWORD);
    }

    @Test
    void everyAttributeAndOperationIsDescribed() throws Exception {
        for (ObjectName name : server.mbeans().names("org.rolegate:*")) {
            var info = server.mbeans().connection().getMBeanInfo(name);
            assertThat(info.getDescription()).as("%s", name).contains(" ");
            assertThat(info.getAttributes()).as("%s", name).isNotEmpty().allSatisfy(attribute -> assertThat(
                            attribute.getDescription())
                    .isNotEqualTo(attribute.getName())
                    .contains(" "));
            assertThat(info.getOperations()).as("%s", name).allSatisfy(operation -> {
                assertThat(operation.getDescription()).contains(" ");
                assertThat(operation.getImpact()).isEqualTo(MBeanOperationInfo.ACTION);
            });
        }
    }

    private static String server(String id) {
        return "org.rolegate:type=Server,group=main,name=" + id;
    }

    private static String backend(String role) {
        return "org.rolegate:type=Backend,group=main,name=" + role;
    }

    /** The port of the replica that a fresh connection to the replica port ends at. */
    private String replicaServed() {
        try (Jedis replica = client(server.replicaPort())) {
            return replica.info("server")
                    .lines()
                    .filter(line -> line.startsWith("tcp_port:"))
                    .map(line -> line.substring("tcp_port:".length()))
                    .findFirst()
                    .orElseThrow();
        }
    }

    private static String portOf(RedisNode node) {
        return String.valueOf(node.port());
    }

    /** A client that waits for as long as Rolegate holds it. */
    private static Jedis client(int port) {
        Jedis jedis = new Jedis(
                new HostAndPort("127.0.0.1", port),
                DefaultJedisClientConfig.builder()
                        .resp2()
                        .password(PASSWORD)
                        .socketTimeoutMillis((int) SOON.toMillis())
                        .build());
        jedis.connect();
        return jedis;
    }
}
