package org.rolegate.net.session;

import java.io.IOException;
import java.nio.file.Path;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import org.rolegate.core.session.Ending;
import org.rolegate.net.fixture.RedisPair;
import org.rolegate.net.fixture.TestClient;
import org.rolegate.net.io.Transport;
import org.rolegate.testing.RealRedis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** Clients that subscribe to many channels with one command, and hear of them from another redis-server. */
@Timeout(60)
@RealRedis
class ManyChannelsMoveTest {

    @TempDir
    private Path directory;

    private static void subscribe(TestClient client, int channels, String name) throws IOException {
        client.send("SUBSCRIBE "
                + IntStream.range(0, channels).mapToObj(i -> name + i).collect(Collectors.joining(" ")));
        for (int i = 0; i < channels; i++) {
            assertThat(client.reply()).isEqualTo("*3");
            assertThat(client.reply()).isEqualTo("$9");
            assertThat(client.reply()).isEqualTo("subscribe");
            client.reply();
            assertThat(client.reply()).isEqualTo(name + i);
            assertThat(client.reply()).isEqualTo(":" + (i + 1));
        }
    }

    @ParameterizedTest
    @CsvSource({"EPOLL,800,c", "NIO,800,c", "EPOLL,100,a-name-that-makes-it-more-than-four-kilobytes-in-all-"})
    void goOnListening(Transport transport, int channels, String name) throws IOException, InterruptedException {
        try (RedisPair pair = new RedisPair(transport, directory, "channels are not moved to another one");
                TestClient client = pair.client();
                TestClient direct = pair.directly()) {
            // Given
            subscribe(client, channels, name);

            // When
            pair.demote();
            String last = name + (channels - 1);
            await().until(() -> direct.ask("PUBLISH " + last + " hello").equals(":1"));

            // Then
            assertThat(client.reply()).isEqualTo("*3");
            client.reply();
            assertThat(client.reply()).isEqualTo("message");
            client.reply();
            assertThat(client.reply()).isEqualTo(last);
            client.reply();
            assertThat(client.reply()).isEqualTo("hello");
        }
    }

    /** More than 64 KiB, each name with what it takes to remember it. */
    @ParameterizedTest
    @CsvSource({"EPOLL,1025", "NIO,1000"})
    void endIfTheyAreMoreThanIsKept(Transport transport, int channels) throws IOException, InterruptedException {
        try (RedisPair pair = new RedisPair(transport, directory, "too many channels are not moved to another one");
                TestClient client = pair.client()) {
            // Given
            subscribe(client, channels, "c");

            // When
            pair.demote();

            // Then
            assertThat(client.reply()).isNull();
            pair.bench.awaitEnding(Ending.DEMOTED);
        }
    }
}
