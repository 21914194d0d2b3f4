package org.rolegate.net.io;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.channel.ChannelConfig;
import io.netty.channel.RecvByteBufAllocator;
import io.netty.util.UncheckedBooleanSupplier;
import org.jspecify.annotations.Nullable;

import static java.util.Objects.requireNonNull;

/**
 * An adaptive estimate of the size of the next read, which needs one small object for each channel.
 *
 * <p>Netty needs four objects for each channel. A session has two channels, and they are idle most of the time. The
 * estimates equal those of {@link io.netty.channel.AdaptiveRecvByteBufAllocator} with its defaults. Thread-safe.
 */
public final class ReadSizes implements RecvByteBufAllocator {

    public static final RecvByteBufAllocator INSTANCE = new ReadSizes();

    /** The most reads of one channel before the other channels have their turn: Netty's default for sockets. */
    private static final int MAX_READS = 16;

    private static final int SMALLEST = 64;

    /**
     * The index of the first size that is a doubling. Sizes go from 64 to 496 bytes by 16, then from 512 to 64 KiB by
     * doubling.
     */
    private static final int FIRST_DOUBLING = 28;

    private static final int STEP = 16;
    private static final int DOUBLED = 512;
    private static final int LARGEST = 35;

    /** The index of the first estimate, 2 KiB. */
    private static final int INITIAL = 30;

    /**
     * The number of sizes by which an estimate grows. It shrinks by one, since it is to grow fast and shrink slowly.
     */
    private static final int UP = 4;

    private ReadSizes() {}

    private static int size(int index) {
        return index < FIRST_DOUBLING ? SMALLEST + STEP * index : DOUBLED << index - FIRST_DOUBLING;
    }

    @Override
    @SuppressWarnings("deprecation")
    public Handle newHandle() {
        return new Estimate();
    }

    /** The estimate of one channel. Belongs to the channel's event loop. */
    private static final class Estimate implements ExtendedHandle {

        /** The configuration of the channel. Netty sets it by {@link #reset} before the first read of each turn. */
        private @Nullable ChannelConfig config;

        private int reads;
        private int total;
        private int attempted;
        private int last;
        private int index = INITIAL;
        /** Whether the last turn read so little that one more such turn lowers the estimate. */
        private boolean lowerNext;

        @Override
        public void reset(ChannelConfig now) {
            config = now;
            reads = 0;
            total = 0;
        }

        @Override
        public int guess() {
            return size(index);
        }

        @Override
        public ByteBuf allocate(ByteBufAllocator allocator) {
            return allocator.ioBuffer(guess());
        }

        @Override
        public void attemptedBytesRead(int bytes) {
            attempted = bytes;
        }

        @Override
        public int attemptedBytesRead() {
            return attempted;
        }

        @Override
        public void incMessagesRead(int more) {
            reads += more;
        }

        @Override
        public void lastBytesRead(int bytes) {
            if (bytes == attempted) {
                // Adjusted now and not at the end, since the same turn may read more.
                adjust(bytes);
            }
            last = bytes;
            if (bytes > 0) {
                total = (int) Math.min(Integer.MAX_VALUE, (long) total + bytes);
            }
        }

        @Override
        public int lastBytesRead() {
            return last;
        }

        @Override
        public boolean continueReading() {
            return mayContinue(attempted == last);
        }

        @Override
        public boolean continueReading(UncheckedBooleanSupplier maybeMore) {
            return mayContinue(maybeMore.get());
        }

        private boolean mayContinue(boolean maybeMore) {
            return maybeMore && requireNonNull(config).isAutoRead() && reads < MAX_READS && total > 0;
        }

        @Override
        public void readComplete() {
            adjust(total);
        }

        private void adjust(int bytes) {
            if (bytes <= size(index - 1)) {
                if (lowerNext) {
                    index = Math.max(index - 1, 0);
                }
                lowerNext = !lowerNext;
            } else if (bytes >= size(index)) {
                index = Math.min(index + UP, LARGEST);
                lowerNext = false;
            }
        }
    }
}
