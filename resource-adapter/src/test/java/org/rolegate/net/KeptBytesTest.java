package org.rolegate.net;

import java.io.IOException;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** What sessions keep for other servers, all together, is given back however they end; on both transports. */
class KeptBytesTest {

    /** The server says nothing to it. */
    private static final String UNANSWERED = "GET silence" + "x".repeat(50_000);

    private static void keep(Pair pair) throws IOException {
        pair.client.ask("PING");
        assertThat(pair.bench.kept()).isZero();
        pair.askInVain(UNANSWERED);
        await().until(() -> pair.bench.kept() >= UNANSWERED.length());
    }

    @ParameterizedTest
    @EnumSource(Transport.class)
    void isGivenBackWhenTheClientLeaves(Transport transport) throws IOException {
        try (Pair pair = new Pair(transport)) {
            // Given
            keep(pair);

            // When
            pair.client.close();

            // Then
            await().until(() -> pair.bench.kept() == 0);
        }
    }

    @ParameterizedTest
    @EnumSource(Transport.class)
    void isGivenBackWhenAnotherServerAnswers(Transport transport) throws IOException {
        try (Pair pair = new Pair(new Bench(transport), command -> "+OK\r\n")) {
            // Given
            keep(pair);

            // When
            pair.demote();

            // Then
            assertThat(pair.client.reply()).isEqualTo("+OK");
            await().until(() -> pair.bench.kept() == 0);
        }
    }

    @ParameterizedTest
    @EnumSource(Transport.class)
    void isGivenBackWhenTheSessionIsCut(Transport transport) throws IOException {
        try (Pair pair = new Pair(transport)) {
            // Given
            pair.client.ask("MONITOR");
            keep(pair);

            // When
            pair.demote();

            // Then
            await().until(() -> pair.bench.kept() == 0);
        }
    }
}
