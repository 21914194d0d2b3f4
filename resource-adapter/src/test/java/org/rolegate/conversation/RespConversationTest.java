package org.rolegate.conversation;

import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

import javax.management.JMException;
import javax.management.ObjectName;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.rolegate.resp.RespCommand;

import static org.assertj.core.api.Assertions.assertThat;

class RespConversationTest {

    private static final String GET = command("GET", "key");
    private static final String VALUE = "$5\r\nvalue\r\n";

    private final RespConversation conversation = new RespConversation(new ScriptCache());

    @Test
    void isQuietBeforeTheFirstWordAndWheneverAllIsAnswered() {
        assertThat(conversation.isQuiet()).isTrue();

        client(GET + GET);
        assertThat(conversation.isQuiet()).isFalse();
        assertThat(conversation.outstanding()).isEqualTo(2);

        server(VALUE);
        assertThat(conversation.isQuiet()).isFalse();

        server(VALUE);
        assertThat(conversation.isQuiet()).isTrue();
        assertThat(conversation.outstanding()).isZero();
    }

    @Test
    void isNotQuietWithHalfACommandOrHalfAReply() {
        // When
        client(GET.substring(0, 5));

        // Then
        assertThat(conversation.isQuiet()).isFalse();

        // When
        client(GET.substring(5));
        server(VALUE.substring(0, 9));

        // Then
        assertThat(conversation.isQuiet()).isFalse();
    }

    @Test
    void remembersWhatAPipelineSaidOnceItIsAnswered() {
        // Given
        client(command("AUTH", "user", "secret") + command("SELECT", "3") + GET);

        // When
        server("+OK\r\n+OK\r\n" + VALUE);

        // Then
        assertThat(conversation.isQuiet()).isTrue();
        assertThat(conversation.movable()).isTrue();
        assertThat(replay()).isEqualTo(command("AUTH", "user", "secret") + command("SELECT", "3"));
    }

    @Test
    void remembersNothingRefused() {
        // Given
        client(command("AUTH", "bad") + command("HELLO", "3") + command("SELECT", "3"));

        // When
        server("-WRONGPASS no\r\n-NOAUTH no\r\n+OK\r\n");

        // Then
        assertThat(replay()).isEqualTo(command("SELECT", "3"));
        assertThat(conversation.movable()).isTrue();
    }

    @Test
    void isNotMovableBetweenWatchAndExec() {
        // Given
        client(command("WATCH", "key") + GET + command("MULTI") + GET + command("EXEC"));

        // When
        server("+OK\r\n" + VALUE + "+OK\r\n+QUEUED\r\n");

        // Then
        assertThat(conversation.movable()).isFalse();

        // When
        server("*1\r\n-ERR inside\r\n");

        // Then
        assertThat(conversation.movable()).isTrue();
        assertThat(conversation.isQuiet()).isTrue();
    }

    @Test
    void isPinnedByAPush() {
        // When
        server(">2\r\n+invalidate\r\n_\r\n");

        // Then
        assertThat(conversation.isUnderstood()).isTrue();
        assertThat(conversation.pinned()).isTrue();
        assertThat(conversation.movable()).isFalse();
    }

    @Test
    void isPinnedByWordsTooLongToBeKept() {
        // When
        client(command("AUTH", "x".repeat(10_000)) + GET);

        // Then
        assertThat(conversation.isUnderstood()).isTrue();
        assertThat(conversation.pinned()).isTrue();
        assertThat(conversation.outstanding()).isEqualTo(2);
    }

    @Test
    void isNotPinnedByALongScript() {
        // When
        client(command("SCRIPT", "LOAD", "x".repeat(10_000)));
        server("+sha\r\n");

        // Then
        assertThat(conversation.movable()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"+OK\r\n", "-ERR max number of clients reached\r\n"})
    void followsNoMoreWhenAnsweredUnasked(String reply) {
        // Given
        client(GET.substring(0, 10));

        // When
        server(reply);

        // Then
        assertLost();
    }

    @Test
    void followsNoMoreWhenTheClientIsOdd() {
        // Given
        client(command("AUTH", "secret"));
        server("+OK\r\n");

        // When
        client("PING\r\n");

        // Then
        assertLost();
        assertThat(conversation.replay()).isEmpty();
    }

    @Test
    void followsNoMoreWhenTheServerIsOdd() {
        // Given
        client(GET);

        // When
        server("$?\r\n");

        // Then
        assertLost();
        assertThat(conversation.outstanding()).isEqualTo(1);
    }

    @Test
    void followsNoMoreOnceItHasForgotten() {
        // Given
        client(command("AUTH", "secret"));
        server("+OK\r\n");
        List<byte[][]> reported = conversation.replay();

        // When
        conversation.wipe();

        // Then
        assertLost();
        assertThat(reported.get(0)[1]).containsOnly(0);
    }

    @Test
    void leavesNoBytesBehindOnceItFollowsNoMore() {
        // Given
        client("PING\r\n");
        ByteBuffer request = buffer(GET);
        ByteBuffer reply = buffer(VALUE);

        // When
        conversation.onRequestBytes(request);
        conversation.onReplyBytes(reply);

        // Then
        assertThat(request.hasRemaining()).isFalse();
        assertThat(reply.hasRemaining()).isFalse();
    }

    @Test
    void comesToTheSameEndHoweverItsBytesAreCut() {
        // Given
        String requests = command("HELLO", "3", "AUTH", "user", "secret", "SETNAME", "me")
                + command("client", "setinfo", "lib-name", "x\r\ny")
                + GET
                + command("select", "7")
                + command("MULTI")
                + GET
                + command("EXEC")
                + command("SELECT", "99")
                + command("BLPOP", "a", "0");
        String replies = "%1\r\n+proto\r\n:3\r\n+OK\r\n" + VALUE + "+OK\r\n+OK\r\n+QUEUED\r\n*1\r\n" + VALUE
                + "-ERR DB index is out of range\r\n_\r\n";
        String expected = command("AUTH", "user", "secret")
                + command("HELLO", "3")
                + command("SELECT", "7")
                + command("CLIENT", "SETNAME", "me")
                + command("CLIENT", "setinfo", "lib-name", "x\r\ny");
        long seed = Long.getLong("rolegate.test.seed", System.nanoTime());
        Random random = new Random(seed);

        for (int round = 0; round < 2_000; round++) {
            RespConversation cut = new RespConversation(new ScriptCache());

            // When
            feed(random, requests, cut::onRequestBytes);
            feed(random, replies, cut::onReplyBytes);

            // Then
            assertThat(cut.isQuiet() && cut.movable()).as("seed %d", seed).isTrue();
            assertThat(replay(cut)).as("seed %d", seed).isEqualTo(expected);
        }
    }

    @Test
    void neverShowsWhatWasSaid() {
        // When
        client(command("AUTH", "secret") + command("CLIENT", "SETNAME", "secret"));
        server("+OK\r\n");

        // Then
        assertThat(conversation.toString()).doesNotContain("secret").contains("IDENTITY", "outstanding=1");
    }

    @Test
    void costsNoMemoryPerOrdinaryCommand() throws JMException {
        // Given
        ByteBuffer requests = buffer(GET + command("set", "key", "x".repeat(64)));
        ByteBuffer replies = buffer(VALUE + "-READONLY You can't write\r\n*2\r\n+a\r\n$-1\r\n");
        client(GET);
        converse(requests, replies, 20_000);
        allocatedBytes();
        long before = allocatedBytes();

        // When
        converse(requests, replies, 20_000);

        // Then
        long allocated = allocatedBytes() - before;
        assertThat(allocated).isLessThan(20_000);
    }

    /** Asks by name: the interface that has it is no part of Java itself. */
    private static long allocatedBytes() throws JMException {
        return (Long) ManagementFactory.getPlatformMBeanServer()
                .invoke(
                        new ObjectName(ManagementFactory.THREAD_MXBEAN_NAME),
                        "getThreadAllocatedBytes",
                        new Object[] {Thread.currentThread().getId()},
                        new String[] {"long"});
    }

    private void converse(ByteBuffer requests, ByteBuffer replies, int times) {
        for (int i = 0; i < times; i++) {
            requests.rewind();
            conversation.onRequestBytes(requests);
            requests.rewind();
            conversation.onRequestBytes(requests);
            replies.rewind();
            conversation.onReplyBytes(replies);
        }
    }

    private interface Feed {
        void take(ByteBuffer in);
    }

    private static void feed(Random random, String text, Feed feed) {
        int start = 0;
        while (start < text.length()) {
            int end = Math.min(text.length(), start + 1 + random.nextInt(40));
            feed.take(buffer(text.substring(start, end)));
            start = end;
        }
    }

    private void assertLost() {
        assertThat(conversation.isUnderstood()).isFalse();
        assertThat(conversation.pinned()).isTrue();
        assertThat(conversation.movable()).isFalse();
        assertThat(conversation.isQuiet()).isFalse();
    }

    private void client(String text) {
        conversation.onRequestBytes(buffer(text));
    }

    private void server(String text) {
        conversation.onReplyBytes(buffer(text));
    }

    private String replay() {
        return replay(conversation);
    }

    private static String replay(RespConversation of) {
        StringBuilder text = new StringBuilder();
        of.replay()
                .forEach(arguments ->
                        text.append(new String(RespCommand.encode(arguments), StandardCharsets.ISO_8859_1)));
        return text.toString();
    }

    private static String command(String... arguments) {
        List<byte[]> bytes = Arrays.stream(arguments)
                .map(argument -> argument.getBytes(StandardCharsets.ISO_8859_1))
                .toList();
        return new String(RespCommand.encode(bytes.toArray(byte[][]::new)), StandardCharsets.ISO_8859_1);
    }

    private static ByteBuffer buffer(String text) {
        return ByteBuffer.wrap(text.getBytes(StandardCharsets.ISO_8859_1));
    }
}
