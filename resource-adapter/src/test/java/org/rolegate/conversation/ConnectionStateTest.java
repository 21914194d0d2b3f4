package org.rolegate.conversation;

import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/** The settings that are replayed, and what pins a session. */
class ConnectionStateTest extends RecordedConnection {

    @Test
    void hasNothingToTellAtFirst() {
        assertThat(state.movable()).isTrue();
        assertThat(replay()).isEmpty();
    }

    @Test
    void tellsItAllInTheOrderANewServerNeeds() {
        // When
        done("CLIENT SETINFO LIB-VER 5.0", OK);
        done("client setinfo lib-name jedis", OK);
        done("CLIENT SETNAME me", OK);
        done("SELECT 3", OK);
        done("HELLO 3", OK);
        done("AUTH user secret", OK);

        // Then
        assertThat(replay())
                .containsExactly(
                        "AUTH user secret",
                        "HELLO 3",
                        "SELECT 3",
                        "CLIENT SETNAME me",
                        "CLIENT setinfo lib-name jedis",
                        "CLIENT SETINFO LIB-VER 5.0");
        assertThat(state.movable()).isTrue();
    }

    @Test
    void keepsTheLastOfEachKind() {
        // When
        done("AUTH old", OK);
        done("SELECT 3", OK);
        done("CLIENT SETNAME me", OK);
        done("AUTH user new", OK);
        done("SELECT 4", OK);
        done("CLIENT SETNAME you", OK);

        // Then
        assertThat(replay()).containsExactly("AUTH user new", "SELECT 4", "CLIENT SETNAME you");
    }

    @Test
    void takesHelloApart() {
        // When
        done("HELLO 3 auth user secret SETNAME me", OK);
        done("HELLO", OK);

        // Then
        assertThat(replay()).containsExactly("AUTH user secret", "HELLO 3", "CLIENT SETNAME me");
    }

    @Test
    void needsNoWordForWhatANewConnectionIsAnyhow() {
        // When
        done("HELLO 3 SETNAME me", OK);
        done("SELECT 3", OK);
        done("HELLO 2", OK);
        done("SELECT 0", OK);
        send("CLIENT", "SETNAME", "");
        answer(OK);

        // Then
        assertThat(replay()).isEmpty();
    }

    @Test
    void forgetsWhatWasRefused() {
        // When
        done("AUTH good", OK);
        done("AUTH bad", "WRONGPASS");
        done("SELECT 99", "ERR");
        done("CLIENT SETINFO LIB-NAME jedis", "ERR");
        done("HELLO 4", "NOPROTO");
        done("HELLO 3 AUTH user bad", "WRONGPASS");

        // Then
        assertThat(replay()).containsExactly("AUTH good");
        assertThat(state.movable()).isTrue();
    }

    @Test
    void isNotSureWhoItIsAfterAHelloThatFailedLate() {
        // When
        done("HELLO 3 AUTH user good SETNAME bad", "ERR");

        // Then
        assertThat(state.pinned()).isTrue();
    }

    @Test
    void isPinnedByAHelloItDoesNotUnderstandIfRedisDoes() {
        // When
        done("HELLO 3 COMPRESSION zstd", OK);

        // Then
        assertThat(state.pinned()).isTrue();
    }

    @Test
    void matchesRepliesToPipelinedCommandsByTheirNumber() {
        // When
        send("AUTH secret");
        sent++; // GET
        send("SELECT 3");
        send("SELECT 4");
        sent++; // GET

        // Then
        assertThat(replay()).isEmpty();

        // When
        answer(OK);
        answer("ERR"); // GET

        // Then
        assertThat(replay()).containsExactly("AUTH secret");

        // When
        answer(OK);
        answer("ERR");
        answer(OK); // GET

        // Then
        assertThat(replay()).containsExactly("AUTH secret", "SELECT 3");
    }

    @Test
    void keepsTheLibraryThroughAReset() {
        done("CLIENT SETINFO LIB-NAME jedis", OK);
        done("CLIENT SETNAME me", OK);
        done("RESET", OK);

        assertThat(replay()).containsExactly("CLIENT SETINFO LIB-NAME jedis");
    }

    @Test
    void forgetsAllAtAReset() {
        // Given
        done("AUTH secret", OK);
        done("SELECT 3", OK);
        done("MULTI", OK);

        // When
        done("RESET", OK);

        // Then
        assertThat(replay()).isEmpty();
        assertThat(state.movable()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "CLIENT TRACKING ON REDIRECT 7",
                "CLIENT TRACKING ON Redirect\0 7",
                "CLIENT CAPA redirect",
                "CLIENT IMPORT-SOURCE on",
                "CLIENT MAINT_NOTIFICATIONS ON",
                "CLIENT NOSUCH",
                "CLIENT SETINFO LIB-MOOD good",
                "CLIENT SETNAME too many",
            })
    void isPinnedByWhatItDoesNotKnowOfAConnectionOnlyIfThatIsAccepted(String command) {
        // When
        done(command, "ERR");

        // Then
        assertThat(state.movable()).isTrue();

        // When
        done(command, OK);

        // Then
        assertThat(state.pinned()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "QUIT",
                "MONITOR",
                "READONLY",
                "CLIENT REPLY SKIP",
                "client reply on",
                "CLIENT reply\0x OFF",
                "HIMPORT PREPARE set field",
                "CLUSTER SYNCSLOTS ESTABLISH",
                "CLUSTER SYNCSLOTS\0x ESTABLISH",
                "SCRIPT DEBUG YES",
                "SCRIPT debug\0x YES",
            })
    void isPinnedForGoodByWhatCannotBeTold(String command) {
        // Given
        done("AUTH secret", OK);

        // When
        send(command);

        // Then
        assertThat(state.pinned()).isTrue();
        assertThat(state.movable()).isFalse();
        assertThat(replay()).isEmpty();

        // When
        answer(OK);
        done("AUTH secret", OK);

        // Then
        assertThat(state.movable()).isFalse();
        assertThat(replay()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "CLIENT ID",
                "client info",
                "CLIENT LIST TYPE normal",
                "CLIENT GETNAME",
                "CLIENT KILL ID 3",
                "CLIENT UNBLOCK 3",
                "CLIENT",
                "CONFIG SET requirepass secret",
                "CONFIG GET dir",
                "SCRIPT EXISTS digest",
                "EVALSHA digest 0",
                "SCRIPT",
                "AUTH",
                "SELECT",
                "HELLO",
            })
    void isNotPinnedByWhatLeavesNothingBehind(String command) {
        // When
        done(command, command.contains(" ") ? OK : "ERR");

        // Then
        assertThat(state.movable()).isTrue();
        assertThat(replay()).isEmpty();
    }

    @Test
    void isPinnedByAClientThatAwaitsTooMuch() {
        // Given
        String name = "n".repeat(4_000);

        // When
        for (int i = 0; i < 60; i++) {
            send("CLIENT SETNAME " + name);
        }

        // Then
        assertThat(state.pinned()).isFalse();

        // When
        for (int i = 0; i < 60; i++) {
            answer(OK);
            send("CLIENT SETNAME " + name);
        }

        // Then
        assertThat(state.pinned()).isFalse();

        // When
        for (int i = 0; i < 10; i++) {
            send("CLIENT SETNAME " + name);
        }

        // Then
        assertThat(state.pinned()).isTrue();
    }

    @Test
    void neverShowsWhatWasSaid() {
        // Given
        done("HELLO 3 AUTH user secret SETNAME me", OK);
        send("AUTH newsecret");
        send("WATCH key");

        // When
        String shown = state.toString();

        // Then
        assertThat(shown)
                .isEqualTo(
                        "ConnectionState[pinned=false, transaction=false, settings=[IDENTITY, PROTOCOL, NAME], tracks=false,"
                                + " subscriptions=null, awaited=2]");
    }

    @Test
    void wipesPasswordsItNoLongerNeeds() {
        // Given
        List<byte[]> refused = send("AUTH refused");
        answer("WRONGPASS");
        List<byte[]> replaced = send("AUTH replaced");
        answer(OK);
        List<byte[]> last = send("AUTH last");
        answer(OK);
        List<byte[]> waiting = send("AUTH waiting");

        // When
        state.pin();

        // Then
        for (List<byte[]> arguments : List.of(refused, replaced, last, waiting)) {
            assertThat(arguments.get(1)).containsOnly(0);
        }
        assertThat(replay()).isEmpty();
    }

    @Test
    void wipesWhatOnlyHadToBeLookedAt() {
        assertThat(send("CONFIG SET requirepass secret").get(3)).containsOnly(0);
        assertThat(send("ACL SETUSER user >secret").get(3)).containsOnly(0);
        assertThat(send("CLUSTER SYNCSLOTS secret").get(2)).containsOnly(0);
    }
}
