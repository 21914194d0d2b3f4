package org.rolegate.net.session;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.Consumer;

import io.netty.buffer.ByteBuf;

/**
 * Bytes that were passed on and are kept until they are answered, to be said once more if need be. They are shared, not
 * copied, and as long as they lie in one buffer, as they mostly do, nothing is made for them.
 */
final class UnansweredRequests {

    private ByteBuf first;
    private int start;
    private int size;
    private int held;
    /** Made when first needed. */
    private Deque<ByteBuf> more;

    boolean isEmpty() {
        return first == null;
    }

    /** Returns how many bytes are kept. */
    int size() {
        return size;
    }

    /** Returns how much memory that takes: a few bytes may lie in a buffer made for many. */
    int held() {
        return held;
    }

    /** Keeps the readable bytes, also after they were read by others. */
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
        held += bytes.capacity();
    }

    /** Hands it all out once more, and keeps it. */
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

    void drop() {
        if (first != null) {
            first.release();
            first = null;
            size = 0;
            held = 0;
        }
        if (more != null) {
            more.forEach(ByteBuf::release);
            more = null;
        }
    }
}
