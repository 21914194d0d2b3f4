package org.rolegate.net.io;

import io.netty.buffer.AbstractByteBufAllocator;
import io.netty.buffer.AdaptiveByteBufAllocator;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.ByteBufAllocatorMetric;
import io.netty.buffer.ByteBufAllocatorMetricProvider;
import io.netty.buffer.PooledByteBufAllocator;

/**
 * Netty's adaptive allocator for what is small, its pooled one for what is large. The first makes the smaller share of the
 * work where commands are small, but takes fresh memory for most large reads, which the JDK fills with zeros first.
 * Thread-safe.
 */
public final class BySizeAllocator extends AbstractByteBufAllocator
        implements ByteBufAllocatorMetricProvider, ByteBufAllocatorMetric {

    public static final BySizeAllocator INSTANCE = new BySizeAllocator();

    /** Above it the adaptive allocator has no size classes. */
    private static final int LARGE = 16 * 1024;

    private final AdaptiveByteBufAllocator small = new AdaptiveByteBufAllocator(true);
    private final PooledByteBufAllocator large = PooledByteBufAllocator.DEFAULT;

    private BySizeAllocator() {
        super(true);
    }

    private ByteBufAllocator of(int capacity) {
        return capacity > LARGE ? large : small;
    }

    @Override
    protected ByteBuf newHeapBuffer(int initialCapacity, int maxCapacity) {
        return of(initialCapacity).heapBuffer(initialCapacity, maxCapacity);
    }

    @Override
    protected ByteBuf newDirectBuffer(int initialCapacity, int maxCapacity) {
        return of(initialCapacity).directBuffer(initialCapacity, maxCapacity);
    }

    @Override
    public ByteBufAllocatorMetric metric() {
        return this;
    }

    @Override
    public long usedHeapMemory() {
        return small.metric().usedHeapMemory() + large.metric().usedHeapMemory();
    }

    @Override
    public long usedDirectMemory() {
        return small.metric().usedDirectMemory() + large.metric().usedDirectMemory();
    }

    @Override
    public boolean isDirectBufferPooled() {
        return true;
    }
}
