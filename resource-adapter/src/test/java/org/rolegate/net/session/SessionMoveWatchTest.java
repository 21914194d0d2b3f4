package org.rolegate.net.session;

import java.io.IOException;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import org.rolegate.core.session.Ending;
import org.rolegate.net.fixture.ServerPair;
import org.rolegate.net.fixture.SessionBench;
import org.rolegate.net.io.Transport;

import static org.assertj.core.api.Assertions.assertThat;

/** Sessions with watched keys that go on with another server; over real sockets, on both transports. */
class SessionMoveWatchTest {

    @ParameterizedTest
    @EnumSource(Transport.class)
    void areToldToTryAgainAndTheSecondTimeSucceed(Transport transport) throws IOException {
        try (ServerPair pair = new ServerPair(transport)) {
            // Given
            pair.client.ask("WATCH a");
            pair.client.ask("GET a");

            // When
            pair.demote();

            // Then
            pair.client.send("MULTI", "INCR a", "EXEC", "GET a");
            assertThat(pair.client.reply()).isEqualTo("+second MULTI");
            assertThat(pair.client.reply()).isEqualTo("+second INCR a");
            assertThat(pair.client.reply()).isEqualTo("*-1");
            assertThat(pair.client.reply()).isEqualTo("+second GET a");
            assertThat(pair.second.heard).containsExactly("MULTI", "INCR a", "DISCARD", "GET a");

            // When
            pair.client.ask("WATCH a");
            pair.client.ask("MULTI");
            pair.client.ask("INCR a");

            // Then
            assertThat(pair.client.ask("EXEC")).isEqualTo("+second EXEC");
            assertThat(pair.bench.servers.get("redis-1").row().ended(Ending.MOVED))
                    .isOne();
        }
    }

    @ParameterizedTest
    @EnumSource(Transport.class)
    void areToldSoInTheMidstOfATransaction(Transport transport) throws IOException {
        try (ServerPair pair = new ServerPair(transport)) {
            // Given
            pair.client.ask("WATCH a");
            pair.client.ask("MULTI");
            pair.client.ask("INCR a");

            // When
            pair.lose();

            // Then
            assertThat(pair.client.ask("EXEC")).isEqualTo("*-1");
            assertThat(pair.second.heard).containsExactly("MULTI", "INCR a", "DISCARD");
            assertThat(pair.client.ask("INCR a")).isEqualTo("+second INCR a");
        }
    }

    @ParameterizedTest
    @EnumSource(Transport.class)
    void watchOnTheNextServerWhatWasNotAnswered(Transport transport) throws IOException {
        try (ServerPair pair = new ServerPair(new SessionBench(transport), command -> "+" + command + "\r\n")) {
            // Given
            pair.askInVain("WATCH silence");

            // When
            pair.lose();

            // Then
            assertThat(pair.client.reply()).isEqualTo("+WATCH silence");
            assertThat(pair.client.ask("MULTI")).isEqualTo("+MULTI");
            assertThat(pair.client.ask("EXEC")).isEqualTo("+EXEC");
        }
    }

    @ParameterizedTest
    @EnumSource(Transport.class)
    void areToldToTryAgainIfNobodyKnowsWhetherTheyWatchedAnything(Transport transport) throws IOException {
        try (ServerPair pair = new ServerPair(transport)) {
            // Given
            pair.client.send("WATCH silence", "INCR silence");
            pair.awaitHeard("INCR silence");

            // When
            pair.lose();

            // Then
            assertThat(pair.client.reply()).startsWith("-UNCERTAIN ");
            assertThat(pair.client.reply()).startsWith("-UNCERTAIN ");
            pair.client.ask("MULTI");
            assertThat(pair.client.ask("EXEC")).isEqualTo("*-1");
        }
    }

    @ParameterizedTest
    @EnumSource(Transport.class)
    void mayHaveHadTheirTransactionCarriedOutIfItWasAskedFor(Transport transport) throws IOException {
        try (ServerPair pair = new ServerPair(transport)) {
            // Given
            pair.client.ask("WATCH a");
            pair.client.ask("MULTI");
            pair.client.ask("INCR a");
            pair.first.keepSilent();
            pair.askInVain("EXEC");

            // When
            pair.lose();

            // Then
            assertThat(pair.client.reply()).startsWith("-UNCERTAIN ");
            pair.client.ask("MULTI");
            assertThat(pair.client.ask("EXEC")).isEqualTo("+second EXEC");
        }
    }

    @ParameterizedTest
    @EnumSource(Transport.class)
    void endWithAWordThatLeavesNobodyKnowWhatIsAnswered(Transport transport) throws IOException {
        for (String pinning : new String[] {"MONITOR", "CLIENT REPLY OFF"}) {
            try (ServerPair pair = new ServerPair(transport)) {
                // Given
                pair.client.ask("WATCH a");
                pair.demote();
                pair.awaitSecond();

                // When
                pair.client.send(pinning, "MULTI", "EXEC");

                // Then
                assertThat(pair.client.reply()).as(pinning).isNull();
                pair.bench.awaitEnding(Ending.DEMOTED);
                assertThat(pair.second.heard).as(pinning).isEmpty();
            }
        }
    }

    @ParameterizedTest
    @EnumSource(Transport.class)
    void endIfTheirTransactionCannotBeGivenUp(Transport transport) throws IOException {
        ServerPair refusing = new ServerPair(
                new SessionBench(transport),
                command -> command.equals("DISCARD") ? "-NOPERM no\r\n" : "+" + command + "\r\n");
        try (ServerPair pair = refusing) {
            // Given
            pair.client.ask("WATCH a");
            pair.demote();

            // When
            pair.client.send("MULTI", "INCR a", "EXEC", "GET a");

            // Then
            assertThat(pair.client.reply()).isEqualTo("+MULTI");
            assertThat(pair.client.reply()).isEqualTo("+INCR a");
            assertThat(pair.client.reply()).isNull();
            pair.bench.awaitEnding(Ending.DEMOTED);
        }
    }
}
