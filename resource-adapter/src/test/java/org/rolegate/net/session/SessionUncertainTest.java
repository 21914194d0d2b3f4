package org.rolegate.net.session;

import java.io.IOException;
import java.time.Duration;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import org.rolegate.core.config.SessionKind;
import org.rolegate.core.config.TargetRole;
import org.rolegate.core.config.Unanswered;
import org.rolegate.net.fixture.ServerPair;
import org.rolegate.net.fixture.SessionBench;
import org.rolegate.net.io.Transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;
import static org.awaitility.Awaitility.await;

/** Commands of which nobody knows whether they were carried out; over real sockets, on both transports. */
class SessionUncertainTest {

    private static final Duration SOON = Duration.ofSeconds(10);
    private static final String UNCERTAIN =
            "-UNCERTAIN rolegate: redis-1 was lost or demoted before it replied; this command may or may not have been executed";

    @ParameterizedTest
    @EnumSource(Transport.class)
    void saysThatAWriteMayHaveBeenDoneAndGoesOn(Transport transport) throws IOException {
        try (ServerPair pair = new ServerPair(transport)) {
            // Given
            pair.client.ask("SELECT 3");
            pair.askInVain("INCR silence");

            // When
            pair.lose();

            // Then
            assertThat(pair.client.reply()).isEqualTo(UNCERTAIN);
            assertThat(pair.client.ask("INCR a")).isEqualTo("+second INCR a");
            assertThat(pair.second.heard).containsExactly("SELECT 3", "INCR a");
            assertThat(pair.bench.traffic.row().incidents().uncertain()).isOne();
            assertThat(pair.bench.traffic.uncertainAnswers().byName()).containsExactly(entry("incr", 1L));
            assertThat(pair.bench.traffic.row().endings()).isEmpty();
        }
    }

    @ParameterizedTest
    @EnumSource(Transport.class)
    void saysSoOfAWriteThatADemotedMasterOwes(Transport transport) throws IOException {
        try (ServerPair pair = new ServerPair(transport)) {
            // Given
            pair.askInVain("INCR silence");

            // When
            pair.demote();

            // Then
            assertThat(pair.client.reply()).isEqualTo(UNCERTAIN);
            assertThat(pair.client.ask("INCR a")).isEqualTo("+second INCR a");
        }
    }

    @ParameterizedTest
    @EnumSource(Transport.class)
    void saysSoForEachCommandOfAPipelineThatIsNotAnswered(Transport transport) throws IOException {
        try (ServerPair pair = new ServerPair(transport)) {
            // Given
            pair.client.send("LPUSH a b", "INCR silence", "ZRANGE silence 0 1");
            assertThat(pair.client.reply()).isEqualTo("+first LPUSH a b");
            pair.awaitHeard("ZRANGE silence 0 1");

            // When
            pair.lose();

            // Then
            assertThat(pair.client.reply()).isEqualTo(UNCERTAIN);
            assertThat(pair.client.reply()).isEqualTo(UNCERTAIN);
            assertThat(pair.client.ask("GET a")).isEqualTo("+second GET a");
            assertThat(pair.second.heard).containsExactly("GET a");
            assertThat(pair.bench.traffic.uncertainAnswers().byName())
                    .containsExactly(entry("incr", 1L), entry("zrange", 1L));
        }
    }

    @ParameterizedTest
    @EnumSource(Transport.class)
    void saysSoOfATransactionThatWasToBeCarriedOut(Transport transport) throws IOException {
        try (ServerPair pair = new ServerPair(transport)) {
            // Given
            pair.client.ask("MULTI");
            pair.client.ask("INCR a");
            pair.first.keepSilent();
            pair.askInVain("EXEC");

            // When
            pair.lose();

            // Then
            assertThat(pair.client.reply()).isEqualTo(UNCERTAIN);
            assertThat(pair.client.ask("GET a")).isEqualTo("+second GET a");
            assertThat(pair.second.heard).containsExactly("GET a");
        }
    }

    @ParameterizedTest
    @EnumSource(Transport.class)
    void saysNothingWhereAnswersCannotBeCounted(Transport transport) throws IOException {
        for (String pinning : new String[] {"CLIENT REPLY OFF", "SUBSCRIBE a", "MONITOR"}) {
            try (ServerPair pair = new ServerPair(transport)) {
                // Given
                pair.client.ask(pinning);
                pair.askInVain("INCR silence");

                // When
                pair.lose();

                // Then
                assertThat(pair.client.reply()).as(pinning).isNull();
                assertThat(pair.second.heard).as(pinning).isEmpty();
            }
        }
    }

    @ParameterizedTest
    @EnumSource(Transport.class)
    void saysNothingToAClientThatIsOnlyRelayed(Transport transport) throws IOException {
        SessionBench relaying =
                new SessionBench(transport, SessionKind.RELAY, TargetRole.MASTER, Duration.ofSeconds(15), 100);
        try (ServerPair pair = new ServerPair(relaying)) {
            // Given
            pair.askInVain("INCR silence");

            // When
            pair.lose();

            // Then
            assertThat(pair.client.reply()).isNull();
            pair.client.close();
            pair.bench.awaitNobody();
        }
    }

    @ParameterizedTest
    @EnumSource(Transport.class)
    void hangsUpWhereThatIsWanted(Transport transport) throws IOException {
        try (ServerPair pair = new ServerPair(new SessionBench(transport, Unanswered.CLOSE))) {
            // Given
            pair.askInVain("INCR silence");

            // When
            pair.lose();

            // Then
            assertThat(pair.client.reply()).isNull();
            assertThat(pair.second.heard).isEmpty();
            assertThat(pair.bench.traffic.row().incidents().uncertain()).isZero();
        }
    }

    @ParameterizedTest
    @EnumSource(Transport.class)
    void letsNothingRunOutsideOfATransactionThatWasHalfSaid(Transport transport) throws IOException {
        for (String first : new String[] {"MULTI silence", "SELECT silence", "AUTH silence"}) {
            try (ServerPair pair = new ServerPair(transport)) {
                // Given
                pair.client.send(first, "INCR silence");
                pair.awaitHeard("INCR silence");

                // When
                pair.lose();

                // Then
                assertThat(pair.client.reply()).as(first).isEqualTo(UNCERTAIN);
                assertThat(pair.client.reply()).as(first).isEqualTo(UNCERTAIN);
                assertThat(pair.client.reply()).as(first).isNull();
                assertThat(pair.second.heard).as(first).isEmpty();
            }
        }
    }

    @ParameterizedTest
    @EnumSource(Transport.class)
    void takesUnblockedForTheOutcomeOfACommandThatNeverWaits(Transport transport) throws IOException {
        try (ServerPair pair = new ServerPair(transport)) {
            // Given
            pair.askInVain("FT.SEARCH silence");
            String unblocked = "-UNBLOCKED force unblock from blocking operation, instance state changed";

            // When
            pair.first.say(unblocked + "\r\n");

            // Then
            assertThat(pair.client.reply()).isEqualTo(unblocked);
        }
    }

    @ParameterizedTest
    @EnumSource(Transport.class)
    void asksAgainWhatAServerUnblockedWhenItWasDemoted(Transport transport) throws IOException {
        SessionBench bench = new SessionBench(transport);
        try (ServerPair pair = new ServerPair(bench)) {
            // Given
            pair.askInVain("BLPOP silence 0");
            bench.mayForward = false;
            pair.first.say("-UNBLOCKED force unblock from blocking operation, instance state changed"
                    + " (master -> replica?)\r\n");

            // When
            bench.mayForward = true;
            pair.lose();

            // Then
            await().atMost(SOON).until(() -> pair.second.heard.contains("BLPOP silence 0"));
            assertThat(pair.bench.traffic.row().incidents().uncertain()).isZero();
        }
    }
}
