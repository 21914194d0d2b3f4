package org.rolegate.net.session;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.UnaryOperator;

import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;

/** What was read from one side of a session and must not be passed on yet; costs nothing while it is empty. */
final class PendingBytes {

    private Deque<ByteBuf> buffers;
    private long size;

    boolean isEmpty() {
        return buffers == null;
    }

    /** Returns how many bytes lie here. */
    long size() {
        return size;
    }

    void add(ByteBuf bytes) {
        if (buffers == null) {
            buffers = new ArrayDeque<>(2);
        }
        buffers.add(bytes);
        size += bytes.readableBytes();
    }

    /**
     * Passes everything on, in order, and returns how many bytes that were.
     *
     * @param before is given each buffer, and says what is passed on in its place
     */
    long passTo(Channel other, UnaryOperator<ByteBuf> before) {
        long passed = 0;
        if (buffers != null) {
            for (ByteBuf bytes; (bytes = buffers.poll()) != null; ) {
                passed += bytes.readableBytes();
                other.write(before.apply(bytes), other.voidPromise());
            }
            buffers = null;
            size = 0;
        }
        other.flush();
        return passed;
    }

    void release() {
        if (buffers != null) {
            buffers.forEach(ByteBuf::release);
            buffers = null;
            size = 0;
        }
    }
}
