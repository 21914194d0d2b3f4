package org.rolegate.net.session;

import java.io.IOException;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import org.rolegate.net.fixture.ServerPair;
import org.rolegate.net.fixture.SessionBench;
import org.rolegate.net.io.Transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** What sessions keep for other servers, all together, is given back however they end; on both transports. */
class MemoryBudgetTest {

    /** The server says nothing to it. */
    private static final String UNANSWERED = "GET silence" + "x".repeat(50_000);

    private static void keep(ServerPair pair) throws IOException {
        pair.client.ask("PING");
        assertThat(pair.bench.kept()).isZero();
        pair.askInVain(UNANSWERED);
        await().until(() -> pair.bench.kept() >= UNANSWERED.length());
    }

    @ParameterizedTest
    @EnumSource(Transport.class)
    void isGivenBackWhenTheClientLeaves(Transport transport) throws IOException {
        try (ServerPair pair = new ServerPair(transport)) {
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
        try (ServerPair pair = new ServerPair(new SessionBench(transport), command -> "+OK\r\n")) {
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
        try (ServerPair pair = new ServerPair(transport)) {
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
