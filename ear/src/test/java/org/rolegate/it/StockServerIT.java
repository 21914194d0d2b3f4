package org.rolegate.it;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import org.rolegate.fixture.AppServer;
import org.rolegate.fixture.Checkout;
import org.rolegate.fixture.Names;
import org.rolegate.fixture.RedisCall;
import org.rolegate.fixture.RedisSet;
import org.rolegate.fixture.ServerKind;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** Servers that lack what Rolegate likes to have: it deploys all the same, works, and says what is missing. */
@Timeout(value = 5, unit = TimeUnit.MINUTES)
class StockServerIT {

    private static final String PASSWORD = "secret";
    private static final Duration SOON = Duration.ofSeconds(20);
    /** WildFly writes WARN, Open Liberty [WARNING ]. */
    private static final Pattern COMPLAINT = Pattern.compile("WARN|ERROR|SEVERE|FATAL");

    private static RedisSet redis;

    @TempDir
    private Path directory;

    @BeforeAll
    static void start() {
        redis = RedisSet.builder().replicas(1).sentinels(0).password(PASSWORD).start();
    }

    @AfterAll
    static void stop() {
        redis.close();
    }

    @Test
    void onTheUntouchedStandaloneXmlOfWildFlyItWorksAndTellsHowToAddHealthChecks() throws IOException {
        onlyOn(ServerKind.WILDFLY);
        Path stock = Path.of(System.getProperty("rolegate.it.home"), "standalone/configuration/standalone.xml");
        assertThat(Files.readString(stock)).doesNotContain("microprofile-health-smallrye");

        try (AppServer server = serverWith(stock)) {
            itWorks(server);
            assertThat(server.log())
                    .containsOnlyOnce("RLG05003")
                    .contains("run docs/wildfly.cli")
                    .doesNotContain("RLG05004");
            assertThat(server.health("ready").body()).doesNotContain("rolegate-master");
        }
    }

    @Test
    void onOpenLibertyWithoutHealthItWorksAndTellsHowToAddHealthChecks() throws IOException {
        onlyOn(ServerKind.LIBERTY);

        try (AppServer server = serverWith(libertyWithout("mpHealth-4.0"))) {
            itWorks(server);
            assertThat(server.log())
                    .containsOnlyOnce("RLG05003")
                    .contains("add the feature mpHealth-4.0")
                    .doesNotContain("RLG05004");
        }
    }

    @Test
    void onOpenLibertyWithoutMicroProfileConfigTheEnvironmentStillApplies() throws IOException {
        onlyOn(ServerKind.LIBERTY);

        // mpHealth-4.0 would bring mpConfig along.
        try (AppServer server = serverWith(libertyWithout("mpConfig-3.1", "mpHealth-4.0"))) {
            itWorks(server);
            assertThat(server.log())
                    .containsOnlyOnce("RLG05004")
                    .contains("add the feature mpConfig-3.1")
                    .containsOnlyOnce("RLG05003");
        }
    }

    private static void onlyOn(ServerKind kind) {
        Assumptions.assumeTrue(ServerKind.current() == kind, "a configuration of " + kind.title());
    }

    private static AppServer serverWith(Path configuration) {
        return AppServer.builder()
                .redis(redis)
                .freeFrontends()
                .with("FAULTLAB_SERVER_CONFIG", configuration.toString())
                .start()
                .awaitDeployed();
    }

    /** The documented server.xml less these features. */
    private Path libertyWithout(String... features) throws IOException {
        Path documented = Checkout.earModule().resolveSibling("docs/liberty-server.xml");
        List<String> lines = Files.readAllLines(documented);
        List<String> fewer = lines.stream()
                .filter(line -> Arrays.stream(features).noneMatch(feature -> line.contains(">" + feature + "<")))
                .toList();
        assertThat(fewer).hasSize(lines.size() - features.length);
        return Files.write(directory.resolve("server.xml"), fewer);
    }

    private static void itWorks(AppServer server) {
        await().atMost(SOON).until(() -> server.mbeans()
                .<Integer>attribute(Names.backend("main", "replicas"), "ServersUp")
                .equals(1));
        assertThat(server.mbeans().<String>attribute(Names.group("main"), "MasterAddress"))
                .isEqualTo(redis.currentMaster().endpoint());
        assertThat(RedisCall.send(server.masterPort(), PASSWORD, "ROLE"))
                .asString()
                .startsWith("[master");
        assertThat(RedisCall.send(server.masterPort(), PASSWORD, "SET", "key", "value"))
                .isEqualTo("OK");
        assertThat(RedisCall.send(server.replicaPort(), PASSWORD, "ROLE"))
                .asString()
                .startsWith("[slave");
        assertThat(server.get("/rolegate/", "viewer:viewer-demo").status()).isEqualTo(200);
        assertThat(server.get("/rolegate/", null).status()).isEqualTo(401);
        assertThat(server.log().lines().filter(line -> COMPLAINT.matcher(line).find()))
                .noneMatch(line -> line.contains("org.rolegate") || line.contains("RLG0"));
    }
}
