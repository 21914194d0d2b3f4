package org.rolegate.net.session;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.Consumer;

import io.netty.buffer.ByteBuf;
import org.jspecify.annotations.Nullable;

/**
 * The requests that were forwarded and are kept until they are answered, so that they can be resent. The bytes are shared, not
 * copied. Nothing is allocated while they lie in one buffer, which is the usual case.
 */
final class UnansweredRequests {

    private @Nullable ByteBuf first;
    private int start;
    private int size;
    private int memory;
    /** Created when first needed. */
    private @Nullable Deque<ByteBuf> more;

    boolean isEmpty() {
        return first == null;
    }

    /** Returns the number of bytes. */
    int size() {
        return size;
    }

    /** Returns the memory that the bytes take, in bytes: a few of them may lie in a large buffer. */
    int memory() {
        return memory;
    }

    /** Adds the readable bytes of a buffer; they stay available after others have read and released it. */
    void add(ByteBuf bytes) {
        if (first == null) {
            first = bytes.retain();
            start = bytes.readerIndex();
        } else {
            if (more == null) {
                more = new ArrayDeque<>(2);
            }
            more.add(bytes.retainedSlice());
        }
        size += bytes.readableBytes();
        memory += bytes.capacity();
    }

    /** Gives every buffer to a receiver, which must release it; the bytes are kept. */
    void forEach(Consumer<ByteBuf> receiver) {
        if (first != null) {
            receiver.accept(first.retainedSlice(start, sizeOfFirst()));
        }
        if (more != null) {
            more.forEach(bytes -> receiver.accept(bytes.retainedDuplicate()));
        }
    }

    private int sizeOfFirst() {
        int others = more == null
                ? 0
                : more.stream().mapToInt(ByteBuf::readableBytes).sum();
        return size - others;
    }

    /** Releases all bytes. */
    void drop() {
        if (first != null) {
            first.release();
            first = null;
            size = 0;
            memory = 0;
        }
        if (more != null) {
            more.forEach(ByteBuf::release);
            more = null;
        }
    }
}
