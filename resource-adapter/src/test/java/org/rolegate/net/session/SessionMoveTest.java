package org.rolegate.net.session;

import java.io.IOException;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import org.rolegate.core.config.SessionKind;
import org.rolegate.core.config.TargetRole;
import org.rolegate.core.session.Ending;
import org.rolegate.core.stats.CommandCounts;
import org.rolegate.core.stats.StatsRow;
import org.rolegate.net.fixture.ServerPair;
import org.rolegate.net.fixture.SessionBench;
import org.rolegate.net.fixture.TestClient;
import org.rolegate.net.io.Transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** Sessions that go on with another server; over real sockets, on both transports. */
class SessionMoveTest {

    private static final Duration SOON = Duration.ofSeconds(10);

    @ParameterizedTest
    @EnumSource(Transport.class)
    void tellsTheNewServerWhoItIsBeforeAnythingElse(Transport transport) throws IOException {
        try (ServerPair pair = new ServerPair(transport)) {
            // Given
            pair.client.ask("select 3");
            pair.client.ask("CLIENT SETNAME me");
            pair.client.ask("auth user secret");

            // When
            pair.demote();

            // Then
            assertThat(pair.client.ask("GET a")).isEqualTo("+second GET a");
            assertThat(pair.second.heard).containsExactly("AUTH user secret", "SELECT 3", "CLIENT SETNAME me", "GET a");
            assertThat(pair.bench.servers.get("redis-1").row().ended(Ending.MOVED))
                    .isOne();
            assertThat(pair.bench.traffic.row().incidents())
                    .isEqualTo(new StatsRow.Incidents(0, 0, CommandCounts.NONE, 1, 1));

            // When
            pair.client.close();

            // Then
            pair.bench.awaitNobody();
        }
    }

    @ParameterizedTest
    @EnumSource(Transport.class)
    void goesOnWhenItsServerIsLost(Transport transport) throws IOException {
        try (ServerPair pair = new ServerPair(transport)) {
            // Given
            assertThat(pair.client.ask("INCR a")).isEqualTo("+first INCR a");

            // When
            pair.lose();

            // Then
            pair.awaitSecond();
            assertThat(pair.client.ask("INCR a")).isEqualTo("+second INCR a");
            assertThat(pair.bench.suspects).containsOnly("redis-1");
        }
    }

    @ParameterizedTest
    @EnumSource(Transport.class)
    void asksAgainWhatWasReadAndNotAnswered(Transport transport) throws IOException {
        try (ServerPair pair = new ServerPair(new SessionBench(transport), command -> "+" + command + "\r\n")) {
            // Given
            pair.client.send("GET silence", "GET silence2");
            pair.awaitHeard("GET silence2");

            // When
            pair.demote();

            // Then
            assertThat(pair.client.reply()).isEqualTo("+GET silence");
            assertThat(pair.client.reply()).isEqualTo("+GET silence2");
            assertThat(pair.client.ask("SET a")).isEqualTo("+SET a");
        }
    }

    /** What is asked again comes before what the client said meanwhile, however the fence is lifted. */
    @ParameterizedTest
    @EnumSource(Transport.class)
    void asksAgainBeforeAnythingThatWasSaidMeanwhile(Transport transport) throws IOException {
        try (ServerPair pair = new ServerPair(new SessionBench(transport), command -> "+" + command + "\r\n")) {
            // Given
            pair.askInVain("GET silence");
            pair.bench.mayForward = false;
            pair.demote();
            pair.awaitSecond();

            // When
            pair.bench.mayForward = true;
            pair.client.send("SET later");
            await().atMost(SOON).until(() -> {
                pair.bench.tick();
                return pair.second.heard.size() == 2;
            });

            // Then
            assertThat(pair.client.reply()).isEqualTo("+GET silence");
            assertThat(pair.client.reply()).isEqualTo("+SET later");
        }
    }

    @ParameterizedTest
    @EnumSource(Transport.class)
    void queuesAnewWhatAnOpenTransactionHolds(Transport transport) throws IOException {
        try (ServerPair pair = new ServerPair(transport)) {
            // Given
            pair.client.ask("SELECT 3");
            pair.client.ask("MULTI");
            pair.client.ask("INCR a");
            pair.client.ask("INCR b");

            // When
            pair.demote();

            // Then
            assertThat(pair.client.ask("EXEC")).isEqualTo("+second EXEC");
            assertThat(pair.second.heard).containsExactly("SELECT 3", "MULTI", "INCR a", "INCR b", "EXEC");
        }
    }

    @ParameterizedTest
    @EnumSource(Transport.class)
    void queuesNothingWhereMultiIsRefused(Transport transport) throws IOException {
        try (ServerPair pair = new ServerPair(new SessionBench(transport), command -> "-NOPERM no\r\n")) {
            // Given
            pair.client.ask("MULTI");
            pair.client.ask("INCR a");

            // When
            pair.demote();

            // Then
            assertThat(pair.client.reply()).isNull();
            assertThat(pair.second.heard).containsExactly("MULTI");
        }
    }

    @ParameterizedTest
    @EnumSource(Transport.class)
    void goesOnInTheMidstOfAPipelineOfReads(Transport transport) throws IOException {
        try (ServerPair pair = new ServerPair(new SessionBench(transport), command -> "+second " + command + "\r\n")) {
            // Given
            pair.client.send("GET a", "GET silence");
            assertThat(pair.client.reply()).isEqualTo("+first GET a");
            pair.awaitHeard("GET silence");

            // When
            pair.demote();

            // Then
            assertThat(pair.client.reply()).isEqualTo("+second GET silence");
            assertThat(pair.second.heard).containsExactly("GET a", "GET silence");
            assertThat(pair.client.ask("SET b")).isEqualTo("+second SET b");
        }
    }

    @ParameterizedTest
    @EnumSource(Transport.class)
    void movesAgainOnceATransactionIsOver(Transport transport) throws IOException {
        try (ServerPair pair = new ServerPair(transport)) {
            // Given
            pair.client.ask("WATCH a");
            pair.client.ask("MULTI");
            pair.client.ask("INCR a");
            pair.client.ask("EXEC");

            // When
            pair.demote();

            // Then
            assertThat(pair.client.ask("INCR a")).isEqualTo("+second INCR a");
        }
    }

    @ParameterizedTest
    @EnumSource(Transport.class)
    void keepsTheErrorOfAServerWithTooManyClientsFromAClientThatAskedNothing(Transport transport) throws IOException {
        try (SessionBench bench = new SessionBench(transport);
                ServerSocket server = bench.server();
                TestClient client = new TestClient(bench)) {
            // Given
            Socket first = server.accept();
            client.send("GET a");
            first.getInputStream().readNBytes(20);
            first.getOutputStream().write("+a\r\n".getBytes(StandardCharsets.US_ASCII));
            assertThat(client.reply()).isEqualTo("+a");

            // When
            first.close();
            try (Socket full = server.accept()) {
                full.getOutputStream()
                        .write("-ERR max number of clients reached\r\n".getBytes(StandardCharsets.US_ASCII));
                full.shutdownOutput();
                assertThat(full.getInputStream().read()).isEqualTo(-1);
            }

            // Then
            try (Socket next = server.accept()) {
                client.send("GET b");
                next.getInputStream().readNBytes(20);
                next.getOutputStream().write("+b\r\n".getBytes(StandardCharsets.US_ASCII));
                assertThat(client.reply()).isEqualTo("+b");
            }
        }
    }

    @ParameterizedTest
    @EnumSource(Transport.class)
    void letsAReplicaThatBecameTooOldFinishWhatItWasAsked(Transport transport) throws IOException {
        SessionBench bench =
                new SessionBench(transport, SessionKind.TRACKED, TargetRole.REPLICAS, Duration.ofSeconds(15), 100);
        try (ServerPair pair = new ServerPair(bench)) {
            // Given
            pair.askInVain("EVALSHA silence");

            // When
            pair.demote();
            bench.settle();
            pair.client.send("GET a");
            pair.first.say("+late\r\n");

            // Then
            assertThat(pair.client.reply()).isEqualTo("+late");
            assertThat(pair.client.reply()).isEqualTo("+second GET a");
            assertThat(pair.first.heard).doesNotContain("GET a");
        }
    }

    @ParameterizedTest
    @EnumSource(Transport.class)
    void passesAHalfCloseOnToTheServerItMovedTo(Transport transport) throws IOException {
        try (ServerPair pair = new ServerPair(transport)) {
            // Given
            pair.client.ask("PING");
            pair.demote();
            pair.awaitSecond();

            // When
            pair.client.send("GET a").socket.shutdownOutput();

            // Then
            assertThat(pair.client.reply()).isEqualTo("+second GET a");
            assertThat(pair.client.reply()).isNull();
            pair.client.close();
            pair.bench.awaitEnding(Ending.NORMAL);
        }
    }
}
