package org.rolegate.net.io;

import io.netty.buffer.AbstractByteBufAllocator;
import io.netty.buffer.AdaptiveByteBufAllocator;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.ByteBufAllocatorMetric;
import io.netty.buffer.ByteBufAllocatorMetricProvider;
import io.netty.buffer.PooledByteBufAllocator;

/**
 * An allocator that takes small buffers from Netty's adaptive allocator and large ones from its pooled allocator.
 *
 * <p>Where commands are small, the adaptive allocator costs less of the total work. But it takes fresh memory for most
 * large reads, and the JDK fills that memory with zeros first. Thread-safe.
 */
public final class BySizeAllocator extends AbstractByteBufAllocator
        implements ByteBufAllocatorMetricProvider, ByteBufAllocatorMetric {

    public static final BySizeAllocator INSTANCE = new BySizeAllocator();

    /** The largest buffer in bytes that is small. The adaptive allocator has no size classes above it. */
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
