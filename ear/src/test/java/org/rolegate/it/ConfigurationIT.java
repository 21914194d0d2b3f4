package org.rolegate.it;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import org.rolegate.fixture.AppServer;
import org.rolegate.fixture.Ports;

import static org.assertj.core.api.Assertions.assertThat;

/** What a deployment does with no configuration, and with a bad one. */
@Timeout(value = 5, unit = TimeUnit.MINUTES)
class ConfigurationIT {

    @Test
    void withNothingSetItIsDeployedOnLoopbackAndReadinessIsDownWhileNoRedisAnswers() {
        Assumptions.assumeTrue(
                Ports.isFree(5000) && Ports.isFree(5001) && Ports.isFree(6379),
                "LOUD SKIP: the default ports 5000, 5001 and 6379 must be free for this test");
        try (AppServer server = AppServer.builder().start().awaitDeployed()) {
            assertThat(server.mbeans().<String>attribute("org.rolegate:type=Frontend,name=master", "Bind"))
                    .isEqualTo("127.0.0.1:5000");
            assertThat(server.mbeans().<String>attribute("org.rolegate:type=Frontend,name=replicas", "Bind"))
                    .isEqualTo("127.0.0.1:5001");
            assertThat(server.mbeans().<String>attribute("org.rolegate:type=Group,name=main", "Reason"))
                    .contains("redis-1 connection refused");
            assertThat(server.health("ready").status()).isEqualTo(503);
            assertThat(server.health("live").status()).isEqualTo(200);
            assertThat(server.health("started").status()).isEqualTo(200);
        }
    }

    @Test
    void aBadConfigurationFailsTheDeploymentAndListsEveryProblem() {
        try (AppServer server = AppServer.builder()
                .freeFrontends()
                .with("FAULTLAB_PASSWORD", "do-not-show-me")
                .with("ROLEGATE_GROUPS_MAIN_SERVERS", "127.0.0.1:99999")
                .with("ROLEGATE_GROUPS_MAIN_CHECK_RISE", "none")
                .with("ROLEGATE_GROUPS_MAIN_CHECK_INTERR", "1s")
                .start()) {
            String log = server.awaitRefused();

            assertThat(log)
                    .contains("Rolegate does not start: 3 problems in its configuration")
                    .contains("rolegate.groups.main.servers")
                    .contains("99999")
                    .contains("rolegate.groups.main.check.rise")
                    .contains("ROLEGATE_GROUPS_MAIN_CHECK_INTERR")
                    .doesNotContain("do-not-show-me");
            assertThat(server.mbeans().names("org.rolegate:*")).isEmpty();
            assertThat(Ports.isFree(server.masterPort())).isTrue();
        }
    }

    @Test
    void portsInUseFailTheDeploymentAndAreAllNamed() throws IOException {
        try (ServerSocket one = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"));
                ServerSocket two = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"));
                AppServer server = AppServer.builder()
                        .with("FAULTLAB_MASTER_PORT", "" + one.getLocalPort())
                        .with("FAULTLAB_REPLICA_PORT", "" + two.getLocalPort())
                        .start()) {
            String log = server.awaitRefused();

            assertThat(log)
                    .contains("Rolegate does not start: 2 problems in its configuration")
                    .contains("rolegate.frontends.master.bind")
                    .contains("127.0.0.1:" + one.getLocalPort())
                    .contains("rolegate.frontends.replicas.bind")
                    .contains("127.0.0.1:" + two.getLocalPort())
                    .contains("Address already in use");
            assertThat(server.mbeans().names("org.rolegate:*")).isEmpty();
        }
    }
}
