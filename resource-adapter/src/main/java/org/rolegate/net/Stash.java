package org.rolegate.net;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.Consumer;

import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;

/**
 * What was read from one side of a session and must not be passed on yet; costs nothing while it is empty.
 *
 * <p>It is bounded by what one turn of reading brings: the side is not read while something lies here.
 */
final class Stash {

    private Deque<ByteBuf> buffers;

    boolean isEmpty() {
        return buffers == null;
    }

    void add(ByteBuf bytes) {
        if (buffers == null) {
            buffers = new ArrayDeque<>(2);
        }
        buffers.add(bytes);
    }

    /**
     * Passes everything on, in order, and returns how many bytes that were.
     *
     * @param before is shown each buffer
     */
    long passTo(Channel other, Consumer<ByteBuf> before) {
        long passed = 0;
        if (buffers != null) {
            for (ByteBuf bytes; (bytes = buffers.poll()) != null; ) {
                passed += bytes.readableBytes();
                before.accept(bytes);
                other.write(bytes, other.voidPromise());
            }
            buffers = null;
        }
        other.flush();
        return passed;
    }

    void release() {
        if (buffers != null) {
            buffers.forEach(ByteBuf::release);
            buffers = null;
        }
    }
}
