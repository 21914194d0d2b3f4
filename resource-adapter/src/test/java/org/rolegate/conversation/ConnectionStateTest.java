package org.rolegate.conversation;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

class ConnectionStateTest {

    private static final String OK = "";

    private final ConnectionState journal = new ConnectionState(new ScriptCache());
    private long sent;
    private long answered;

    @Test
    void hasNothingToTellAtFirst() {
        assertThat(journal.movable()).isTrue();
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
        assertThat(journal.movable()).isTrue();
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
        assertThat(journal.movable()).isTrue();
    }

    @Test
    void isNotSureWhoItIsAfterAHelloThatFailedLate() {
        // When
        done("HELLO 3 AUTH user good SETNAME bad", "ERR");

        // Then
        assertThat(journal.pinned()).isTrue();
    }

    @Test
    void isPinnedByAHelloItDoesNotUnderstandIfRedisDoes() {
        // When
        done("HELLO 3 COMPRESSION zstd", OK);

        // Then
        assertThat(journal.pinned()).isTrue();
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
    void tellsOfAnOpenTransaction() {
        assertQueueingSince(0, "MULTI", OK);
        assertQueueingSince(ConnectionState.NONE, "EXEC", OK);
        assertQueueingSince(2, "MULTI", OK);
        assertQueueingSince(2, "MULTI", "ERR");
        assertThat(replay()).containsExactly("MULTI");
        assertQueueingSince(ConnectionState.NONE, "DISCARD", OK);
        assertQueueingSince(5, "MULTI", OK);
        assertQueueingSince(ConnectionState.NONE, "EXEC", "EXECABORT");
        assertQueueingSince(ConnectionState.NONE, "MULTI", "NOAUTH");
        assertQueueingSince(ConnectionState.NONE, "EXEC", "ERR");
        assertThat(replay()).isEmpty();
        assertThat(journal.movable()).isTrue();
    }

    @Test
    void isNotMovableIfNobodyKnowsWhetherATransactionBegan() {
        assertMovable(false, "MULTI", "UNCERTAIN");
        assertMovable(true, "EXEC", "EXECABORT");
    }

    @Test
    void breaksAWatchByAMove() {
        assertMovable(true, "WATCH key", OK);
        assertThat(journal.watches()).isTrue();
        assertThat(journal.watchBroken()).isFalse();

        journal.left();
        assertThat(journal.watchBroken()).isTrue();
        assertThat(replay()).isEmpty();
        assertThat(insteadOfExec("ERR")).contains("-ERR EXEC without MULTI\r\n");

        done("MULTI", OK);
        assertThat(insteadOfExec(OK)).contains("*-1\r\n");
        assertThat(insteadOfExec("ERR")).as("the server does not know DISCARD").isEmpty();
        assertThat(insteadOfExec("NOPERM")).isEmpty();

        done("EXEC", OK);
        assertThat(journal.watches()).isFalse();
        assertThat(journal.watchBroken()).isFalse();
    }

    @Test
    void tellsOfABrokenWatchInTheProtocolSpoken() {
        // Given
        done("HELLO 3", OK);
        done("WATCH key", OK);
        journal.left();
        done("MULTI", OK);

        // Then
        assertThat(insteadOfExec(OK)).contains("_\r\n");

        // When
        done("GET", "ERR");
        journal.erred();

        // Then
        assertThat(insteadOfExec(OK)).contains("-EXECABORT Transaction discarded because of previous errors.\r\n");
    }

    @Test
    void takesAWatchForOneOfWhichNobodyKnowsWhetherItBegan() {
        assertMovable(true, "WATCH key", "UNCERTAIN");
        journal.left();
        assertThat(journal.watchBroken()).isTrue();

        done("EXEC", "UNCERTAIN");
        assertThat(journal.watchBroken())
                .as("there was no transaction to end it")
                .isTrue();
    }

    private Optional<String> insteadOfExec(String error) {
        return journal.insteadOfExec(Optional.of(error).filter(code -> !code.isEmpty()))
                .map(bytes -> new String(bytes, StandardCharsets.US_ASCII));
    }

    @Test
    void isPinnedByStateSetInsideATransaction() {
        // When
        done("MULTI", OK);
        done("SELECT 3", OK);
        done("EXEC", OK);

        // Then
        assertThat(journal.pinned()).isTrue();
    }

    @Test
    void tellsWhatItListensToAsFarAsThatWasConfirmed() {
        // Given
        done("SELECT 3", OK);
        send("SUBSCRIBE a b");
        assertThat(journal.subscribing()).isTrue();

        // When
        journal.answered(1, Optional.empty());

        // Then
        assertThat(replay()).containsExactly("SELECT 3", "SUBSCRIBE a");
        assertThat(journal.expectsArrays()).isTrue();
        assertThat(journal.toString()).doesNotContain("a b").contains("CHANNEL=1");

        // When
        journal.answered(2, Optional.empty());

        // Then
        assertThat(replay()).containsExactly("SELECT 3", "SUBSCRIBE a b");
        assertThat(journal.subscribing()).isFalse();
    }

    @Test
    void leavesAllChannelsOfAKindAtOnce() {
        // Given
        journal.sent(0, CommandClass.SUBSCRIBING, arguments("SUBSCRIBE a b"));
        journal.sent(2, CommandClass.SUBSCRIBING, arguments("PSUBSCRIBE p"));

        // When
        int replies = journal.sent(3, CommandClass.SUBSCRIBING, arguments("UNSUBSCRIBE"));
        for (int i = 0; i < 3 + replies; i++) {
            journal.answered(i, Optional.empty());
        }

        // Then
        assertThat(replies).isEqualTo(2);
        assertThat(replay()).containsExactly("PSUBSCRIBE p");
        assertThat(journal.sent(5, CommandClass.SUBSCRIBING, arguments("UNSUBSCRIBE")))
                .isOne();
        journal.answered(5, Optional.empty());
        assertThat(replay()).containsExactly("PSUBSCRIBE p");
    }

    @Test
    void isPinnedByARefusalOfManyChannelsAndNotOfOne() {
        // Given
        journal.sent(0, CommandClass.SUBSCRIBING, arguments("SUBSCRIBE a"));
        journal.sent(1, CommandClass.SUBSCRIBING, arguments("SUBSCRIBE b c"));

        // When
        journal.answered(0, Optional.of("NOPERM"));

        // Then
        assertThat(journal.movable()).isTrue();
        assertThat(replay()).isEmpty();

        // When
        journal.answered(1, Optional.of("NOPERM"));

        // Then
        assertThat(journal.pinned()).isTrue();
    }

    @Test
    void isPinnedByMoreChannelsThanAreKept() {
        // When
        for (int i = 0; i < 100; i++) {
            journal.sent(i, CommandClass.SUBSCRIBING, arguments("SUBSCRIBE " + i + "x".repeat(1000)));
            journal.answered(i, Optional.empty());
        }

        // Then
        assertThat(journal.pinned()).isTrue();
    }

    @Test
    void isPinnedByMoreToLeaveThanIsKept() {
        // When
        for (int i = 0; i < 100; i++) {
            journal.sent(i, CommandClass.SUBSCRIBING, arguments("UNSUBSCRIBE " + i + "x".repeat(1000)));
        }

        // Then
        assertThat(journal.pinned()).isTrue();
    }

    @Test
    void isNotPinnedBySubscribingAndLeavingAsOftenAsItLikes() {
        for (int i = 0; i < 3_000; i += 3) {
            journal.sent(i, CommandClass.SUBSCRIBING, arguments("SUBSCRIBE a b".replace("b", "b".repeat(100))));
            journal.sent(i + 2, CommandClass.SUBSCRIBING, arguments(i % 2 == 0 ? "SUBSCRIBE a" : "UNSUBSCRIBE a"));
            for (int j = i; j < i + 3; j++) {
                journal.answered(j, Optional.empty());
            }
            journal.sent(i, CommandClass.SUBSCRIBING, arguments("SUBSCRIBE " + "c".repeat(1_000)));
            journal.answered(i, Optional.of("NOPERM"));
            journal.sent(i, CommandClass.SUBSCRIBING, arguments("SUBSCRIBE"));
            journal.answered(i, Optional.of("ERR"));
        }

        assertThat(journal.movable()).isTrue();
    }

    @Test
    void remembersWhatACacheNeeds() {
        // When
        done("CLIENT TRACKING on NOLOOP", OK);
        done("CLIENT NO-EVICT on", OK);
        done("CLIENT NO-TOUCH on", "ERR");

        // Then
        assertThat(replay()).containsExactly("CLIENT NO-EVICT on", "CLIENT TRACKING on NOLOOP");
        assertThat(journal.tracks()).isTrue();

        // When
        done("CLIENT TRACKING off", OK);
        done("CLIENT NO-EVICT off", OK);

        // Then
        assertThat(replay()).isEmpty();
        assertThat(journal.tracks()).isFalse();
    }

    @Test
    void addsPrefixesUp() {
        // When
        done("CLIENT TRACKING ON BCAST PREFIX a NOLOOP", OK);
        done("CLIENT TRACKING ON BCAST PREFIX b", OK);
        done("CLIENT TRACKING ON BCAST PREFIX b", "ERR");

        // Then
        assertThat(replay())
                .containsExactly("CLIENT TRACKING ON BCAST PREFIX a NOLOOP", "CLIENT TRACKING ON BCAST PREFIX b");

        // When
        done("CLIENT TRACKING OFF", OK);
        done("CLIENT TRACKING ON BCAST PREFIX c", OK);

        // Then
        assertThat(replay()).containsExactly("CLIENT TRACKING ON BCAST PREFIX c");
        assertThat(journal.movable()).isTrue();
    }

    @Test
    void isPinnedByMorePrefixesThanAreKept() {
        for (int i = 0; i < 20; i++) {
            done("CLIENT TRACKING ON BCAST PREFIX " + i + "x".repeat(1000), OK);
        }

        assertThat(journal.pinned()).isTrue();
    }

    @Test
    void isNotMovedBetweenCachingAndItsCommand() {
        // Given
        done("CLIENT TRACKING ON OPTIN", OK);
        assertThat(journal.caching(answered)).isFalse();

        // When
        send("CLIENT CACHING YES");

        // Then
        assertThat(journal.caching(answered)).as("not answered").isTrue();

        // When
        answer(OK);
        done("CLIENT ID", OK);
        done("CLIENT CACHING NO", "ERR");
        send("GET key");

        // Then
        assertThat(journal.caching(answered)).as("its command is not answered").isTrue();
        assertThat(journal.caching(answered + 1)).as("once it is answered").isFalse();

        // When
        send("CLIENT CACHING YES");
        answer(OK);

        // Then
        assertThat(journal.caching(answered)).as("of the second one").isTrue();

        // When
        answer(OK);
        done("GET key", OK);

        // Then
        assertThat(journal.caching(answered)).isFalse();
        assertThat(journal.movable()).isTrue();
        assertThat(replay()).containsExactly("CLIENT TRACKING ON OPTIN");

        // When
        done("CLIENT ID", OK);

        // Then
        assertThat(journal.caching(answered)).as("CLIENT long after it").isFalse();
    }

    @Test
    void isNotMovedInATransactionThatCachingIsFor() {
        // Given
        done("CLIENT TRACKING ON OPTIN", OK);

        // When
        done("CLIENT CACHING YES", OK);
        done("MULTI", OK);
        done("GET key", OK);

        // Then
        assertThat(journal.caching(answered)).isTrue();

        // When
        done("EXEC", OK);
        done("MULTI", OK);

        // Then
        assertThat(journal.caching(answered)).isFalse();
        assertThat(replay()).containsExactly("CLIENT TRACKING ON OPTIN", "MULTI");

        // When
        done("CLIENT CACHING YES", OK);
        done("GET key", OK);

        // Then
        assertThat(journal.caching(answered)).as("queued").isTrue();

        // When
        done("EXEC", OK);

        // Then
        assertThat(journal.caching(answered)).isFalse();
        assertThat(journal.movable()).isTrue();
    }

    @Test
    void isMovedAfterTheNextCommandAlsoIfCachingWasRefused() {
        // When
        done("CLIENT CACHING YES", "ERR");

        // Then
        assertThat(journal.caching(answered)).isTrue();

        // When
        done("GET key", OK);

        // Then
        assertThat(journal.caching(answered)).isFalse();
        assertThat(journal.movable()).isTrue();
        assertThat(journal.tracks()).isFalse();
    }

    @Test
    void isNotMovedAfterCachingThatWasSentBehindAReset() {
        // When
        send("RESET");
        send("CLIENT TRACKING ON OPTIN");
        send("CLIENT CACHING YES");
        answer(OK);
        answer(OK);
        answer(OK);

        // Then
        assertThat(journal.tracks()).isTrue();
        assertThat(journal.caching(answered)).isTrue();
    }

    @Test
    void tracksNothingAfterAReset() {
        // Given
        done("CLIENT TRACKING ON OPTIN", OK);

        // When
        done("RESET", OK);

        // Then
        assertThat(replay()).isEmpty();
        assertThat(journal.tracks()).isFalse();
    }

    @Test
    void isPinnedByListeningForAnotherConnection() {
        journal.sent(0, CommandClass.SUBSCRIBING, arguments("SUBSCRIBE __redis__:invalidate"));

        assertThat(journal.pinned()).isTrue();
    }

    @Test
    void keepsTheLibraryThroughAReset() {
        done("CLIENT SETINFO LIB-NAME jedis", OK);
        done("CLIENT SETNAME me", OK);
        done("RESET", OK);

        assertThat(replay()).containsExactly("CLIENT SETINFO LIB-NAME jedis");
    }

    @Test
    void leavesAsMuchAsItListensTo() {
        // Given
        for (int i = 0; i < 400; i++) {
            journal.sent(i, CommandClass.SUBSCRIBING, arguments("SUBSCRIBE channel-with-a-longer-name-" + i));
            journal.answered(i, Optional.empty());
        }

        // When
        int replies = journal.sent(400, CommandClass.SUBSCRIBING, arguments("UNSUBSCRIBE"));

        // Then
        assertThat(replies).isEqualTo(400);
        assertThat(journal.movable()).isTrue();
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
        assertThat(journal.movable()).isTrue();
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
        assertThat(journal.movable()).isTrue();

        // When
        done(command, OK);

        // Then
        assertThat(journal.pinned()).isTrue();
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
        assertThat(journal.pinned()).isTrue();
        assertThat(journal.movable()).isFalse();
        assertThat(replay()).isEmpty();

        // When
        answer(OK);
        done("AUTH secret", OK);

        // Then
        assertThat(journal.movable()).isFalse();
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
        assertThat(journal.movable()).isTrue();
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
        assertThat(journal.pinned()).isFalse();

        // When
        for (int i = 0; i < 60; i++) {
            answer(OK);
            send("CLIENT SETNAME " + name);
        }

        // Then
        assertThat(journal.pinned()).isFalse();

        // When
        for (int i = 0; i < 10; i++) {
            send("CLIENT SETNAME " + name);
        }

        // Then
        assertThat(journal.pinned()).isTrue();
    }

    @Test
    void takesAThousandTransactionsAtOnce() {
        for (int i = 0; i < 1_000; i++) {
            send("MULTI");
            send("EXEC");
        }
        for (int i = 0; i < 2_000; i++) {
            answer(OK);
        }
        assertThat(journal.movable()).isTrue();
    }

    @Test
    void neverShowsWhatWasSaid() {
        // Given
        done("HELLO 3 AUTH user secret SETNAME me", OK);
        send("AUTH newsecret");
        send("WATCH key");

        // When
        String shown = journal.toString();

        // Then
        assertThat(shown)
                .isEqualTo("Journal[pinned=false, transaction=false, slots=[IDENTITY, PROTOCOL, NAME], tracks=false,"
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
        journal.pin();

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

    private static List<byte[]> arguments(String command) {
        return Arrays.stream(command.split(" ", -1))
                .map(argument -> argument.getBytes(StandardCharsets.UTF_8))
                .toList();
    }

    private void assertQueueingSince(long multi, String command, String error) {
        done(command, error);
        assertThat(journal.queueingSince()).as(command).isEqualTo(multi);
    }

    private void assertMovable(boolean movable, String command, String error) {
        done(command, error);
        assertThat(journal.movable()).as(command).isEqualTo(movable);
    }

    private void done(String command, String error) {
        send(command);
        answer(error);
    }

    private List<byte[]> send(String command) {
        return send(command.split(" "));
    }

    private List<byte[]> send(String... arguments) {
        byte[] name = arguments[0].toUpperCase(Locale.ROOT).getBytes(StandardCharsets.US_ASCII);
        List<byte[]> bytes = new ArrayList<>(List.of(name));
        Arrays.stream(arguments).skip(1).forEach(argument -> bytes.add(argument.getBytes(StandardCharsets.ISO_8859_1)));
        CommandClass kind = CommandClass.of(name, name.length);
        journal.sent(sent++, kind.with(bytes), kind.argumentsMatter() ? bytes : List.of());
        return bytes;
    }

    private void answer(String error) {
        journal.answered(answered++, error.isEmpty() ? Optional.empty() : Optional.of(error));
    }

    private List<String> replay() {
        return journal.replay().stream()
                .map(arguments -> String.join(
                        " ",
                        Arrays.stream(arguments)
                                .map(argument -> new String(argument, StandardCharsets.ISO_8859_1))
                                .toList()))
                .toList();
    }
}
