package org.rolegate.net.io;

import java.nio.ByteBuffer;

import io.netty.buffer.ByteBuf;

/**
 * What the sessions of one event loop share: they look at bytes without anything made for it, if these are few, as they
 * mostly are, and have one allowance.
 */
public final class LoopContext {

    /** To copy so many is cheaper than to make a view of them. */
    private static final int FEW = 512;

    private final ByteBuffer few = ByteBuffer.allocate(FEW);
    private final MemoryBudget allowance;

    public LoopContext(MemoryBudget allowance) {
        this.allowance = allowance;
    }

    /** Returns how much all of them may keep. */
    public MemoryBudget allowance() {
        return allowance;
    }

    /** Returns the readable bytes, which stay unread; good until the next call. */
    public ByteBuffer view(ByteBuf bytes) {
        int length = bytes.readableBytes();
        if (length <= FEW) {
            bytes.getBytes(bytes.readerIndex(), few.array(), 0, length);
            return few.clear().limit(length);
        }
        return bytes.nioBufferCount() == 1 ? bytes.internalNioBuffer(bytes.readerIndex(), length) : bytes.nioBuffer();
    }
}
