package org.rolegate.conversation;

import java.util.Optional;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** The state that makes a server send push messages: subscriptions and CLIENT TRACKING. */
class ConnectionStateOfPushesTest extends RecordedConnection {

    @Test
    void tellsWhatItListensToAsFarAsThatWasConfirmed() {
        // Given
        done("SELECT 3", OK);
        send("SUBSCRIBE a b");
        assertThat(state.isSubscribing()).isTrue();

        // When
        state.onReply(1, Optional.empty());

        // Then
        assertThat(replay()).containsExactly("SELECT 3", "SUBSCRIBE a");
        assertThat(state.expectsArrays()).isTrue();
        assertThat(state.toString()).doesNotContain("a b").contains("CHANNEL=1");

        // When
        state.onReply(2, Optional.empty());

        // Then
        assertThat(replay()).containsExactly("SELECT 3", "SUBSCRIBE a b");
        assertThat(state.isSubscribing()).isFalse();
    }

    @Test
    void leavesAllChannelsOfAKindAtOnce() {
        // Given
        state.onCommand(0, CommandClass.SUBSCRIBING, arguments("SUBSCRIBE a b"));
        state.onCommand(2, CommandClass.SUBSCRIBING, arguments("PSUBSCRIBE p"));

        // When
        int replies = state.onCommand(3, CommandClass.SUBSCRIBING, arguments("UNSUBSCRIBE"));
        for (int i = 0; i < 3 + replies; i++) {
            state.onReply(i, Optional.empty());
        }

        // Then
        assertThat(replies).isEqualTo(2);
        assertThat(replay()).containsExactly("PSUBSCRIBE p");
        assertThat(state.onCommand(5, CommandClass.SUBSCRIBING, arguments("UNSUBSCRIBE")))
                .isOne();
        state.onReply(5, Optional.empty());
        assertThat(replay()).containsExactly("PSUBSCRIBE p");
    }

    @Test
    void isPinnedByARefusalOfManyChannelsAndNotOfOne() {
        // Given
        state.onCommand(0, CommandClass.SUBSCRIBING, arguments("SUBSCRIBE a"));
        state.onCommand(1, CommandClass.SUBSCRIBING, arguments("SUBSCRIBE b c"));

        // When
        state.onReply(0, Optional.of("NOPERM"));

        // Then
        assertThat(state.movable()).isTrue();
        assertThat(replay()).isEmpty();

        // When
        state.onReply(1, Optional.of("NOPERM"));

        // Then
        assertThat(state.pinned()).isTrue();
    }

    @Test
    void isPinnedByMoreChannelsThanAreKept() {
        // When
        for (int i = 0; i < 100; i++) {
            state.onCommand(i, CommandClass.SUBSCRIBING, arguments("SUBSCRIBE " + i + "x".repeat(1000)));
            state.onReply(i, Optional.empty());
        }

        // Then
        assertThat(state.pinned()).isTrue();
    }

    @Test
    void isPinnedByMoreToLeaveThanIsKept() {
        // When
        for (int i = 0; i < 100; i++) {
            state.onCommand(i, CommandClass.SUBSCRIBING, arguments("UNSUBSCRIBE " + i + "x".repeat(1000)));
        }

        // Then
        assertThat(state.pinned()).isTrue();
    }

    @Test
    void isNotPinnedBySubscribingAndLeavingAsOftenAsItLikes() {
        for (int i = 0; i < 3_000; i += 3) {
            state.onCommand(i, CommandClass.SUBSCRIBING, arguments("SUBSCRIBE a b".replace("b", "b".repeat(100))));
            state.onCommand(i + 2, CommandClass.SUBSCRIBING, arguments(i % 2 == 0 ? "SUBSCRIBE a" : "UNSUBSCRIBE a"));
            for (int j = i; j < i + 3; j++) {
                state.onReply(j, Optional.empty());
            }
            state.onCommand(i, CommandClass.SUBSCRIBING, arguments("SUBSCRIBE " + "c".repeat(1_000)));
            state.onReply(i, Optional.of("NOPERM"));
            state.onCommand(i, CommandClass.SUBSCRIBING, arguments("SUBSCRIBE"));
            state.onReply(i, Optional.of("ERR"));
        }

        assertThat(state.movable()).isTrue();
    }

    @Test
    void remembersWhatACacheNeeds() {
        // When
        done("CLIENT TRACKING on NOLOOP", OK);
        done("CLIENT NO-EVICT on", OK);
        done("CLIENT NO-TOUCH on", "ERR");

        // Then
        assertThat(replay()).containsExactly("CLIENT NO-EVICT on", "CLIENT TRACKING on NOLOOP");
        assertThat(state.tracks()).isTrue();

        // When
        done("CLIENT TRACKING off", OK);
        done("CLIENT NO-EVICT off", OK);

        // Then
        assertThat(replay()).isEmpty();
        assertThat(state.tracks()).isFalse();
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
        assertThat(state.movable()).isTrue();
    }

    @Test
    void isPinnedByMorePrefixesThanAreKept() {
        for (int i = 0; i < 20; i++) {
            done("CLIENT TRACKING ON BCAST PREFIX " + i + "x".repeat(1000), OK);
        }

        assertThat(state.pinned()).isTrue();
    }

    @Test
    void isNotMovedBetweenCachingAndItsCommand() {
        // Given
        done("CLIENT TRACKING ON OPTIN", OK);
        assertThat(state.isCaching(answered)).isFalse();

        // When
        send("CLIENT CACHING YES");

        // Then
        assertThat(state.isCaching(answered)).as("not answered").isTrue();

        // When
        answer(OK);
        done("CLIENT ID", OK);
        done("CLIENT CACHING NO", "ERR");
        send("GET key");

        // Then
        assertThat(state.isCaching(answered)).as("its command is not answered").isTrue();
        assertThat(state.isCaching(answered + 1)).as("once it is answered").isFalse();

        // When
        send("CLIENT CACHING YES");
        answer(OK);

        // Then
        assertThat(state.isCaching(answered)).as("of the second one").isTrue();

        // When
        answer(OK);
        done("GET key", OK);

        // Then
        assertThat(state.isCaching(answered)).isFalse();
        assertThat(state.movable()).isTrue();
        assertThat(replay()).containsExactly("CLIENT TRACKING ON OPTIN");

        // When
        done("CLIENT ID", OK);

        // Then
        assertThat(state.isCaching(answered)).as("CLIENT long after it").isFalse();
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
        assertThat(state.isCaching(answered)).isTrue();

        // When
        done("EXEC", OK);
        done("MULTI", OK);

        // Then
        assertThat(state.isCaching(answered)).isFalse();
        assertThat(replay()).containsExactly("CLIENT TRACKING ON OPTIN", "MULTI");

        // When
        done("CLIENT CACHING YES", OK);
        done("GET key", OK);

        // Then
        assertThat(state.isCaching(answered)).as("queued").isTrue();

        // When
        done("EXEC", OK);

        // Then
        assertThat(state.isCaching(answered)).isFalse();
        assertThat(state.movable()).isTrue();
    }

    @Test
    void isMovedAfterTheNextCommandAlsoIfCachingWasRefused() {
        // When
        done("CLIENT CACHING YES", "ERR");

        // Then
        assertThat(state.isCaching(answered)).isTrue();

        // When
        done("GET key", OK);

        // Then
        assertThat(state.isCaching(answered)).isFalse();
        assertThat(state.movable()).isTrue();
        assertThat(state.tracks()).isFalse();
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
        assertThat(state.tracks()).isTrue();
        assertThat(state.isCaching(answered)).isTrue();
    }

    @Test
    void tracksNothingAfterAReset() {
        // Given
        done("CLIENT TRACKING ON OPTIN", OK);

        // When
        done("RESET", OK);

        // Then
        assertThat(replay()).isEmpty();
        assertThat(state.tracks()).isFalse();
    }

    @Test
    void isPinnedByListeningForAnotherConnection() {
        state.onCommand(0, CommandClass.SUBSCRIBING, arguments("SUBSCRIBE __redis__:invalidate"));

        assertThat(state.pinned()).isTrue();
    }

    @Test
    void leavesAsMuchAsItListensTo() {
        // Given
        for (int i = 0; i < 400; i++) {
            state.onCommand(i, CommandClass.SUBSCRIBING, arguments("SUBSCRIBE channel-with-a-longer-name-" + i));
            state.onReply(i, Optional.empty());
        }

        // When
        int replies = state.onCommand(400, CommandClass.SUBSCRIBING, arguments("UNSUBSCRIBE"));

        // Then
        assertThat(replies).isEqualTo(400);
        assertThat(state.movable()).isTrue();
    }
}
