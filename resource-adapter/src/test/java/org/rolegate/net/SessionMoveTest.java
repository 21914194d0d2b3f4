package org.rolegate.net;

import java.io.IOException;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import org.rolegate.core.config.SessionKind;
import org.rolegate.core.config.TargetRole;
import org.rolegate.core.session.Ending;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** Sessions that go on with another server, and those that cannot; over real sockets, on both transports. */
class SessionMoveTest {

    private static final Duration SOON = Duration.ofSeconds(10);
    private static final String SILENCE = "";

    /** Answers what the command was; of a command that is to be left unanswered it says nothing. */
    private static Function<String, String> named(String name) {
        return command -> command.contains("silence") ? SILENCE : "+" + name + " " + command + "\r\n";
    }

    /** One frontend before two servers; the first is in use. */
    private static final class Pair implements AutoCloseable {
        final Bench bench;
        final ScriptedServer first;
        final ScriptedServer second;

        Pair(Transport transport) throws IOException {
            this(new Bench(transport), named("second"));
        }

        Pair(Bench bench, Function<String, String> ofSecond) throws IOException {
            this.bench = bench;
            first = new ScriptedServer(named("first"));
            second = new ScriptedServer(ofSecond);
            bench.routeTo("redis-1", first);
        }

        void demote() {
            bench.routeTo("redis-2", second);
            bench.demote("redis-1");
        }

        void lose() throws IOException {
            bench.routeTo("redis-2", second);
            first.killConnections();
        }

        void awaitHeard(String command) {
            await().atMost(SOON).until(() -> first.heard.contains(command));
        }

        void awaitSecond() {
            await().atMost(SOON).until(() -> second.connections() == 1);
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
    void tellsTheNewServerWhoItIsBeforeAnythingElse(Transport transport) throws IOException {
        try (Pair pair = new Pair(transport);
                TestClient client = new TestClient(pair.bench)) {
            // Given
            client.ask("select 3");
            client.ask("CLIENT SETNAME me");
            client.ask("auth user secret");

            // When
            pair.demote();

            // Then
            assertThat(client.ask("GET a")).isEqualTo("+second GET a");
            assertThat(pair.second.heard).containsExactly("AUTH user secret", "SELECT 3", "CLIENT SETNAME me", "GET a");
            assertThat(pair.bench.servers.get("redis-1").row().ended(Ending.MOVED))
                    .isOne();

            // When
            client.close();

            // Then
            pair.bench.awaitNobody();
        }
    }

    @ParameterizedTest
    @EnumSource(Transport.class)
    void goesOnWhenItsServerIsLost(Transport transport) throws IOException {
        try (Pair pair = new Pair(transport);
                TestClient client = new TestClient(pair.bench)) {
            // Given
            assertThat(client.ask("INCR a")).isEqualTo("+first INCR a");

            // When
            pair.lose();

            // Then
            pair.awaitSecond();
            assertThat(client.ask("INCR a")).isEqualTo("+second INCR a");
            assertThat(pair.bench.suspects).containsOnly("redis-1");
        }
    }

    @ParameterizedTest
    @EnumSource(Transport.class)
    void asksAgainWhatWasReadAndNotAnswered(Transport transport) throws IOException {
        try (Pair pair = new Pair(new Bench(transport), command -> "+" + command + "\r\n");
                TestClient client = new TestClient(pair.bench)) {
            // Given
            client.send("GET silence", "GET silence2");
            pair.awaitHeard("GET silence2");

            // When
            pair.demote();

            // Then
            assertThat(client.reply()).isEqualTo("+GET silence");
            assertThat(client.reply()).isEqualTo("+GET silence2");
            assertThat(client.ask("SET a")).isEqualTo("+SET a");
        }
    }

    /** What is asked again comes before what the client said meanwhile, however the fence is lifted. */
    @ParameterizedTest
    @EnumSource(Transport.class)
    void asksAgainBeforeAnythingThatWasSaidMeanwhile(Transport transport) throws IOException {
        try (Pair pair = new Pair(new Bench(transport), command -> "+" + command + "\r\n");
                TestClient client = new TestClient(pair.bench)) {
            // Given
            client.send("GET silence");
            pair.awaitHeard("GET silence");
            pair.bench.mayForward = false;
            pair.demote();
            pair.awaitSecond();

            // When
            pair.bench.mayForward = true;
            client.send("SET later");
            await().atMost(SOON).until(() -> {
                pair.bench.tick();
                return pair.second.heard.size() == 2;
            });

            // Then
            assertThat(client.reply()).isEqualTo("+GET silence");
            assertThat(client.reply()).isEqualTo("+SET later");
        }
    }

    @ParameterizedTest
    @EnumSource(Transport.class)
    void neverSendsAWriteTwice(Transport transport) throws IOException {
        try (Pair pair = new Pair(transport);
                TestClient client = new TestClient(pair.bench)) {
            // Given
            client.send("INCR silence");
            pair.awaitHeard("INCR silence");

            // When
            pair.lose();

            // Then
            assertThat(client.reply()).isNull();
            client.close();
            pair.bench.awaitNobody();
            assertThat(pair.second.heard).isEmpty();
        }
    }

    @ParameterizedTest
    @EnumSource(Transport.class)
    void endsWhenAPipelineIsHalfAnswered(Transport transport) throws IOException {
        try (Pair pair = new Pair(transport);
                TestClient client = new TestClient(pair.bench)) {
            // Given
            client.send("GET a", "GET silence");
            assertThat(client.reply()).isEqualTo("+first GET a");
            pair.awaitHeard("GET silence");

            // When
            pair.lose();

            // Then
            assertThat(client.reply()).isNull();
            assertThat(pair.second.heard).isEmpty();
        }
    }

    @ParameterizedTest
    @EnumSource(Transport.class)
    void endsWhenAReplyIsHalfSaid(Transport transport) throws IOException {
        try (Pair pair = new Pair(transport);
                TestClient client = new TestClient(pair.bench)) {
            // Given
            client.send("GET silence");
            pair.awaitHeard("GET silence");
            pair.first.say("$1000000\r\nabc\r\n");
            assertThat(client.reply()).isEqualTo("$1000000");
            assertThat(client.reply()).isEqualTo("abc");

            // When
            pair.lose();

            // Then
            assertThat(client.reply()).isNull();
            assertThat(pair.second.heard).isEmpty();
        }
    }

    @ParameterizedTest
    @EnumSource(Transport.class)
    void endsWhenAHugeWriteIsHalfSaid(Transport transport) throws IOException {
        try (Pair pair = new Pair(transport);
                TestClient client = new TestClient(pair.bench)) {
            // Given
            byte[] half = ("*3\r\n$3\r\nSET\r\n$1\r\na\r\n$1000000\r\n" + "x".repeat(500_000))
                    .getBytes(StandardCharsets.US_ASCII);
            client.ask("PING");
            client.socket.getOutputStream().write(half);
            await().atMost(SOON).until(() -> pair.bench.traffic.row().bytesIn() == half.length + 14);

            // When
            pair.lose();

            // Then
            assertThat(client.reply()).isNull();
            client.close();
            pair.bench.awaitNobody();
            assertThat(pair.second.heard).isEmpty();
        }
    }

    @ParameterizedTest
    @EnumSource(Transport.class)
    void endsIfItsStateCannotBeTold(Transport transport) throws IOException {
        for (String pinning : new String[] {"SUBSCRIBE a", "MULTI", "WATCH a", "CLIENT REPLY ON", "MONITOR"}) {
            try (Pair pair = new Pair(transport);
                    TestClient client = new TestClient(pair.bench)) {
                // Given
                client.ask(pinning);

                // When
                pair.demote();

                // Then
                assertThat(client.reply()).as(pinning).isNull();
                pair.bench.awaitEnding(Ending.DEMOTED);
                assertThat(pair.second.connections()).as(pinning).isZero();
            }
        }
    }

    @ParameterizedTest
    @EnumSource(Transport.class)
    void movesAgainOnceATransactionIsOver(Transport transport) throws IOException {
        try (Pair pair = new Pair(transport);
                TestClient client = new TestClient(pair.bench)) {
            // Given
            client.ask("WATCH a");
            client.ask("MULTI");
            client.ask("INCR a");
            client.ask("EXEC");

            // When
            pair.demote();

            // Then
            assertThat(client.ask("INCR a")).isEqualTo("+second INCR a");
        }
    }

    @ParameterizedTest
    @EnumSource(Transport.class)
    void staysWithItsServerWhenItSpeaksNoRespOrIsOnlyRelayed(Transport transport) throws IOException {
        for (SessionKind kind : SessionKind.values()) {
            Bench bench = new Bench(transport, kind, TargetRole.MASTER, Duration.ofSeconds(15), 100);
            try (bench;
                    ServerSocket server = bench.server();
                    TestClient client = new TestClient(bench);
                    Socket accepted = server.accept()) {
                // Given
                client.socket
                        .getOutputStream()
                        .write((kind == SessionKind.TRACKED ? "PING\r\n" : "*1\r\n$4\r\nPING\r\n")
                                .getBytes(StandardCharsets.US_ASCII));
                accepted.getOutputStream().write("+PONG\r\n".getBytes(StandardCharsets.US_ASCII));
                assertThat(client.reply()).isEqualTo("+PONG");

                // When
                bench.demote("redis-1");

                // Then
                assertThat(client.reply()).isNull();
                bench.awaitEnding(Ending.DEMOTED);
            }
        }
    }

    @ParameterizedTest
    @EnumSource(Transport.class)
    void endsWithoutAWordWhenTheNewServerRefusesTheLogin(Transport transport) throws IOException {
        for (String login : new String[] {"auth secret", "select 3"}) {
            Function<String, String> refuses = command -> "-WRONGPASS invalid " + command.replace(' ', '_') + "\r\n";
            try (Pair pair = new Pair(new Bench(transport), refuses);
                    TestClient client = new TestClient(pair.bench)) {
                // Given
                client.ask(login);

                // When
                pair.demote();

                // Then
                assertThat(client.reply()).isNull();
                pair.bench.awaitEnding(Ending.CONNECT_FAILED);
                assertThat(pair.second.heard)
                        .containsExactly(login.replaceFirst("^\\w+", login.split(" ")[0].toUpperCase(Locale.ROOT)));
            }
        }
    }

    @ParameterizedTest
    @EnumSource(Transport.class)
    void tellsWhyTheNewServerRefusedTheLoginToAClientThatWaitsAndNeverThePassword(Transport transport)
            throws IOException {
        Function<String, String> refuses = command -> "-ERR unknown command, with args " + command + "\r\n";
        try (Pair pair = new Pair(new Bench(transport), refuses);
                TestClient client = new TestClient(pair.bench)) {
            // Given
            client.ask("AUTH secret");
            client.send("GET silence");
            pair.awaitHeard("GET silence");

            // When
            pair.demote();

            // Then
            assertThat(client.reply())
                    .isEqualTo("-ERR rolegate: redis-2 would not take the session over: AUTH refused: ERR");
            assertThat(client.reply()).isNull();
        }
    }

    @ParameterizedTest
    @EnumSource(Transport.class)
    void triesAnotherTimeWhenAServerDiesDuringTheLogin(Transport transport) throws IOException {
        AtomicInteger asked = new AtomicInteger();
        ScriptedServer[] self = new ScriptedServer[1];
        Function<String, String> diesOnce = command -> {
            if (asked.getAndIncrement() == 0) {
                try {
                    self[0].killConnections();
                } catch (IOException impossible) {
                    throw new IllegalStateException(impossible);
                }
                return SILENCE;
            }
            return "+" + command + "\r\n";
        };
        try (Pair pair = new Pair(new Bench(transport), diesOnce);
                TestClient client = new TestClient(pair.bench)) {
            // Given
            self[0] = pair.second;
            client.ask("SELECT 3");
            pair.bench.waitInsteadOfRefusing = true;

            // When
            pair.demote();

            // Then
            await().atMost(SOON).until(() -> {
                pair.bench.tick();
                return pair.second.heard.size() == 2;
            });
            assertThat(client.ask("GET a")).isEqualTo("+GET a");
            assertThat(pair.second.heard).containsExactly("SELECT 3", "SELECT 3", "GET a");
            client.close();
            pair.bench.awaitNobody();
        }
    }

    @ParameterizedTest
    @EnumSource(Transport.class)
    void givesUpAServerThatNeverAnswersTheLogin(Transport transport) throws IOException {
        try (Pair pair = new Pair(new Bench(transport), command -> SILENCE);
                TestClient client = new TestClient(pair.bench)) {
            // Given
            client.ask("SELECT 3");
            client.send("GET silence");
            pair.awaitHeard("GET silence");

            // When
            pair.demote();

            // Then
            assertThat(client.reply())
                    .isEqualTo("-ERR rolegate: cannot connect to redis-2: no answer to the login in 2000 ms");
            assertThat(client.reply()).isNull();
            client.close();
            pair.bench.awaitEnding(Ending.CONNECT_FAILED);
            await().atMost(SOON).until(() -> pair.second.connections() == 0);
        }
    }

    @ParameterizedTest
    @EnumSource(Transport.class)
    void endsAfterThreeMovesWithoutAnAnswer(Transport transport) throws IOException {
        try (Bench bench = new Bench(transport);
                ServerSocket server = bench.server();
                TestClient client = new TestClient(bench)) {
            // Given
            client.send("GET a");

            // When
            for (int i = 0; i < 4; i++) {
                try (Socket accepted = server.accept()) {
                    assertThat(accepted.getInputStream().readNBytes(20)).hasSize(20);
                }
            }

            // Then
            assertThat(client.reply()).isNull();
            client.close();
            bench.awaitNobody();
        }
    }

    @ParameterizedTest
    @EnumSource(Transport.class)
    void keepsTheErrorOfAServerWithTooManyClientsFromAClientThatAskedNothing(Transport transport) throws IOException {
        try (Bench bench = new Bench(transport);
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
        Bench bench = new Bench(transport, SessionKind.TRACKED, TargetRole.REPLICAS, Duration.ofSeconds(15), 100);
        try (Pair pair = new Pair(bench, named("second"));
                TestClient client = new TestClient(bench)) {
            // Given
            client.send("EVALSHA silence");
            pair.awaitHeard("EVALSHA silence");

            // When
            pair.demote();
            bench.settle();
            client.send("GET a");
            pair.first.say("+late\r\n");

            // Then
            assertThat(client.reply()).isEqualTo("+late");
            assertThat(client.reply()).isEqualTo("+second GET a");
            assertThat(pair.first.heard).doesNotContain("GET a");
        }
    }

    @ParameterizedTest
    @EnumSource(Transport.class)
    void passesAHalfCloseOnToTheServerItMovedTo(Transport transport) throws IOException {
        try (Pair pair = new Pair(transport);
                TestClient client = new TestClient(pair.bench)) {
            // Given
            client.ask("PING");
            pair.demote();
            pair.awaitSecond();

            // When
            client.send("GET a").socket.shutdownOutput();

            // Then
            assertThat(client.reply()).isEqualTo("+second GET a");
            assertThat(client.reply()).isNull();
            client.close();
            pair.bench.awaitEnding(Ending.NORMAL);
        }
    }
}
