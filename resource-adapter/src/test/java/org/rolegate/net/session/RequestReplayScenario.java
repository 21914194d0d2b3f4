package org.rolegate.net.session;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import org.junit.jupiter.api.AfterEach;

import org.rolegate.conversation.ScriptCache;
import org.rolegate.core.config.TargetRole;
import org.rolegate.net.fixture.TestClient;
import org.rolegate.net.io.LoopContext;
import org.rolegate.net.io.MemoryBudget;

import static org.assertj.core.api.Assertions.assertThat;

/** The buffer of one session, with the bytes of its client and of its server. */
abstract class RequestReplayScenario {

    static final String READONLY = "-READONLY You can't write against a read only replica.\r\n";

    final RequestReplayBuffer buffer =
            new RequestReplayBuffer(new LoopContext(new MemoryBudget(Long.MAX_VALUE)), new ScriptCache());

    final List<ByteBuf> requests = new ArrayList<>();

    void client(String command) {
        client(TestClient.bytes(command));
    }

    void client(byte[] bytes) {
        ByteBuf request = Unpooled.copiedBuffer(bytes);
        requests.add(request);
        // As the channel does once it is sent.
        buffer.onRequest(request).release();
    }

    void server(String reply) {
        ByteBuf bytes = Unpooled.copiedBuffer(reply, StandardCharsets.US_ASCII);
        assertThat(buffer.onReply(bytes).release()).isTrue();
    }

    boolean refused(String reply) {
        return refused(reply, TargetRole.MASTER);
    }

    boolean refused(String reply, TargetRole role) {
        return buffer.recordRefusals(Unpooled.copiedBuffer(reply, StandardCharsets.US_ASCII), role);
    }

    String askedAgain() {
        EmbeddedChannel server = new EmbeddedChannel();
        buffer.resend(server);
        server.flush();
        StringBuilder reported = new StringBuilder();
        for (ByteBuf bytes; (bytes = server.readOutbound()) != null; bytes.release()) {
            reported.append(bytes.toString(StandardCharsets.US_ASCII));
        }
        return reported.toString();
    }

    String unknownOf(String replies) {
        ByteBuf bytes = Unpooled.copiedBuffer(replies, StandardCharsets.US_ASCII);
        assertThat(buffer.skipRepeated(bytes)).isTrue();
        return bytes.toString(StandardCharsets.US_ASCII);
    }

    static String text(String... commands) {
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
}
