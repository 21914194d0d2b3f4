package org.rolegate.net.io;

import java.util.Random;

import io.netty.channel.AdaptiveRecvByteBufAllocator;
import io.netty.channel.ChannelConfig;
import io.netty.channel.RecvByteBufAllocator;
import io.netty.channel.RecvByteBufAllocator.ExtendedHandle;
import io.netty.channel.embedded.EmbeddedChannel;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/** The guesses of how much there is to read: Netty's, whatever comes. */
class ReadSizesTest {

    private static final int NETTY_READS = 16;
    private static final int TURNS = 20_000;

    @ParameterizedTest
    @ValueSource(ints = {40, 100, 700, 5_000, 100_000, 3_000_000})
    void guessesAndEndsItsTurnsAsNettyDoes(int most) {
        // Given
        ExtendedHandle netty = handle(new AdaptiveRecvByteBufAllocator().maxMessagesPerRead(NETTY_READS));
        ExtendedHandle own = handle(ReadSizes.INSTANCE);
        ChannelConfig config = new EmbeddedChannel().config();
        Random random = new Random(most);

        for (int turn = 0; turn < TURNS; turn++) {
            // When
            int waiting = random.nextInt(random.nextInt(most) + 1);
            config.setAutoRead(random.nextInt(10) > 0);
            netty.reset(config);
            own.reset(config);
            boolean more = true;
            while (more) {
                int read = Math.min(waiting, netty.guess());
                waiting -= read;
                take(netty, read);
                take(own, read);
                more = netty.continueReading();

                // Then
                assertThat(own.continueReading()).isEqualTo(more);
                assertThat(own.continueReading(() -> true)).isEqualTo(netty.continueReading(() -> true));
                assertThat(own.lastBytesRead()).isEqualTo(netty.lastBytesRead());
                assertThat(own.guess()).isEqualTo(netty.guess());
            }
            netty.readComplete();
            own.readComplete();
            assertThat(own.guess()).isEqualTo(netty.guess());
        }
    }

    @SuppressWarnings("deprecation")
    private static ExtendedHandle handle(RecvByteBufAllocator allocator) {
        return (ExtendedHandle) allocator.newHandle();
    }

    private static void take(ExtendedHandle handle, int read) {
        handle.attemptedBytesRead(handle.guess());
        handle.incMessagesRead(1);
        handle.lastBytesRead(read == 0 ? -1 : read);
    }
}
