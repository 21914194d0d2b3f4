package org.rolegate.net.session;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import org.rolegate.conversation.ScriptCache;
import org.rolegate.core.config.TargetRole;
import org.rolegate.net.fixture.TestClient;
import org.rolegate.net.io.LoopContext;
import org.rolegate.net.io.MemoryBudget;

import static org.assertj.core.api.Assertions.assertThat;

class RequestReplayBufferTest {

    private static final String READONLY = "-READONLY You can't write against a read only replica.\r\n";

    private final RequestReplayBuffer buffer =
            new RequestReplayBuffer(new LoopContext(new MemoryBudget(Long.MAX_VALUE)), new ScriptCache());
    private final List<ByteBuf> requests = new ArrayList<>();

    private void client(String command) {
        client(TestClient.bytes(command));
    }

    private void client(byte[] bytes) {
        ByteBuf request = Unpooled.copiedBuffer(bytes);
        requests.add(request);
        // As the channel does once it is sent.
        buffer.onRequest(request).release();
    }

    private void server(String reply) {
        ByteBuf bytes = Unpooled.copiedBuffer(reply, StandardCharsets.US_ASCII);
        assertThat(buffer.onReply(bytes).release()).isTrue();
    }

    private boolean refused(String reply) {
        return refused(reply, TargetRole.MASTER);
    }

    private boolean refused(String reply, TargetRole role) {
        return buffer.recordRefusals(Unpooled.copiedBuffer(reply, StandardCharsets.US_ASCII), role);
    }

    private String askedAgain() {
        EmbeddedChannel server = new EmbeddedChannel();
        buffer.resend(server);
        server.flush();
        StringBuilder reported = new StringBuilder();
        for (ByteBuf bytes; (bytes = server.readOutbound()) != null; bytes.release()) {
            reported.append(bytes.toString(StandardCharsets.US_ASCII));
        }
        return reported.toString();
    }

    private String unknownOf(String replies) {
        ByteBuf bytes = Unpooled.copiedBuffer(replies, StandardCharsets.US_ASCII);
        assertThat(buffer.skipRepeated(bytes)).isTrue();
        return bytes.toString(StandardCharsets.US_ASCII);
    }

    private static String text(String... commands) {
        StringBuilder all = new StringBuilder();
        for (String command : commands) {
            all.append(new String(TestClient.bytes(command), StandardCharsets.US_ASCII));
        }
        return all.toString();
    }

    /** However it ends, it keeps nothing. */
    @AfterEach
    void releasesAll() {
        buffer.giveUp();
        assertThat(requests).allSatisfy(bytes -> assertThat(bytes.refCnt()).isZero());
    }

    @Test
    void asksAgainWhatWasReadAsOftenAsItTakes() {
        // When
        client("GET a");
        client("GET b");

        // Then
        assertThat(buffer.canMove()).isTrue();
        assertThat(buffer.requestsOutstanding()).isTrue();
        assertThat(askedAgain()).isEqualTo(text("GET a", "GET b"));
        assertThat(askedAgain()).isEqualTo(text("GET a", "GET b"));
    }

    @Test
    void asksAgainWhatASubcommandOnlyReads() {
        // When
        client("CONFIG GET dir");
        client("OBJECT ENCODING a");

        // Then
        assertThat(buffer.canMove()).isTrue();
        assertThat(askedAgain()).isEqualTo(text("CONFIG GET dir", "OBJECT ENCODING a"));
    }

    @Test
    void isNotMovableBetweenCachingAndTheEndOfItsCommand() {
        // Given
        client("CLIENT TRACKING ON OPTIN");
        server("+OK\r\n");

        // When
        client("CLIENT CACHING YES");

        // Then
        assertThat(buffer.canMove()).isFalse();
        assertThat(buffer.canMoveOnceAnswered())
                .as("its command is not sent")
                .isFalse();

        // When
        server("+OK\r\n");

        // Then
        assertThat(buffer.canMove()).isFalse();
        assertThat(buffer.canMoveOnceAnswered()).isFalse();

        // When
        client("GET a");

        // Then
        assertThat(buffer.canMove()).isFalse();
        assertThat(refused("-LOADING Redis is loading the dataset in memory\r\n"))
                .as("another server does not know of the caching")
                .isFalse();
        assertThat(buffer.canMoveOnceAnswered()).isTrue();

        // When
        server("$1\r\na\r\n");

        // Then
        assertThat(buffer.canMove()).isTrue();
        assertThat(buffer.replay()).hasSize(1);
        assertThat(askedAgain()).isEmpty();
    }

    @Test
    void isMovableOnceCachingAndItsCommandAreAnsweredUncertain() {
        // Given
        client("CLIENT TRACKING ON OPTIN");
        server("+OK\r\n");

        // When
        client("CLIENT CACHING YES");
        client("GET a");

        // Then
        assertThat(buffer.canMove()).isFalse();

        // When
        buffer
                .answerAll("-UNCERTAIN\r\n".getBytes(StandardCharsets.US_ASCII))
                .ifPresent(answers -> answers.bytes().release());

        // Then
        assertThat(buffer.canMove()).isTrue();
    }

    @Test
    void keepsNothingOnceItsWordsAreTooMuchForAll() {
        // Given
        MemoryBudget allowance = new MemoryBudget(20_000);
        RequestReplayBuffer greedy = new RequestReplayBuffer(new LoopContext(allowance), new ScriptCache());
        String names = "x".repeat(10_000) + " " + "y".repeat(10_000);

        // When
        pass(greedy, "SUBSCRIBE " + names);

        // Then
        assertThat(greedy.canMoveOnceAnswered()).isFalse();
        assertThat(allowance.refused()).isOne();
        assertThat(allowance.taken()).isZero();
        greedy.giveUp();
    }

    @Test
    void keepsNothingOfAScriptHalfWayThatIsTooMuchForAll() {
        // Given
        MemoryBudget allowance = new MemoryBudget(20_000);
        RequestReplayBuffer greedy = new RequestReplayBuffer(new LoopContext(allowance), new ScriptCache());
        byte[] script = TestClient.bytes("SCRIPT LOAD " + "x".repeat(30_000));

        // When
        pass(greedy, Arrays.copyOf(script, 29_000));

        // Then
        assertThat(allowance.taken()).isZero();

        // When
        pass(greedy, Arrays.copyOfRange(script, 29_000, script.length));
        greedy.onReply(Unpooled.copiedBuffer("+OK\r\n", StandardCharsets.US_ASCII))
                .release();

        // Then
        assertThat(greedy.canMove()).isTrue();
        assertThat(greedy.replay()).isEmpty();
        greedy.giveUp();
    }

    /** Each may keep 64 KiB, but all together not ten times that; those that keep little are none of the many. */
    @Test
    void keepsNoMoreThanAllOfALoopMay() {
        // Given
        MemoryBudget allowance = new MemoryBudget(200_000);
        LoopContext shared = new LoopContext(allowance);
        List<RequestReplayBuffer> all = new ArrayList<>();
        for (int i = 0; i < 10; i++) {
            all.add(new RequestReplayBuffer(shared, new ScriptCache()));
        }

        // When
        all.forEach(each -> pass(each, "GET " + "x".repeat(60_000)));

        // Then
        assertThat(all.stream().filter(RequestReplayBuffer::canMove)).hasSize(3);
        assertThat(all)
                .allMatch(RequestReplayBuffer::canMoveOnceAnswered)
                .allMatch(RequestReplayBuffer::requestsOutstanding);
        assertThat(allowance.taken()).isBetween(180_000L, 200_000L);
        assertThat(allowance.refused()).isEqualTo(7);

        // When
        RequestReplayBuffer little = new RequestReplayBuffer(shared, new ScriptCache());
        all.add(little);
        for (int i = 0; i < 10; i++) {
            pass(little, "GET " + "x".repeat(100));
        }

        // Then
        assertThat(little.canMove()).isTrue();
        assertThat(allowance.refused()).isEqualTo(7);

        // When: the first three are answered
        all.subList(0, 3).forEach(each -> each.onReply(Unpooled.copiedBuffer("$-1\r\n", StandardCharsets.US_ASCII))
                .release());

        // Then
        assertThat(allowance.taken()).isZero();
        pass(all.get(0), "GET " + "x".repeat(60_000));
        assertThat(all.get(0).canMove()).isTrue();

        // When
        all.forEach(RequestReplayBuffer::giveUp);

        // Then
        assertThat(allowance.taken()).isZero();
    }

    @Test
    void givesBackWhatWasHalfWayWhenItFollowsNoMore() {
        // Given
        MemoryBudget allowance = new MemoryBudget(100_000);
        RequestReplayBuffer odd = new RequestReplayBuffer(new LoopContext(allowance), new ScriptCache());
        pass(odd, Arrays.copyOf(TestClient.bytes("SCRIPT LOAD " + "x".repeat(30_000)), 20_000));
        assertThat(allowance.taken()).isGreaterThan(40_000);

        // When: an answer to nothing
        odd.onReply(Unpooled.copiedBuffer("+OK\r\n", StandardCharsets.US_ASCII)).release();
        pass(odd, "x");

        // Then
        assertThat(allowance.taken()).isZero();
        odd.giveUp();
    }

    @Test
    void countsTheBufferAndNotWhatLiesInIt() {
        // Given
        MemoryBudget allowance = new MemoryBudget(100_000);
        RequestReplayBuffer wasteful = new RequestReplayBuffer(new LoopContext(allowance), new ScriptCache());

        // When
        ByteBuf large = Unpooled.buffer(64 * 1024).writeBytes(TestClient.bytes("GET a"));
        requests.add(large);
        wasteful.onRequest(large).release();

        // Then
        assertThat(allowance.taken()).isEqualTo(64 * 1024);
        wasteful.giveUp();
    }

    private void pass(RequestReplayBuffer session, String command) {
        pass(session, TestClient.bytes(command));
    }

    private void pass(RequestReplayBuffer session, byte[] bytes) {
        ByteBuf request = Unpooled.copiedBuffer(bytes);
        requests.add(request);
        session.onRequest(request).release();
    }

    @Test
    void asksNoSubcommandAgainBeforeItIsKnown() {
        // When
        byte[] whole = TestClient.bytes("CONFIG GET dir");
        client(Arrays.copyOf(whole, whole.length - 1));

        // Then
        assertThat(buffer.canMove()).isFalse();

        // When
        client(Arrays.copyOfRange(whole, whole.length - 1, whole.length));

        // Then
        assertThat(buffer.canMove()).isTrue();
    }

    @Test
    void cannotMoveWithAnUnansweredWriteBeforeASubcommandThatReads() {
        // When
        client("CONFIG SET appendonly yes");
        client("CONFIG GET dir");

        // Then
        assertThat(buffer.canMove()).isFalse();
    }

    @Test
    void keepsNothingOnceAllIsAnswered() {
        // Given
        client("GET a");

        // When
        server("+a\r\n");

        // Then
        assertThat(buffer.requestsToResend()).isFalse();
        assertThat(buffer.quiet()).isTrue();
        assertThat(requests.get(0).refCnt()).isZero();
    }

    @Test
    void keepsHalfACommandForTheNewServer() {
        // When
        client(text("SET a b").substring(0, 6).getBytes(StandardCharsets.US_ASCII));

        // Then
        assertThat(buffer.canMove()).isTrue();
        assertThat(buffer.requestsOutstanding()).isFalse();
        assertThat(askedAgain()).isEqualTo(text("SET a b").substring(0, 6));
    }

    @Test
    void cannotMoveWithAnUnansweredWrite() {
        // When
        client("GET a");
        client("INCR b");

        // Then
        assertThat(buffer.canMove()).isFalse();
        assertThat(buffer.canMoveOnceAnswered()).isTrue();

        // When
        server("+a\r\n:1\r\n");

        // Then
        assertThat(buffer.canMove()).isTrue();
    }

    @Test
    void canMoveOnceEveryWriteWasRefused() {
        // Given
        client("INCR a");
        client("INCR b");

        // When
        assertThat(refused(READONLY)).isTrue();

        // Then
        assertThat(buffer.canMove()).isFalse();

        // When
        assertThat(refused(READONLY)).isTrue();

        // Then
        assertThat(buffer.canMove()).isTrue();
        assertThat(askedAgain()).isEqualTo(text("INCR a") + text("INCR b"));
        assertThat(buffer.canMove()).isFalse();
    }

    @Test
    void takesNothingForARefusalThatMayBeSomethingElse() {
        // Given
        client("INCR a");

        // Then
        assertThat(refused("-READONLY You can't wr")).isFalse();
        assertThat(refused(READONLY + READONLY)).isFalse();
        assertThat(refused(READONLY + ":1\r\n")).isFalse();
        assertThat(refused("-OOM command not allowed\r\n")).isFalse();
        assertThat(refused(READONLY, TargetRole.REPLICAS)).isFalse();
        assertThat(buffer.canMove()).isFalse();

        // When
        client("EVAL return 0");

        // Then
        assertThat(refused(READONLY)).isFalse();
        assertThat(buffer.canMove()).isFalse();
    }

    @Test
    void takesNothingForARefusalAfterAnAnswer() {
        // Given
        client("INCR a");
        client("INCR b");
        server(":1\r\n");

        // Then
        assertThat(refused(READONLY)).isFalse();
    }

    @Test
    void queuesAnewWhatWasQueued() {
        // Given
        client("MULTI");
        server("+OK\r\n");
        client("INCR a");
        server("+QUEUED\r\n");
        assertThat(buffer.canMove()).isTrue();
        client("INCR b");

        // When
        assertThat(refused(READONLY)).isTrue();

        // Then
        assertThat(buffer.canMove()).isTrue();
        assertThat(buffer.replay())
                .singleElement()
                .satisfies(arguments -> assertThat(arguments[0]).asString().isEqualTo("MULTI"));
        assertThat(askedAgain()).isEqualTo(text("INCR a", "INCR b"));
        assertThat(unknownOf("+QUE")).isEmpty();
        assertThat(unknownOf("UED\r\n+QU")).isEqualTo("+QU");
    }

    @Test
    void cannotMoveWhenWhatEndsATransactionIsUnanswered() {
        client("MULTI");
        server("+OK\r\n");
        client("INCR a");
        client("DISCARD");
        assertThat(buffer.canMove()).isTrue();

        client("INCR b");
        assertThat(buffer.canMove()).isFalse();

        server("+QUEUED\r\n+OK\r\n:1\r\n");
        client("MULTI");
        server("+OK\r\n");
        client("EXEC");
        assertThat(buffer.canMove()).isFalse();
    }

    @Test
    void cannotMoveATransactionThatWasBegunInOneBreathWithWhatIsQueued() {
        client("MULTI");
        client("INCR a");
        server("+OK\r\n");
        assertThat(buffer.canMove()).isFalse();

        server("+QUEUED\r\n");
        assertThat(buffer.canMove()).isFalse();

        client("EXEC");
        client("MULTI");
        server("*1\r\n:1\r\n+OK\r\n");
        assertThat(buffer.canMove())
                .as("all of it was said since the last MULTI")
                .isTrue();
        assertThat(buffer.requestsToResend()).isFalse();
    }

    @Test
    void cannotMoveATransactionInWhichSomethingWasRefused() {
        client("MULTI");
        server("+OK\r\n");
        client("INCR a");
        server("-NOREPLICAS Not enough good replicas to write.\r\n");
        client("INCR b");
        server("+QUEUED\r\n");
        assertThat(buffer.canMove()).isFalse();

        client("EXEC");
        server("-EXECABORT Transaction discarded because of previous errors.\r\n");
        assertThat(buffer.canMove()).isTrue();
    }

    @Test
    void cannotMoveWithAQueueLargerThanIsKept() {
        client("MULTI");
        server("+OK\r\n");
        for (int i = 0; i < 100; i++) {
            client("SET a " + "v".repeat(1000));
            server("+QUEUED\r\n");
        }
        assertThat(buffer.canMove()).isFalse();

        client("DISCARD");
        server("+OK\r\n");
        assertThat(buffer.canMove()).isTrue();
    }

    @Test
    void asksAllOfAPipelineAgainAndReadsOverWhatTheClientHas() {
        // Given
        client("GET a");
        client("GET b");

        // When
        server("$5\r\nabcde\r\n");

        // Then
        assertThat(buffer.canMove()).isTrue();
        assertThat(askedAgain()).isEqualTo(text("GET a", "GET b"));
        assertThat(unknownOf("$1\r")).isEmpty();
        assertThat(unknownOf("\nx\r\n$1\r\ny\r\n")).isEqualTo("$1\r\ny\r\n");
        assertThat(unknownOf("$1\r\n")).isEqualTo("$1\r\n");
    }

    @Test
    void saysSoIfWhatIsToBeReadOverIsNoReply() {
        // Given
        client("GET a");
        client("GET b");
        server("$5\r\nabcde\r\n");
        askedAgain();

        // When
        ByteBuf odd = Unpooled.copiedBuffer("HTTP/1.1", StandardCharsets.US_ASCII);

        // Then
        assertThat(buffer.skipRepeated(odd)).isFalse();
    }

    @Test
    void cannotMoveInTheMidstOfAReply() {
        // Given
        client("GET a");
        client("GET b");

        // When
        server("$5\r\nab");

        // Then
        assertThat(buffer.canMove()).isFalse();
    }

    @Test
    void keepsNoMoreThanItMay() {
        // When
        for (int i = 0; i < 100; i++) {
            client("GET " + "k".repeat(1000));
        }

        // Then
        assertThat(buffer.requestsToResend()).isFalse();
        assertThat(buffer.canMove()).isFalse();
        assertThat(requests).allSatisfy(bytes -> assertThat(bytes.refCnt()).isZero());
    }

    @Test
    void neverMovesWhatItDoesNotUnderstand() {
        // When
        client("PING\r\n".getBytes(StandardCharsets.US_ASCII));

        // Then
        assertThat(buffer.canMove()).isFalse();
        assertThat(buffer.canMoveOnceAnswered()).isFalse();
        assertThat(buffer.replay()).isEmpty();
    }
}
