package org.rolegate.net.session;

import java.io.IOException;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import org.rolegate.core.session.Ending;
import org.rolegate.net.fixture.ScriptedServer;
import org.rolegate.net.fixture.SessionBench;
import org.rolegate.net.fixture.TestClient;
import org.rolegate.net.io.Transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** What is kept back until the server, or the client, may be spoken to; over real sockets, on both transports. */
class SessionParkTest {

    private static final Duration SOON = Duration.ofSeconds(10);

    @ParameterizedTest
    @EnumSource(Transport.class)
    void keepsARequestBackAndDeliversItBeforeLaterOnes(Transport transport) throws IOException {
        try (SessionBench bench = new SessionBench(transport);
                ScriptedServer server = ScriptedServer.echo();
                TestClient client = TestClient.connected(bench, server)) {
            // Given
            bench.mayForward = false;
            client.send("SET a");
            bench.awaitParked();
            client.send("SET b", "SET c");
            bench.tick();
            bench.settle();
            assertThat(server.heard).containsExactly("PING");

            // When
            bench.mayForward = true;
            bench.tick();
            client.send("SET d");

            // Then
            for (String each : new String[] {"a", "b", "c", "d"}) {
                assertThat(client.reply()).isEqualTo("+SET " + each);
            }
            client.close();
            bench.awaitNobody();
        }
    }

    @ParameterizedTest
    @EnumSource(Transport.class)
    void neverDeliversWhatAClientWantedThatGaveUpMeanwhile(Transport transport) throws IOException {
        for (boolean reset : new boolean[] {false, true}) {
            try (SessionBench bench = new SessionBench(transport);
                    ScriptedServer server = ScriptedServer.echo();
                    TestClient client = TestClient.connected(bench, server)) {
                // Given
                bench.mayForward = false;
                client.send("INCR a");
                bench.awaitParked();

                // When
                if (reset) {
                    client.reset();
                } else {
                    client.close();
                }
                bench.awaitNobody();
                bench.mayForward = true;
                bench.tick();
                bench.settle();

                // Then
                assertThat(server.heard).containsExactly("PING");
            }
        }
    }

    @ParameterizedTest
    @EnumSource(Transport.class)
    void keepsNothingBackForEver(Transport transport) throws IOException {
        for (Duration hold : new Duration[] {Duration.ZERO, Duration.ofMillis(200)}) {
            try (SessionBench bench = new SessionBench(transport, hold, 100);
                    ScriptedServer server = ScriptedServer.echo();
                    TestClient client = TestClient.connected(bench, server)) {
                // When
                bench.mayForward = false;
                client.send("INCR a");

                // Then
                assertThat(client.reply()).isNull();
                bench.awaitEnding(Ending.HOLD_TIMEOUT);
                assertThat(server.heard).containsExactly("PING");
            }
        }
    }

    /** Megabytes are not read into memory while nothing may be passed on, and all of them arrive afterwards. */
    @ParameterizedTest
    @EnumSource(Transport.class)
    void holdsOnlyABoundedPartOfWhatAClientSays(Transport transport) throws Exception {
        int size = 20_000_000;
        try (SessionBench bench = new SessionBench(transport);
                ServerSocket server = bench.server();
                Socket client = bench.client();
                Socket accepted = server.accept()) {
            // Given
            client.getOutputStream().write(' ');
            assertThat(accepted.getInputStream().read()).isEqualTo(' ');
            bench.mayForward = false;
            Thread writer = new Thread(() -> {
                try {
                    client.getOutputStream().write(new byte[size]);
                } catch (IOException broken) {
                    return;
                }
            });
            writer.start();
            bench.awaitParked();

            // When
            bench.mayForward = true;
            bench.tick();

            // Then
            assertThat(accepted.getInputStream().readNBytes(size)).hasSize(size);
            writer.join();
        }
    }

    @ParameterizedTest
    @EnumSource(Transport.class)
    void keepsAReplyBackAndDropsItIfItsServerIsLost(Transport transport) throws IOException {
        try (SessionBench bench = new SessionBench(transport);
                ScriptedServer old = new ScriptedServer(command -> command.equals("GET a") ? "" : "+old\r\n");
                ScriptedServer next = new ScriptedServer(command -> "+new\r\n");
                TestClient client = TestClient.connected(bench, old)) {
            // Given
            client.send("GET a");
            await().atMost(SOON).until(() -> old.heard.contains("GET a"));
            bench.mayAnswer = false;
            old.say("+stale\r\n");
            bench.awaitParked();

            // When
            bench.routeTo("redis-2", next);
            bench.demote("redis-1");
            bench.mayAnswer = true;
            await().atMost(SOON).until(() -> next.heard.contains("GET a"));
            bench.tick();

            // Then
            assertThat(client.reply()).isEqualTo("+new");
        }
    }

    @ParameterizedTest
    @EnumSource(Transport.class)
    void deliversAReplyThatWasKeptBack(Transport transport) throws IOException {
        try (SessionBench bench = new SessionBench(transport);
                ScriptedServer server = ScriptedServer.echo();
                TestClient client = TestClient.connected(bench, server)) {
            // Given
            bench.mayAnswer = false;
            client.send("GET a");
            bench.awaitParked();

            // When
            bench.mayAnswer = true;
            bench.tick();

            // Then
            assertThat(client.reply()).isEqualTo("+GET a");
            assertThat(client.ask("GET b")).isEqualTo("+GET b");
        }
    }

    @ParameterizedTest
    @EnumSource(Transport.class)
    void doesNotSendWhatItLookedAtBeforeItStoodStill(Transport transport) throws IOException {
        try (SessionBench bench = new SessionBench(transport);
                ScriptedServer old = ScriptedServer.echo();
                ScriptedServer next = ScriptedServer.echo();
                TestClient client = TestClient.connected(bench, old)) {
            // Given
            bench.routeTo("redis-2", next);
            bench.awake = false;

            // When
            client.send("SET a");

            // Then
            assertThat(client.reply()).startsWith("-UNCERTAIN rolegate: ");
            bench.awake = true;
            assertThat(client.ask("SET b")).isEqualTo("+SET b");
            assertThat(next.heard).contains("SET b");
            assertThat(old.heard).doesNotContain("SET a", "SET b");
            assertThat(next.heard).doesNotContain("SET a");
        }
    }
}
