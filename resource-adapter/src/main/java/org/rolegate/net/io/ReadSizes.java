package org.rolegate.net.io;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.channel.ChannelConfig;
import io.netty.channel.RecvByteBufAllocator;
import io.netty.util.UncheckedBooleanSupplier;

/**
 * Netty's adaptive guesses of how much there is to read, with one small object for each channel where Netty makes four: a
 * session has two channels, and most of the time they are idle. The guesses are the same
 * ({@link io.netty.channel.AdaptiveRecvByteBufAllocator} and its defaults). Thread-safe.
 */
public final class ReadSizes implements RecvByteBufAllocator {

    public static final RecvByteBufAllocator INSTANCE = new ReadSizes();

    /** So many reads of one channel, and the others have their turn: Netty's number for sockets. */
    private static final int MOST_READS = 16;

    private static final int SMALLEST = 64;

    /** From 64 bytes by 16 to 496, from 512 by doubling to 64 KiB. */
    private static final int FIRST_DOUBLING = 28;

    private static final int STEP = 16;
    private static final int DOUBLED = 512;
    private static final int LARGEST = 35;

    /** 2 KiB. */
    private static final int INITIAL = 30;

    /** Up fast, down slowly. */
    private static final int UP = 4;

    private ReadSizes() {}

    private static int size(int index) {
        return index < FIRST_DOUBLING ? SMALLEST + STEP * index : DOUBLED << index - FIRST_DOUBLING;
    }

    @Override
    @SuppressWarnings("deprecation")
    public Handle newHandle() {
        return new Guess();
    }

    /** What one channel reads; belongs to its loop. */
    private static final class Guess implements ExtendedHandle {

        private ChannelConfig config;
        private int reads;
        private int total;
        private int attempted;
        private int last;
        private int index = INITIAL;
        /** The last turn brought so little that one more such turn is to lower the guess. */
        private boolean lower;

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
                // At once: there may be more in this very turn.
                learn(bytes);
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
            return goesOn(attempted == last);
        }

        @Override
        public boolean continueReading(UncheckedBooleanSupplier maybeMore) {
            return goesOn(maybeMore.get());
        }

        private boolean goesOn(boolean maybeMore) {
            return maybeMore && config.isAutoRead() && reads < MOST_READS && total > 0;
        }

        @Override
        public void readComplete() {
            learn(total);
        }

        private void learn(int bytes) {
            if (bytes <= size(index - 1)) {
                if (lower) {
                    index = Math.max(index - 1, 0);
                }
                lower = !lower;
            } else if (bytes >= size(index)) {
                index = Math.min(index + UP, LARGEST);
                lower = false;
            }
        }
    }
}
