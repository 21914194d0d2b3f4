package org.rolegate.net.session;

import java.io.IOException;
import java.time.Duration;
import java.util.function.Function;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import org.rolegate.core.config.SessionKind;
import org.rolegate.core.config.TargetRole;
import org.rolegate.net.fixture.ScriptedServer;
import org.rolegate.net.fixture.ServerPair;
import org.rolegate.net.fixture.SessionBench;
import org.rolegate.net.fixture.TestClient;
import org.rolegate.net.io.Transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** A server that refuses what it was asked, as one does that lost its role unnoticed; over real sockets. */
class SessionRefusalTest {

    private static final Duration SOON = Duration.ofSeconds(10);
    private static final String READONLY = "-READONLY You can't write against a read only replica.";

    private static Function<String, String> refusingWrites() {
        return command -> command.startsWith("GET") ? "+old\r\n" : READONLY + "\r\n";
    }

    /** One frontend before a server that refuses and another one. */
    private static final class ServerPair implements AutoCloseable {
        final SessionBench bench;
        final ScriptedServer first;
        final ScriptedServer second = new ScriptedServer(command -> "+second " + command + "\r\n");

        ServerPair(SessionBench bench, Function<String, String> script) throws IOException {
            this.bench = bench;
            first = new ScriptedServer(script);
            bench.routeTo("redis-1", first);
        }

        ServerPair(Transport transport) throws IOException {
            this(new SessionBench(transport), refusingWrites());
        }

        void awaitHeard(String command) {
            await().atMost(SOON).until(() -> first.heard.contains(command));
        }

        /** Has the first server refuse these; a verdict alone, and not the clock, can end the doubt about it. */
        void refuse(TestClient client, String... commands) throws IOException {
            first.keepSilent();
            client.send(commands);
            awaitHeard(commands[commands.length - 1]);
            bench.mayForward = false;
            first.speak();
            await().atMost(SOON).until(() -> bench.sessions.parked() == 1);
        }

        void demote() {
            bench.routeTo("redis-2", second);
            bench.gone.add("redis-1");
            // Before the session is told: nobody tells it again that something changed.
            bench.mayForward = true;
            bench.demote("redis-1");
        }

        @Override
        public void close() throws IOException {
            bench.close();
            first.close();
            second.close();
        }
    }

    @ParameterizedTest
    @EnumSource(Transport.class)
    void asksTheNewMasterWhatTheOldOneRefused(Transport transport) throws IOException {
        try (ServerPair pair = new ServerPair(transport);
                TestClient client = new TestClient(pair.bench)) {
            // Given
            pair.refuse(client, "INCR a");

            // When
            pair.demote();

            // Then
            assertThat(client.reply()).isEqualTo("+second INCR a");
            assertThat(client.ask("INCR b")).isEqualTo("+second INCR b");
            assertThat(pair.bench.suspects).contains("redis-1");
            assertThat(pair.second.heard).containsExactly("INCR a", "INCR b");
        }
    }

    @ParameterizedTest
    @EnumSource(Transport.class)
    void asksAWholeRefusedPipelineAgainInItsOrder(Transport transport) throws IOException {
        try (ServerPair pair = new ServerPair(transport);
                TestClient client = new TestClient(pair.bench)) {
            // Given
            pair.refuse(client, "INCR a", "INCR b", "SET c 1");

            // When
            pair.demote();

            // Then
            assertThat(client.reply()).isEqualTo("+second INCR a");
            assertThat(client.reply()).isEqualTo("+second INCR b");
            assertThat(client.reply()).isEqualTo("+second SET c 1");
            assertThat(pair.second.heard).containsExactly("INCR a", "INCR b", "SET c 1");
        }
    }

    @ParameterizedTest
    @EnumSource(Transport.class)
    void passesTheRefusalOnWhenTheServerIsStillTheMasterAfterTheCheck(Transport transport) throws IOException {
        try (ServerPair pair = new ServerPair(transport);
                TestClient client = new TestClient(pair.bench)) {
            // When
            String reply = client.ask("INCR a");

            // Then
            assertThat(reply).isEqualTo(READONLY);
            assertThat(pair.first.heard).containsExactly("INCR a");

            // When
            client.send("INCR b", "INCR c");

            // Then
            assertThat(client.reply()).isEqualTo(READONLY);
            assertThat(client.reply()).isEqualTo(READONLY);
            assertThat(client.ask("GET a")).isEqualTo("+old");
            assertThat(pair.bench.sessions.parked()).isZero();
        }
    }

    @ParameterizedTest
    @EnumSource(Transport.class)
    void keepsToItsServerWhenAPartOfThePipelineRan(Transport transport) throws IOException {
        try (ServerPair pair = new ServerPair(transport);
                TestClient client = new TestClient(pair.bench)) {
            // Given
            pair.first.keepSilent();
            client.send("INCR a", "GET b");
            pair.awaitHeard("GET b");

            // When
            pair.first.speak();

            // Then
            assertThat(client.reply()).isEqualTo(READONLY);
            assertThat(client.reply()).isEqualTo("+old");
            assertThat(pair.first.heard).containsExactly("INCR a", "GET b");
        }
    }

    @ParameterizedTest
    @EnumSource(Transport.class)
    void passesTheRefusalOnToAClientThatHasFinished(Transport transport) throws IOException {
        try (ServerPair pair = new ServerPair(transport);
                TestClient client = new TestClient(pair.bench)) {
            // Given
            pair.refuse(client, "INCR a");

            // When
            client.socket.shutdownOutput();

            // Then
            assertThat(client.reply()).isEqualTo(READONLY);
            assertThat(client.reply()).isNull();
        }
        try (ServerPair pair = new ServerPair(transport);
                TestClient client = new TestClient(pair.bench)) {
            // Given
            pair.first.keepSilent();
            client.send("INCR a");
            pair.awaitHeard("INCR a");
            client.socket.shutdownOutput();

            // When
            pair.first.speak();

            // Then
            assertThat(client.reply()).isEqualTo(READONLY);
        }
    }

    @ParameterizedTest
    @EnumSource(Transport.class)
    void believesAScriptThatSaysItWasRefused(Transport transport) throws IOException {
        try (ServerPair pair = new ServerPair(transport);
                TestClient client = new TestClient(pair.bench)) {
            // When
            String reply = client.ask("EVAL return 0");

            // Then
            assertThat(reply).isEqualTo(READONLY);

            // When
            pair.demote();

            // Then
            assertThat(client.ask("GET a")).isEqualTo("+second GET a");
            assertThat(pair.second.heard).doesNotContain("EVAL return 0");
        }
    }

    @ParameterizedTest
    @EnumSource(Transport.class)
    void tellsTheClientOfAReplicaAtOnceThatItIsReadOnly(Transport transport) throws IOException {
        SessionBench bench =
                new SessionBench(transport, SessionKind.TRACKED, TargetRole.REPLICAS, Duration.ofSeconds(15), 100);
        try (ServerPair pair = new ServerPair(bench, refusingWrites());
                TestClient client = new TestClient(bench)) {
            // When
            client.send("SET a 1");

            // Then
            assertThat(client.reply()).isEqualTo(READONLY);
            pair.demote();
            assertThat(client.ask("GET a")).isEqualTo("+second GET a");
            assertThat(pair.second.heard).containsExactly("GET a");
        }
    }

    @ParameterizedTest
    @EnumSource(Transport.class)
    void asksAnotherReplicaWhatOneThatLoadsRefused(Transport transport) throws IOException {
        SessionBench bench =
                new SessionBench(transport, SessionKind.TRACKED, TargetRole.REPLICAS, Duration.ofSeconds(15), 100);
        try (ServerPair pair = new ServerPair(bench, command -> "-LOADING Redis is loading the dataset in memory\r\n");
                TestClient client = new TestClient(bench)) {
            // Given
            pair.refuse(client, "GET a");

            // When
            pair.demote();

            // Then
            assertThat(client.reply()).isEqualTo("+second GET a");
        }
    }

    @ParameterizedTest
    @EnumSource(Transport.class)
    void forgetsWhatWasRefusedWhenTheClientLeaves(Transport transport) throws IOException {
        try (ServerPair pair = new ServerPair(transport)) {
            // Given
            TestClient client = new TestClient(pair.bench);
            pair.refuse(client, "INCR a");

            // When
            client.reset();
            pair.bench.awaitNobody();
            pair.demote();

            // Then
            try (TestClient next = new TestClient(pair.bench)) {
                assertThat(next.ask("GET a")).isEqualTo("+second GET a");
                assertThat(pair.second.heard).containsExactly("GET a");
            }
        }
    }
}
