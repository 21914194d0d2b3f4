package org.rolegate.it;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadInfo;
import java.lang.management.ThreadMXBean;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import redis.clients.jedis.DefaultJedisClientConfig;
import redis.clients.jedis.HostAndPort;
import redis.clients.jedis.Jedis;
import redis.clients.jedis.exceptions.JedisConnectionException;

import org.rolegate.fixture.AppServer;
import org.rolegate.fixture.Ports;
import org.rolegate.fixture.RedisSet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

/** What is left when the EAR goes, sessions open: nothing. */
@Timeout(value = 5, unit = TimeUnit.MINUTES)
class UndeployIT {

    private static final int TIMES = 3;
    private static final String PASSWORD = "secret";
    /** Masters and replicas have flags, and Sentinels names. */
    private static final Pattern AMONG_THEMSELVES = Pattern.compile(" flags=\\w*[MS]| name=sentinel-");

    private static final Duration SOON = Duration.ofSeconds(20);

    @Test
    void undeployingLeavesNoPortThreadConnectionOrMBeanAndDeployingAgainWorks() throws IOException {
        try (RedisSet redis = RedisSet.builder()
                        .replicas(1)
                        .sentinels(1)
                        .password(PASSWORD)
                        .start();
                AppServer server =
                        AppServer.builder().redis(redis).freeFrontends().start().awaitDeployed()) {
            for (int time = 0; time < TIMES; time++) {
                // Given
                awaitMaster(server);
                Jedis open = new Jedis(
                        new HostAndPort("127.0.0.1", server.masterPort()),
                        DefaultJedisClientConfig.builder()
                                .resp2()
                                .password(PASSWORD)
                                .build());
                assertThat(open.set("key", "value")).isEqualTo("OK");
                assertThat(ours(server)).as("threads of Rolegate while it runs").isNotEmpty();
                await().atMost(SOON).untilAsserted(() -> assertThat(connections(redis))
                        .as("a session, a probe and a subscription to a Sentinel's events")
                        .anyMatch(line -> line.contains(" cmd=set "))
                        .anyMatch(line -> line.contains(" name=rolegate "))
                        .anyMatch(line -> line.contains(" psub=1 ")));

                // When
                server.undeploy();

                // Then
                assertThatThrownBy(() -> open.get("key")).isInstanceOf(JedisConnectionException.class);
                open.close();
                assertThat(server.mbeans().names("org.rolegate:*")).isEmpty();
                assertThat(Ports.isFree(server.masterPort())).isTrue();
                assertThat(Ports.isFree(server.replicaPort())).isTrue();
                await().atMost(SOON)
                        .untilAsserted(() -> assertThat(ours(server)).isEmpty());
                await().atMost(SOON)
                        .untilAsserted(() -> assertThat(connections(redis)).isEmpty());
                server.redeploy();
            }
            awaitMaster(server);
            assertThat(server.log()).doesNotContain("RLG03002").doesNotContain("LEAK");
        }
    }

    private static void awaitMaster(AppServer server) {
        await().atMost(SOON).until(() -> server.mbeans()
                .<String>attribute("org.rolegate:type=Group,name=main", "MasterId")
                .equals("redis-1"));
    }

    /** Threads that run code of Rolegate or of its Netty at this moment, or bear its name. */
    private static List<String> ours(AppServer server) throws IOException {
        ThreadMXBean threads = ManagementFactory.newPlatformMXBeanProxy(
                server.mbeans().connection(), ManagementFactory.THREAD_MXBEAN_NAME, ThreadMXBean.class);
        return Arrays.stream(threads.dumpAllThreads(false, false))
                .filter(UndeployIT::isOurs)
                .map(ThreadInfo::getThreadName)
                .toList();
    }

    private static boolean isOurs(ThreadInfo thread) {
        return thread.getThreadName().toLowerCase(Locale.ROOT).contains("rolegate")
                || Arrays.stream(thread.getStackTrace())
                        .anyMatch(frame -> frame.getClassName().startsWith("org.rolegate.")
                                || frame.getClassName().startsWith("io.netty."));
    }

    /** Connections of any type to the nodes and the Sentinels, but for those among themselves and this question. */
    private static List<String> connections(RedisSet redis) {
        return Stream.concat(redis.nodes().stream(), redis.sentinels().stream())
                .flatMap(node -> node.call("CLIENT", "LIST").toString().lines())
                .filter(line -> !AMONG_THEMSELVES.matcher(line).find() && !line.contains(" cmd=client"))
                .toList();
    }
}
