package org.rolegate.net.session;

import java.io.IOException;
import java.nio.file.Path;

import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import org.rolegate.net.fixture.RedisPair;
import org.rolegate.net.fixture.TestClient;
import org.rolegate.net.io.Transport;
import org.rolegate.testing.RealRedis;

import static org.assertj.core.api.Assertions.assertThat;

/** Clients that keep keys, and what another redis-server tells them of these once their sessions went on there. */
@Timeout(60)
@RealRedis
class ClientTrackingMoveTest {

    @TempDir
    private Path directory;

    private RedisPair pair(Transport transport) throws IOException {
        return new RedisPair(transport, directory, "what is told of keys is not moved to another one");
    }

    private static TestClient inNewerProtocol(RedisPair pair) throws IOException {
        TestClient client = pair.client();
        client.send("HELLO 3", "PING");
        for (String line = client.reply(); !line.equals("+PONG"); ) {
            line = client.reply();
        }
        return client;
    }

    private static void assertHears(TestClient client, String... lines) throws IOException {
        for (String line : lines) {
            assertThat(client.reply()).isEqualTo(line);
        }
    }

    @ParameterizedTest
    @EnumSource(Transport.class)
    void areToldOfTheOneKeyTheyAskedFor(Transport transport) throws IOException, InterruptedException {
        try (RedisPair pair = pair(transport);
                TestClient client = inNewerProtocol(pair);
                TestClient direct = pair.directly()) {
            // Given
            assertThat(client.ask("CLIENT TRACKING ON OPTIN")).isEqualTo("+OK");
            assertThat(client.ask("CLIENT CACHING YES")).isEqualTo("+OK");
            assertThat(client.ask("GET before")).isEqualTo("_");

            // When
            pair.demote();

            // Then
            client.send("CLIENT CACHING YES", "GET kept", "GET other");
            assertHears(client, ">2", "$10", "invalidate", "_", "+OK", "_", "_");
            direct.ask("SET other value");
            direct.ask("SET kept value");
            assertHears(client, ">2", "$10", "invalidate", "*1", "$4", "kept");
        }
    }

    @ParameterizedTest
    @EnumSource(Transport.class)
    void areClosedBetweenCachingAndItsCommand(Transport transport) throws IOException, InterruptedException {
        try (RedisPair pair = pair(transport);
                TestClient client = inNewerProtocol(pair)) {
            // Given
            assertThat(client.ask("CLIENT TRACKING ON OPTIN")).isEqualTo("+OK");
            assertThat(client.ask("CLIENT CACHING YES")).isEqualTo("+OK");

            // When
            pair.demote();

            // Then
            assertThat(client.reply()).isNull();
        }
    }

    @ParameterizedTest
    @EnumSource(Transport.class)
    void areToldOfAllPrefixesThatTheyAddedUp(Transport transport) throws IOException, InterruptedException {
        try (RedisPair pair = pair(transport);
                TestClient client = inNewerProtocol(pair);
                TestClient direct = pair.directly()) {
            // Given
            assertThat(client.ask("CLIENT TRACKING ON BCAST PREFIX a")).isEqualTo("+OK");
            assertThat(client.ask("CLIENT TRACKING ON BCAST PREFIX b")).isEqualTo("+OK");

            // When
            pair.demote();

            // Then
            assertHears(client, ">2", "$10", "invalidate", "_");
            assertThat(client.ask("PING")).isEqualTo("+PONG");
            direct.ask("SET a1 value");
            assertHears(client, ">2", "$10", "invalidate", "*1", "$2", "a1");
            direct.ask("SET c1 value");
            direct.ask("SET b1 value");
            assertHears(client, ">2", "$10", "invalidate", "*1", "$2", "b1");
        }
    }
}
