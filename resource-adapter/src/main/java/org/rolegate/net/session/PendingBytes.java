package org.rolegate.net.session;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.UnaryOperator;

import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import org.jspecify.annotations.Nullable;

/** The bytes that were read from one side of a session and may not be forwarded yet. It allocates nothing while it is empty. */
final class PendingBytes {

    /** Null while there are none. */
    private @Nullable Deque<ByteBuf> buffers;

    private long size;

    boolean isEmpty() {
        return buffers == null;
    }

    /** Returns the number of pending bytes. */
    long size() {
        return size;
    }

    /** Takes over further bytes. */
    void add(ByteBuf bytes) {
        if (buffers == null) {
            buffers = new ArrayDeque<>(2);
        }
        buffers.add(bytes);
        size += bytes.readableBytes();
    }

    /**
     * Writes all bytes to a channel in their order and flushes it.
     *
     * @param before takes over each buffer and returns the one that is written in its place
     * @return the number of bytes that were pending
     */
    long writeTo(Channel other, UnaryOperator<ByteBuf> before) {
        long written = 0;
        if (buffers != null) {
            for (ByteBuf bytes; (bytes = buffers.poll()) != null; ) {
                written += bytes.readableBytes();
                other.write(before.apply(bytes), other.voidPromise());
            }
            buffers = null;
            size = 0;
        }
        other.flush();
        return written;
    }

    void release() {
        if (buffers != null) {
            buffers.forEach(ByteBuf::release);
            buffers = null;
            size = 0;
        }
    }
}
