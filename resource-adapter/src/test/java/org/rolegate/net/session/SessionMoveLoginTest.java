package org.rolegate.net.session;

import java.io.IOException;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import org.rolegate.core.session.Ending;
import org.rolegate.net.fixture.ScriptedServer;
import org.rolegate.net.fixture.ServerPair;
import org.rolegate.net.fixture.SessionBench;
import org.rolegate.net.io.Transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** What a session that moves tells its new server first, and what becomes of it meanwhile; on both transports. */
class SessionMoveLoginTest {

    private static final Duration SOON = Duration.ofSeconds(10);

    @ParameterizedTest
    @EnumSource(Transport.class)
    void endsWithoutAWordWhenTheNewServerRefusesTheLogin(Transport transport) throws IOException {
        for (String login : new String[] {"auth secret", "select 3"}) {
            Function<String, String> refuses = command -> "-WRONGPASS invalid " + command.replace(' ', '_') + "\r\n";
            try (ServerPair pair = new ServerPair(new SessionBench(transport), refuses)) {
                // Given
                pair.client.ask(login);

                // When
                pair.demote();

                // Then
                assertThat(pair.client.reply()).isNull();
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
        try (ServerPair pair = new ServerPair(new SessionBench(transport), refuses)) {
            // Given
            pair.client.ask("AUTH secret");
            pair.askInVain("GET silence");

            // When
            pair.demote();

            // Then
            assertThat(pair.client.reply())
                    .isEqualTo("-ERR rolegate: cannot restore the session on redis-2: AUTH refused: ERR");
            assertThat(pair.client.reply()).isNull();
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
                return ServerPair.SILENCE;
            }
            return "+" + command + "\r\n";
        };
        try (ServerPair pair = new ServerPair(new SessionBench(transport), diesOnce)) {
            // Given
            self[0] = pair.second;
            pair.client.ask("SELECT 3");
            pair.bench.waitInsteadOfRefusing = true;

            // When
            pair.demote();

            // Then
            await().atMost(SOON).until(() -> {
                pair.bench.tick();
                return pair.second.heard.size() == 2;
            });
            assertThat(pair.client.ask("GET a")).isEqualTo("+GET a");
            assertThat(pair.second.heard).containsExactly("SELECT 3", "SELECT 3", "GET a");
            pair.client.close();
            pair.bench.awaitNobody();
        }
    }

    @ParameterizedTest
    @EnumSource(Transport.class)
    void givesUpAServerThatNeverAnswersTheLogin(Transport transport) throws IOException {
        try (ServerPair pair = new ServerPair(new SessionBench(transport), command -> ServerPair.SILENCE)) {
            // Given
            pair.client.ask("SELECT 3");
            pair.askInVain("GET silence");

            // When
            pair.demote();

            // Then
            assertThat(pair.client.reply())
                    .isEqualTo("-ERR rolegate: cannot connect to redis-2: no reply to the login within 2000 ms");
            assertThat(pair.client.reply()).isNull();
            pair.client.close();
            pair.bench.awaitEnding(Ending.CONNECT_FAILED);
            await().atMost(SOON).until(() -> pair.second.connections() == 0);
        }
    }
}
