package org.rolegate.net.session;

import java.io.IOException;
import java.time.Duration;
import java.util.Locale;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import org.rolegate.core.session.Ending;
import org.rolegate.net.fixture.ScriptedServer;
import org.rolegate.net.fixture.SessionBench;
import org.rolegate.net.fixture.TestClient;
import org.rolegate.net.io.Transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** Sessions that go on with another server and to which more is said than they ask; on both transports. */
class SessionMovePushTest {

    private static final Duration SOON = Duration.ofSeconds(10);
    private static final String MESSAGE = "*3\r\n$7\r\nmessage\r\n$1\r\na\r\n$2\r\nhi\r\n";
    private static final String PUSHED = ">3\r\n$7\r\nmessage\r\n$1\r\na\r\n$2\r\nhi\r\n";

    /** As Redis answers, in RESP2, or in RESP3 after HELLO 3. */
    private static String redis(String command, char confirmation, String published) {
        String[] arguments = command.split(" ", -1);
        return switch (arguments[0]) {
            case "SUBSCRIBE", "UNSUBSCRIBE" -> {
                StringBuilder all = new StringBuilder();
                for (int i = 1; i < arguments.length; i++) {
                    String verb = arguments[0].toLowerCase(Locale.ROOT);
                    all.append(confirmation + "3\r\n$" + verb.length() + "\r\n" + verb + "\r\n$1\r\n" + arguments[i]
                            + "\r\n:" + i + "\r\n" + published);
                }
                yield all.toString();
            }
            case "HELLO" -> "%1\r\n+proto\r\n:3\r\n";
            default -> "+" + command + "\r\n";
        };
    }

    private static ScriptedServer server(char confirmation, String published) throws IOException {
        return new ScriptedServer(command -> redis(command, confirmation, published));
    }

    private static void assertHears(TestClient client, String bytes) throws IOException {
        for (String line : bytes.split("\r\n", -1)) {
            if (!line.isEmpty()) {
                assertThat(client.reply()).isEqualTo(line);
            }
        }
    }

    private static void move(SessionBench bench, ScriptedServer to) {
        bench.routeTo("redis-2", to);
        bench.demote("redis-1");
    }

    @ParameterizedTest
    @EnumSource(Transport.class)
    void listensOnWithoutAWordOfItsOwn(Transport transport) throws IOException {
        try (SessionBench bench = new SessionBench(transport);
                ScriptedServer old = server('*', "");
                ScriptedServer next = server('*', "");
                TestClient client = TestClient.connected(bench, old)) {
            // Given
            assertHears(client.send("SUBSCRIBE a b"), redis("SUBSCRIBE a b", '*', ""));
            old.say(MESSAGE);
            assertHears(client, MESSAGE);

            // When
            move(bench, next);
            await().atMost(SOON).until(() -> next.heard.contains("SUBSCRIBE a b"));
            await().atMost(SOON).until(() -> bench.traffic.row().incidents().resumed() == 1);
            next.say(MESSAGE);

            // Then
            assertHears(client, MESSAGE);
            assertHears(client.send("UNSUBSCRIBE a"), redis("UNSUBSCRIBE a", '*', ""));
        }
    }

    @ParameterizedTest
    @EnumSource(Transport.class)
    void hearsWhatIsPublishedWhileTheNewServerStillConfirms(Transport transport) throws IOException {
        for (char type : new char[] {'*', '>'}) {
            String message = type == '*' ? MESSAGE : PUSHED;
            try (SessionBench bench = new SessionBench(transport);
                    ScriptedServer old = server(type, "");
                    ScriptedServer next = server(type, message);
                    TestClient client = TestClient.connected(bench, old)) {
                // Given
                if (type == '>') {
                    assertHears(client.send("HELLO 3"), redis("HELLO 3", type, ""));
                }
                assertHears(client.send("SUBSCRIBE a b"), redis("SUBSCRIBE a b", type, ""));

                // When
                move(bench, next);

                // Then
                assertHears(client, message + message);
                assertThat(client.ask("PING")).isEqualTo("+PING");
            }
        }
    }

    @ParameterizedTest
    @EnumSource(Transport.class)
    void tellsAClientThatKeepsKeysToForgetThem(Transport transport) throws IOException {
        try (SessionBench bench = new SessionBench(transport);
                ScriptedServer old = server('>', "");
                ScriptedServer next = server('>', "");
                TestClient client = TestClient.connected(bench, old)) {
            // Given
            assertHears(client.send("HELLO 3"), redis("HELLO 3", '>', ""));
            client.ask("CLIENT TRACKING ON");
            client.ask("GET a");

            // When
            move(bench, next);

            // Then
            assertHears(client, ">2\r\n$10\r\ninvalidate\r\n_\r\n");
            assertThat(client.ask("GET a")).isEqualTo("+GET a");
            assertThat(next.heard).containsExactly("HELLO 3", "CLIENT TRACKING ON", "GET a");
        }
    }

    @ParameterizedTest
    @EnumSource(Transport.class)
    void endsWhereTheNewServerRefusesAChannel(Transport transport) throws IOException {
        try (SessionBench bench = new SessionBench(transport);
                ScriptedServer old = server('*', "");
                ScriptedServer next = new ScriptedServer(command -> "-NOPERM no\r\n");
                TestClient client = TestClient.connected(bench, old)) {
            // Given
            assertHears(client.send("SUBSCRIBE a"), redis("SUBSCRIBE a", '*', ""));

            // When
            move(bench, next);

            // Then
            assertThat(client.reply()).isNull();
            bench.awaitEnding(Ending.CONNECT_FAILED);
        }
    }

    @ParameterizedTest
    @EnumSource(Transport.class)
    void endsInTheMidstOfSubscribing(Transport transport) throws IOException {
        try (SessionBench bench = new SessionBench(transport);
                ScriptedServer old = new ScriptedServer(command -> command.startsWith("SUBSCRIBE") ? "" : "+OK\r\n");
                ScriptedServer next = server('*', "");
                TestClient client = TestClient.connected(bench, old)) {
            // Given
            client.send("SUBSCRIBE a b");
            await().atMost(SOON).until(() -> old.heard.contains("SUBSCRIBE a b"));

            // When
            move(bench, next);

            // Then
            assertThat(client.reply()).isNull();
            bench.awaitEnding(Ending.DEMOTED);
        }
    }
}
