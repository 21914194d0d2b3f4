package org.rolegate.net.session;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Random;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.rolegate.conversation.ScriptCache;
import org.rolegate.core.config.TargetRole;
import org.rolegate.net.fixture.TestClient;
import org.rolegate.net.io.LoopContext;
import org.rolegate.net.io.MemoryBudget;

import static org.assertj.core.api.Assertions.assertThat;

/** What the next server gets, and the client hears, when keys were watched on a server that was left. */
class BrokenWatchTest {

    private static final int CUTS = 2_000;
    private static final String OK = "+OK\r\n";
    private static final String QUEUED = "+QUEUED\r\n";
    private static final String TOUCHED = "*-1\r\n";

    private final RequestReplayBuffer buffer =
            new RequestReplayBuffer(new LoopContext(new MemoryBudget(Long.MAX_VALUE)), new ScriptCache());

    /** Says it; returns what the server gets. */
    private String client(String... commands) {
        return clientBytes(text(commands));
    }

    private String clientBytes(String bytes) {
        return taken(buffer.onRequest(Unpooled.copiedBuffer(bytes, StandardCharsets.US_ASCII)));
    }

    /** Answers; returns what the client hears. */
    private String server(String replies) {
        return taken(buffer.onReply(Unpooled.copiedBuffer(replies, StandardCharsets.US_ASCII)));
    }

    private static String taken(ByteBuf bytes) {
        String text = bytes.toString(StandardCharsets.US_ASCII);
        bytes.release();
        return text;
    }

    private static String text(String... commands) {
        StringBuilder all = new StringBuilder();
        Arrays.stream(commands)
                .forEach(one -> all.append(new String(TestClient.bytes(one), StandardCharsets.US_ASCII)));
        return all.toString();
    }

    private void watch() {
        client("WATCH k");
        server(OK);
    }

    /** Returns what the next server is asked again. */
    private String move() {
        assertThat(buffer.canMove()).isTrue();
        buffer.onServerLeft();
        EmbeddedChannel next = new EmbeddedChannel();
        buffer.resend(next);
        next.flush();
        StringBuilder reported = new StringBuilder();
        for (ByteBuf bytes; (bytes = next.readOutbound()) != null; ) {
            reported.append(taken(bytes));
        }
        return reported.toString();
    }

    @AfterEach
    void forgets() {
        buffer.giveUp();
    }

    @Test
    void answersExecAsIfAWatchedKeyHadBeenTouched() {
        // Given
        watch();
        assertThat(client("GET k")).isEqualTo(text("GET k"));
        server("$1\r\nv\r\n");

        // When
        assertThat(move()).isEmpty();

        // Then
        assertThat(client("MULTI", "SET k w", "EXEC", "GET k")).isEqualTo(text("MULTI", "SET k w", "DISCARD", "GET k"));
        assertThat(server(OK + QUEUED + OK + "$1\r\nv\r\n")).isEqualTo(OK + QUEUED + TOUCHED + "$1\r\nv\r\n");

        // When
        watch();

        // Then
        assertThat(client("MULTI", "SET k w", "EXEC")).isEqualTo(text("MULTI", "SET k w", "EXEC"));
        assertThat(server(OK + QUEUED + "*1\r\n+OK\r\n")).isEqualTo(OK + QUEUED + "*1\r\n+OK\r\n");
    }

    @Test
    void passesOnWhatHoldsNoExecAsItIs() {
        // Given a client that never ends its watch
        watch();
        move();

        // When
        ByteBuf reported =
                Unpooled.copiedBuffer(text("SET k " + "v".repeat(100_000), "GET k"), StandardCharsets.US_ASCII);
        ByteBuf begin = reported.retainedSlice(0, 60_000);
        ByteBuf rest = reported.retainedSlice(60_000, reported.readableBytes() - 60_000);
        reported.release();

        // Then
        assertThat(buffer.onRequest(begin)).isSameAs(begin);
        assertThat(buffer.onRequest(rest)).isSameAs(rest);
        begin.release();
        rest.release();
    }

    @Test
    void doesSoHoweverTheBytesAreCut() {
        long seed = Long.getLong("rolegate.test.seed", System.nanoTime());
        String reported =
                text("PING", "multi", "SET k " + "v".repeat(40), "eXeC", "X", "MULTI", "EXEC", "GET k", "EXEC");
        String replies = "+PONG\r\n" + OK + QUEUED + OK + "-ERR unknown\r\n" + OK + OK + "$1\r\n-\r\n"
                + "-ERR DISCARD without MULTI\r\n";
        for (int i = 0; i < CUTS; i++) {
            Random random = new Random(seed + i);
            RequestReplayBuffer cut =
                    new RequestReplayBuffer(new LoopContext(new MemoryBudget(Long.MAX_VALUE)), new ScriptCache());
            taken(cut.onRequest(Unpooled.copiedBuffer(TestClient.bytes("WATCH k"))));
            taken(cut.onReply(Unpooled.copiedBuffer(OK, StandardCharsets.US_ASCII)));
            cut.onServerLeft();

            // When
            StringBuilder got = new StringBuilder();
            for (String piece : cut(reported, random)) {
                got.append(taken(cut.onRequest(Unpooled.copiedBuffer(piece, StandardCharsets.US_ASCII))));
            }
            StringBuilder heard = new StringBuilder();
            for (String piece : cut(replies, random)) {
                heard.append(taken(cut.onReply(Unpooled.copiedBuffer(piece, StandardCharsets.US_ASCII))));
            }

            // Then
            String what = "seed " + (seed + i);
            assertThat(got)
                    .as(what)
                    .hasToString(reported.replace(text("eXeC"), text("EXEC")).replace(text("EXEC"), text("DISCARD")));
            assertThat(heard)
                    .as(what)
                    .hasToString("+PONG\r\n" + OK + QUEUED + TOUCHED + "-ERR unknown\r\n" + OK
                            + "-EXECABORT Transaction discarded because of: rolegate: the server changed;"
                            + " nothing was executed\r\n$1\r\n-\r\n-ERR EXEC without MULTI\r\n");
            assertThat(cut.quiet()).as(what).isTrue();
            cut.giveUp();
        }
    }

    private static String[] cut(String all, Random random) {
        StringBuilder pieces = new StringBuilder();
        int most = 1 + random.nextInt(30);
        for (int at = 0; at < all.length(); ) {
            int end = Math.min(all.length(), at + 1 + random.nextInt(most));
            pieces.append(all, at, end).append('\0');
            at = end;
        }
        return pieces.toString().split("\0", -1);
    }

    @Test
    void queuesAnewWhatIsNotCarriedOut() {
        // Given
        watch();
        client("MULTI");
        server(OK);
        client("SET k w");
        server(QUEUED);

        // When
        assertThat(move()).isEqualTo(text("SET k w"));
        ByteBuf known = Unpooled.copiedBuffer(QUEUED, StandardCharsets.US_ASCII);
        assertThat(buffer.skipRepeated(known)).isTrue();
        assertThat(taken(known)).isEmpty();

        // Then
        assertThat(client("EXEC")).isEqualTo(text("DISCARD"));
        assertThat(server(OK)).isEqualTo(TOUCHED);
        assertThat(buffer.execUnknown()).isFalse();
    }

    @Test
    void letsNoServerHaveHalfAnExec() {
        // Given
        watch();
        client("MULTI");
        server(OK);
        String exec = text("EXEC");
        assertThat(clientBytes(exec.substring(0, 12))).isEqualTo(exec.substring(0, 12));

        // When
        assertThat(move()).isEmpty();
        assertThat(clientBytes(exec.substring(12, 13))).isEmpty();
        assertThat(move()).isEmpty();

        // Then
        assertThat(clientBytes(exec.substring(13))).isEqualTo(text("DISCARD"));
        assertThat(server(OK)).isEqualTo(TOUCHED);
    }

    @Test
    void saysWhatItKeptBackOnceNothingIsWatchedAnyMore() {
        // Given
        watch();
        move();
        client("MULTI");
        server(OK);
        String exec = text("EXEC");
        assertThat(clientBytes(text("DISCARD") + text("MULTI") + exec.substring(0, 10)))
                .isEqualTo(text("DISCARD", "MULTI"));

        // When
        assertThat(server(OK + OK)).isEqualTo(OK + OK);

        // Then
        assertThat(clientBytes(exec.substring(10))).isEqualTo(exec);
        assertThat(server("*0\r\n")).isEqualTo("*0\r\n");
    }

    @Test
    void answersInResp3InTheMidstOfWhatIsSaidUnasked() {
        // Given
        String invalidate = ">2\r\n$10\r\ninvalidate\r\n*1\r\n$1\r\nk\r\n";
        client("HELLO 3", "CLIENT TRACKING ON");
        server("%1\r\n+proto\r\n:3\r\n" + OK);
        watch();
        move();

        // When
        client("MULTI", "EXEC");

        // Then
        assertThat(server(invalidate + OK + invalidate.substring(0, 7)))
                .isEqualTo(invalidate + OK + invalidate.substring(0, 7));
        assertThat(server(invalidate.substring(7) + "+O")).isEqualTo(invalidate.substring(7));
        assertThat(server("K\r\n" + invalidate)).isEqualTo("_\r\n" + invalidate);
    }

    @Test
    void saysThatNothingWasQueuedBeforeItSpeaksOfWatchedKeys() {
        // Given
        watch();
        move();
        client("MULTI", "NOSUCH", "EXEC");

        // Then
        assertThat(server(OK + "-ERR unknown command\r\n" + OK))
                .isEqualTo(OK + "-ERR unknown command\r\n"
                        + "-EXECABORT Transaction discarded because of previous errors.\r\n");
        assertThat(client("MULTI", "EXEC")).isEqualTo(text("MULTI", "EXEC"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"UNWATCH", "RESET", "EXEC nonsense"})
    void carriesOutWhatIsSaidOnceNothingIsWatchedAnyMore(String end) {
        // Given
        watch();
        move();
        assertThat(client(end)).isEqualTo(text(end));
        server(end.equals("EXEC nonsense") ? "-EXECABORT wrong number of arguments\r\n" : OK);

        // Then
        assertThat(client("MULTI", "EXEC")).isEqualTo(text("MULTI", "EXEC"));
        assertThat(server(OK + "*0\r\n")).isEqualTo(OK + "*0\r\n");
    }

    @Test
    void asksAgainForAWatchThatWasNotAnswered() {
        // Given
        client("WATCH k", "GET k");

        // Then
        assertThat(move()).isEqualTo(text("WATCH k", "GET k"));
        server(OK + "$1\r\nv\r\n");
        assertThat(client("MULTI", "EXEC")).isEqualTo(text("MULTI", "EXEC"));
    }

    @Test
    void staysBrokenThoughTheNextServerIsAskedToWatchToo() {
        // Given
        client("WATCH k", "GET k");
        server(OK);

        // When
        assertThat(move()).isEqualTo(text("WATCH k", "GET k"));
        ByteBuf known = Unpooled.copiedBuffer(OK + "$1\r\nw\r\n", StandardCharsets.US_ASCII);
        assertThat(buffer.skipRepeated(known)).isTrue();
        assertThat(server(taken(known))).isEqualTo("$1\r\nw\r\n");

        // Then
        assertThat(client("MULTI", "EXEC")).isEqualTo(text("MULTI", "DISCARD"));
    }

    @Test
    void saysNothingOfAnExecWhoseServerIsLost() {
        // Given
        watch();
        move();
        client("MULTI");
        server(OK);
        client("EXEC");
        assertThat(buffer.canMove()).isFalse();

        // When
        String uncertain = "-UNCERTAIN\r\n";
        assertThat(buffer.answerAll(uncertain.getBytes(StandardCharsets.US_ASCII))
                        .map(answers -> taken(answers.bytes())))
                .contains(uncertain);

        // Then
        assertThat(move()).isEmpty();
        assertThat(client("MULTI", "EXEC")).isEqualTo(text("MULTI", "EXEC"));
    }

    @Test
    void asksNobodyElseForAnExecThatWasRefused() {
        // Given
        watch();
        client("MULTI");
        server(OK);
        client("EXEC");

        // Then
        ByteBuf refusal = Unpooled.copiedBuffer("-LOADING \r\n", StandardCharsets.US_ASCII);
        assertThat(buffer.recordRefusals(refusal, TargetRole.MASTER)).isFalse();
        assertThat(buffer.canMove()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"MONITOR", "CLIENT REPLY OFF", "WAIT 1 0", "SUBSCRIBE __redis__:invalidate"})
    void passesNothingOnOnceItCannotTellWhatIsAnswered(String pinning) {
        // Given
        watch();
        move();

        // Then
        assertThat(client(pinning)).isEmpty();
        assertThat(buffer.execUnknown()).isTrue();
        assertThat(client("MULTI", "EXEC")).isEmpty();
        assertThat(buffer.canMove()).isFalse();
    }

    @Test
    void passesNoExecOnInWordsThatItDoesNotUnderstand() {
        // Given
        watch();
        move();

        // Then
        assertThat(clientBytes("MULTI\r\nEXEC\r\n")).isEmpty();
        assertThat(buffer.execUnknown()).isTrue();
    }

    @Test
    void saysNothingMoreWhenTheServerMayBeInTheTransactionStill() {
        // Given
        watch();
        move();
        client("MULTI", "SET k w", "EXEC", "GET k");

        // Then
        assertThat(server(OK + QUEUED + "-NOPERM no\r\n+QUEUED\r\n")).isEqualTo(OK + QUEUED);
        assertThat(buffer.execUnknown()).isTrue();
        assertThat(server("+more\r\n")).isEmpty();
        assertThat(client("EXEC")).isEmpty();
    }

    @Test
    void saysNothingMoreWhenATransactionSetsWhatCannotBeTold() {
        // Given
        watch();
        move();
        client("MULTI", "SELECT 3", "EXEC");

        // Then
        assertThat(server(OK + QUEUED + OK)).startsWith(OK).doesNotContain("*-1");
        assertThat(buffer.execUnknown()).isTrue();
    }
}
