package org.rolegate.net.session;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import org.junit.jupiter.api.Test;

import org.rolegate.conversation.ScriptCache;
import org.rolegate.net.fixture.TestClient;
import org.rolegate.net.io.LoopContext;
import org.rolegate.net.io.MemoryBudget;

import static org.assertj.core.api.Assertions.assertThat;

class RequestReplayBudgetTest extends RequestReplayScenario {

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
        assertThat(allowance.refusals()).isOne();
        assertThat(allowance.reserved()).isZero();
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
        assertThat(allowance.reserved()).isZero();

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
        assertThat(allowance.reserved()).isBetween(180_000L, 200_000L);
        assertThat(allowance.refusals()).isEqualTo(7);

        // When
        RequestReplayBuffer little = new RequestReplayBuffer(shared, new ScriptCache());
        all.add(little);
        for (int i = 0; i < 10; i++) {
            pass(little, "GET " + "x".repeat(100));
        }

        // Then
        assertThat(little.canMove()).isTrue();
        assertThat(allowance.refusals()).isEqualTo(7);

        // When: the first three are answered
        all.subList(0, 3).forEach(each -> each.onReply(Unpooled.copiedBuffer("$-1\r\n", StandardCharsets.US_ASCII))
                .release());

        // Then
        assertThat(allowance.reserved()).isZero();
        pass(all.get(0), "GET " + "x".repeat(60_000));
        assertThat(all.get(0).canMove()).isTrue();

        // When
        all.forEach(RequestReplayBuffer::giveUp);

        // Then
        assertThat(allowance.reserved()).isZero();
    }

    @Test
    void givesBackWhatWasHalfWayWhenItFollowsNoMore() {
        // Given
        MemoryBudget allowance = new MemoryBudget(100_000);
        RequestReplayBuffer odd = new RequestReplayBuffer(new LoopContext(allowance), new ScriptCache());
        pass(odd, Arrays.copyOf(TestClient.bytes("SCRIPT LOAD " + "x".repeat(30_000)), 20_000));
        assertThat(allowance.reserved()).isGreaterThan(40_000);

        // When: an answer to nothing
        odd.onReply(Unpooled.copiedBuffer("+OK\r\n", StandardCharsets.US_ASCII)).release();
        pass(odd, "x");

        // Then
        assertThat(allowance.reserved()).isZero();
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
        assertThat(allowance.reserved()).isEqualTo(64 * 1024);
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
}
