package org.rolegate.net.session;

import java.io.IOException;
import java.nio.file.Path;

import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

import org.rolegate.net.fixture.RedisPair;
import org.rolegate.net.fixture.TestClient;
import org.rolegate.net.io.Transport;
import org.rolegate.testing.RealRedis;

import static org.assertj.core.api.Assertions.assertThat;

/** Scripts that sessions call after they went on with another redis-server, which nobody told of them. */
@Timeout(60)
@RealRedis
class ScriptsMoveTest {

    private static final String BODY = "return(42)";
    private static final String DIGEST = "4cb5ac448c57471a44fc5a20f471368d8655fa8c";

    @TempDir
    private Path directory;

    private RedisPair pair(Transport transport) throws IOException {
        return new RedisPair(transport, directory, "scripts are not moved to another one");
    }

    /** Returns its digest. */
    private static String load(TestClient client, String body) throws IOException {
        assertThat(client.ask("SCRIPT LOAD " + body)).isEqualTo("$40");
        return client.reply();
    }

    private static String call(TestClient client, String digest) throws IOException {
        return client.ask("EVALSHA " + digest + " 0");
    }

    @ParameterizedTest
    @CsvSource({"EPOLL,true", "EPOLL,false", "NIO,true", "NIO,false"})
    void areThereForWhoLoadedThemAndForWhoOnlyCalledThem(Transport transport, boolean planned)
            throws IOException, InterruptedException {
        try (RedisPair pair = pair(transport);
                TestClient loads = pair.client();
                TestClient calls = pair.client()) {
            // Given
            assertThat(load(loads, BODY)).isEqualTo(DIGEST);
            assertThat(call(calls, DIGEST)).isEqualTo(":42");

            // When
            if (planned) {
                pair.demote();
            } else {
                pair.lose();
            }

            // Then
            assertThat(call(calls, DIGEST)).isEqualTo(":42");
            assertThat(call(loads, DIGEST)).isEqualTo(":42");
        }
    }

    @ParameterizedTest
    @EnumSource(Transport.class)
    void areThereIfTheyWereRunAndNotLoaded(Transport transport) throws IOException, InterruptedException {
        try (RedisPair pair = pair(transport);
                TestClient client = pair.client()) {
            // Given
            assertThat(client.ask("EVAL " + BODY + " 0")).isEqualTo(":42");

            // When
            pair.demote();

            // Then
            assertThat(call(client, DIGEST)).isEqualTo(":42");
        }
    }

    @ParameterizedTest
    @EnumSource(Transport.class)
    void areThereWhenATransactionThatCallsThemIsQueuedAnew(Transport transport)
            throws IOException, InterruptedException {
        try (RedisPair pair = pair(transport);
                TestClient loads = pair.client();
                TestClient client = pair.client()) {
            // Given
            load(loads, BODY);
            assertThat(client.ask("MULTI")).isEqualTo("+OK");
            assertThat(call(client, DIGEST)).isEqualTo("+QUEUED");

            // When
            pair.demote();

            // Then
            assertThat(client.ask("EXEC")).isEqualTo("*1");
            assertThat(client.reply()).isEqualTo(":42");
        }
    }

    @ParameterizedTest
    @EnumSource(Transport.class)
    void areThereInTheNewerProtocolAndBeforeChannels(Transport transport) throws IOException, InterruptedException {
        try (RedisPair pair = pair(transport);
                TestClient client = pair.client()) {
            // Given
            client.send("HELLO 3", "PING");
            for (String line = client.reply(); !line.equals("+PONG"); ) {
                line = client.reply();
            }
            load(client, BODY);
            assertThat(client.ask("SUBSCRIBE a")).isEqualTo(">3");
            for (int i = 0; i < 5; i++) {
                client.reply();
            }

            // When
            pair.demote();

            // Then
            assertThat(call(client, DIGEST)).isEqualTo(":42");
        }
    }

    @ParameterizedTest
    @EnumSource(Transport.class)
    void areNotThereAfterAFlush(Transport transport) throws IOException, InterruptedException {
        try (RedisPair pair = pair(transport);
                TestClient client = pair.client();
                TestClient flushes = pair.client()) {
            // Given
            load(client, BODY);
            assertThat(flushes.ask("SCRIPT FLUSH")).isEqualTo("+OK");

            // When
            pair.demote();

            // Then
            assertThat(call(client, DIGEST)).startsWith("-NOSCRIPT");
        }
    }

    /** Of more than 64 KiB nothing is kept: the client hears what it can deal with. */
    @ParameterizedTest
    @EnumSource(Transport.class)
    void areNotThereIfTheyAreTooLong(Transport transport) throws IOException, InterruptedException {
        try (RedisPair pair = pair(transport);
                TestClient client = pair.client()) {
            // Given
            String kept = load(client, BODY + "--" + "x".repeat(60_000));
            String tooLong = load(client, BODY + "--" + "x".repeat(70_000));
            assertThat(call(client, kept)).isEqualTo(":42");
            assertThat(call(client, tooLong)).isEqualTo(":42");

            // When
            pair.demote();

            // Then
            assertThat(call(client, kept)).isEqualTo(":42");
            assertThat(call(client, tooLong)).startsWith("-NOSCRIPT");
        }
    }

    @ParameterizedTest
    @EnumSource(Transport.class)
    void areNotWorthASession(Transport transport) throws IOException, InterruptedException {
        try (RedisPair pair = pair(transport);
                TestClient client = pair.client();
                TestClient direct = pair.directly()) {
            // Given
            direct.ask("ACL SETUSER default -script");
            load(client, BODY);

            // When
            pair.demote();

            // Then
            assertThat(call(client, DIGEST)).startsWith("-NOSCRIPT");
            assertThat(client.ask("PING")).isEqualTo("+PONG");
        }
    }
}
