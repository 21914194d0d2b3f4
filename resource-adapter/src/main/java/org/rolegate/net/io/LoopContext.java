package org.rolegate.net.io;

import java.nio.ByteBuffer;

import io.netty.buffer.ByteBuf;

/**
 * The objects that all sessions of one event loop share: a buffer to inspect bytes, and the memory budget.
 *
 * <p>Most reads are short. They are copied to the shared buffer, so that inspecting them allocates nothing. Belongs to
 * the event loop.
 */
public final class LoopContext {

    /** The most bytes for which a copy is cheaper than a new view. */
    private static final int MAX_COPIED = 512;

    private final ByteBuffer shared = ByteBuffer.allocate(MAX_COPIED);
    private final MemoryBudget memoryBudget;

    public LoopContext(MemoryBudget memoryBudget) {
        this.memoryBudget = memoryBudget;
    }

    /** Returns the memory that all sessions of the loop may use together for pending and unanswered bytes. */
    public MemoryBudget memoryBudget() {
        return memoryBudget;
    }

    /** Returns the readable bytes without consuming them. The result is valid until the next call. */
    public ByteBuffer view(ByteBuf bytes) {
        int length = bytes.readableBytes();
        if (length <= MAX_COPIED) {
            bytes.getBytes(bytes.readerIndex(), shared.array(), 0, length);
            return shared.clear().limit(length);
        }
        return bytes.nioBufferCount() == 1 ? bytes.internalNioBuffer(bytes.readerIndex(), length) : bytes.nioBuffer();
    }
}
