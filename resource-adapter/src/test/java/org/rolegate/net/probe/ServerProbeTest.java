package org.rolegate.net.probe;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BooleanSupplier;
import java.util.function.Function;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import org.rolegate.core.config.CheckSettings;
import org.rolegate.core.config.Credentials;
import org.rolegate.core.config.Secret;
import org.rolegate.core.model.CheckStatus;
import org.rolegate.core.model.Endpoint;
import org.rolegate.core.model.Observation;
import org.rolegate.core.model.Replication;
import org.rolegate.core.model.Role;
import org.rolegate.core.model.Server;
import org.rolegate.core.time.Ticker;
import org.rolegate.net.fixture.ScriptedServer;
import org.rolegate.net.io.EventLoops;
import org.rolegate.net.io.Transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** The check of one server against answers good and odd. */
class ServerProbeTest {

    private static final Duration SOON = Duration.ofSeconds(10);
    private static final String PASSWORD = "top secret";
    private static final String REPLICA_INFO =
            "role:slave\r\nmaster_host:10.0.0.1\r\nmaster_port:6379\r\nmaster_link_status:up\r\n"
                    + "slave_repl_offset:42\r\nmaster_replid:" + "a".repeat(40) + "\r\nmaster_replid2:"
                    + "0".repeat(40) + "\r\nsecond_repl_offset:-1";

    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final List<Observation> observed = new CopyOnWriteArrayList<>();
    private EventLoops loops;

    @BeforeEach
    void start() {
        loops = new EventLoops(Transport.NIO, 1, threads, threads, Ticker.SYSTEM);
        loops.start();
    }

    @AfterEach
    void stop() {
        loops.stop();
        threads.shutdown();
    }

    @Test
    void readsRoleOffsetAndHistoryFromInfo() throws IOException {
        try (ScriptedServer server = new ScriptedServer(ServerProbeTest::healthy)) {
            // When
            probe(server.endpoint());

            // Then
            Replication reported = firstAnswer().replication();
            assertThat(reported.source()).isEqualTo(Replication.Source.INFO);
            assertThat(reported.role()).isEqualTo(Role.REPLICA);
            assertThat(reported.offset()).isEqualTo(42);
            assertThat(reported.master()).contains(new Endpoint("10.0.0.1", 6379));
            assertThat(reported.replicationId()).isEqualTo("a".repeat(40));
            assertThat(reported.previousId()).isEmpty();
            assertThat(reported.branchOffset()).isEqualTo(Replication.UNKNOWN_OFFSET);
            assertThat(reported.runId()).isEqualTo("run-1");
            assertThat(server.heard).contains("AUTH " + PASSWORD, "CLIENT SETNAME rolegate");
        }
    }

    @Test
    void readsWhereAPromotedMasterLeftTheHistoryBefore() throws IOException {
        String info = "role:master\r\nmaster_repl_offset:99\r\nmaster_replid:" + "b".repeat(40) + "\r\nmaster_replid2:"
                + "a".repeat(40) + "\r\nsecond_repl_offset:43";
        try (ScriptedServer server =
                new ScriptedServer(command -> command.equals("INFO replication") ? bulk(info) : healthy(command))) {
            // When
            probe(server.endpoint());

            // Then
            Replication reported = firstAnswer().replication();
            assertThat(reported.previousId()).isEqualTo("a".repeat(40));
            assertThat(reported.branchOffset()).isEqualTo(43);
        }
    }

    @Test
    void fallsBackToRoleAndThenToHelloAsTheAclPermits() throws IOException {
        Function<String, String> noInfo = command -> command.startsWith("INFO")
                ? "-NOPERM this user has no permissions to run the 'info' command\r\n"
                : command.equals("ROLE") ? "*3\r\n$6\r\nmaster\r\n:7\r\n*0\r\n" : healthy(command);
        Function<String, String> helloOnly = command -> command.startsWith("INFO") || command.equals("ROLE")
                ? "-NOPERM no\r\n"
                : command.equals("HELLO") ? "*2\r\n$4\r\nrole\r\n$6\r\nmaster\r\n" : healthy(command);
        try (ScriptedServer role = new ScriptedServer(noInfo);
                ScriptedServer hello = new ScriptedServer(helloOnly)) {
            probe(role.endpoint());
            assertThat(firstAnswer().replication().source()).isEqualTo(Replication.Source.ROLE);
            assertThat(firstAnswer().replication().offset()).isEqualTo(7);
            observed.clear();
            probe(hello.endpoint());
            assertThat(firstAnswer().replication().source()).isEqualTo(Replication.Source.HELLO);
            assertThat(firstAnswer().replication().role()).isEqualTo(Role.MASTER);
        }
    }

    @Test
    void neverRepeatsThePasswordThatAServerRepeats() throws IOException {
        Function<String, String> unknown = command -> command.startsWith("AUTH")
                ? "-ERR unknown command 'AUTH', with args beginning with: '" + PASSWORD + "' \r\n"
                : healthy(command);
        try (ScriptedServer server = new ScriptedServer(unknown)) {
            probe(server.endpoint());

            assertThat(firstFailure().status()).isEqualTo(CheckStatus.L7STS);
            assertThat(firstFailure().why()).startsWith("AUTH refused").doesNotContain(PASSWORD);
        }
    }

    @Test
    void doesNotHurryAfterARefusedLogin() throws IOException {
        Function<String, String> wrong = command ->
                command.startsWith("AUTH") ? "-WRONGPASS invalid username-password pair\r\n" : healthy(command);
        try (ScriptedServer server = new ScriptedServer(wrong)) {
            ServerProbe probe = probe(server.endpoint(), Duration.ofHours(1), Duration.ofMillis(1));
            assertThat(firstFailure().why()).contains("WRONGPASS");

            // When: many ticks in doubt, long after fastinter
            for (int i = 0; i < 100; i++) {
                loops.controlExecutor().execute(() -> probe.tick(true));
            }
            onControlLoop(() -> {});

            // Then
            assertThat(observed).hasSize(1);
        }
    }

    @Test
    void tellsALoadingServerASilentOneAndOneThatTalksNonsense() throws IOException {
        Function<String, String> loading = command ->
                command.equals("PING") ? "-LOADING Redis is loading the dataset in memory\r\n" : healthy(command);
        try (ScriptedServer server = new ScriptedServer(loading)) {
            probe(server.endpoint());
            assertThat(firstFailure().status()).isEqualTo(CheckStatus.L7STS);
            assertThat(firstFailure().why()).contains("LOADING");
        }
        observed.clear();
        try (ScriptedServer server = new ScriptedServer(command -> "")) {
            probe(server.endpoint());
            assertThat(firstFailure().status()).isEqualTo(CheckStatus.L7TOUT);
        }
        observed.clear();
        try (ScriptedServer server = new ScriptedServer(command -> "HTTP/1.1 400 Bad Request\r\n\r\n")) {
            probe(server.endpoint());
            assertThat(firstFailure().status()).isEqualTo(CheckStatus.L7RSP);
        }
    }

    @Test
    void takesAReplicaThatLostItsMasterForAWitnessAllTheSame() throws IOException {
        Function<String, String> stale =
                command -> command.equals("PING") ? "-MASTERDOWN Link with MASTER is down\r\n" : healthy(command);
        try (ScriptedServer server = new ScriptedServer(stale)) {
            probe(server.endpoint());

            assertThat(firstAnswer().replication().role()).isEqualTo(Role.REPLICA);
        }
    }

    @Test
    void takesAServerThatIsBusyWithAScriptForWhatItWas() throws IOException {
        AtomicReference<String> busyAs = new AtomicReference<>("");
        try (ScriptedServer server = new ScriptedServer(
                command -> busyAs.get().isEmpty() ? healthy(command) : busy(busyAs.get(), command))) {
            // Given
            ServerProbe probe = probe(server.endpoint());
            Replication before = firstAnswer().replication();

            // When
            busyAs.set("replica");
            server.killConnections();

            // Then
            checkUntil(
                    probe, () -> server.heard.stream().filter("HELLO"::equals).count() > 2);
            assertThat(observed).allMatch(reported -> answered(reported, before));

            // When
            busyAs.set("master");

            // Then
            checkUntil(
                    probe,
                    () -> observed.get(observed.size() - 1) instanceof Observation.ServerFailed failed
                            && failed.why().equals("INFO: BUSY, and HELLO does not report role replica"));

            // When
            busyAs.set("");

            // Then
            checkUntil(probe, () -> answered(observed.get(observed.size() - 1), before));
        }
    }

    private static boolean answered(Observation reported, Replication what) {
        return reported instanceof Observation.ServerAnswered answer
                && answer.replication().equals(what);
    }

    @Test
    void doesNotTrustABusyServerThatItHasNeverHeard() throws IOException {
        try (ScriptedServer server = new ScriptedServer(command -> busy("master", command))) {
            probe(server.endpoint());

            assertThat(firstFailure().status()).isEqualTo(CheckStatus.L7STS);
            assertThat(firstFailure().why()).startsWith("INFO: BUSY ");
        }
    }

    private static String busy(String role, String command) {
        if (command.equals("HELLO")) {
            return "*2\r\n$4\r\nrole\r\n$" + role.length() + "\r\n" + role + "\r\n";
        }
        return command.startsWith("AUTH")
                ? "+OK\r\n"
                : "-BUSY Redis is busy running a script. You can only call SCRIPT KILL or SHUTDOWN NOSAVE.\r\n";
    }

    private void checkUntil(ServerProbe probe, BooleanSupplier over) {
        await().atMost(SOON).until(() -> {
            onControlLoop(() -> probe.tick(true));
            return over.getAsBoolean();
        });
    }

    @Test
    void tellsARefusedConnection() throws IOException {
        ScriptedServer gone = new ScriptedServer(ServerProbeTest::healthy);
        gone.close();

        probe(gone.endpoint());

        assertThat(firstFailure().status()).isEqualTo(CheckStatus.L4CON);
        assertThat(firstFailure().why()).isEqualTo("connection refused");
    }

    @Test
    void countsAKilledConnectionAsNoFailureAndChecksAgainAtOnce() throws IOException {
        try (ScriptedServer server = new ScriptedServer(ServerProbeTest::healthy)) {
            // Given
            ServerProbe probe = probe(server.endpoint(), Duration.ofHours(1), Duration.ofHours(1));
            firstAnswer();

            // When
            server.killConnections();

            // Then
            await().atMost(SOON).untilAsserted(() -> {
                loops.controlExecutor().execute(() -> probe.tick(false));
                assertThat(observed).hasSizeGreaterThan(1);
            });
            assertThat(observed).allMatch(Observation.ServerAnswered.class::isInstance);
        }
    }

    private ServerProbe probe(Endpoint endpoint) {
        return probe(endpoint, Duration.ofSeconds(1), Duration.ofMillis(100));
    }

    private ServerProbe probe(Endpoint endpoint, Duration inter, Duration fastInter) {
        ServerProbe probe = new ServerProbe(
                new Server("redis-1", endpoint),
                new Credentials(Optional.empty(), Optional.of(new Secret(PASSWORD))),
                new CheckSettings(inter, fastInter, Duration.ofMillis(500), 2, 3),
                loops,
                Ticker.SYSTEM,
                observed::add);
        await().atMost(SOON).until(() -> {
            onControlLoop(() -> probe.tick(false));
            return !observed.isEmpty();
        });
        return probe;
    }

    private void onControlLoop(Runnable task) {
        CompletableFuture.runAsync(task, loops.controlExecutor()).join();
    }

    private Observation.ServerAnswered firstAnswer() {
        assertThat(observed.get(0)).isInstanceOf(Observation.ServerAnswered.class);
        return (Observation.ServerAnswered) observed.get(0);
    }

    private Observation.ServerFailed firstFailure() {
        assertThat(observed.get(0)).isInstanceOf(Observation.ServerFailed.class);
        return (Observation.ServerFailed) observed.get(0);
    }

    private static String healthy(String command) {
        if (command.startsWith("INFO server")) {
            return bulk("run_id:run-1");
        }
        if (command.startsWith("INFO")) {
            return bulk(REPLICA_INFO);
        }
        return command.equals("PING") ? "+PONG\r\n" : "+OK\r\n";
    }

    private static String bulk(String text) {
        return "$" + text.length() + "\r\n" + text + "\r\n";
    }
}
