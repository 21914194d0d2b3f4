package org.rolegate.conversation;

import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Deque;

/** The queue of EXECs in whose place a server got DISCARD, and the replacement of the current reply. Not thread-safe. */
final class AbortedExecReplies {

    private static final ByteBuffer NOTHING = ByteBuffer.allocate(0).asReadOnlyBuffer();

    private final Deque<Long> numbers = new ArrayDeque<>(2);
    private ByteBuffer replacement = NOTHING;
    /** The server sends a reply that is replaced. */
    private boolean underWay;

    /** Adds an EXEC; {@code number} replies precede its own. */
    void add(long number) {
        numbers.add(number);
    }

    /** Records that a reply or push message begins after {@code number} replies. */
    void onReplyBegun(long number, boolean pushMessage) {
        underWay = !pushMessage && isNext(number);
    }

    boolean underWay() {
        return underWay;
    }

    boolean isNext(long number) {
        return !numbers.isEmpty() && numbers.element() == number;
    }

    /** Replaces the reply to the first EXEC. */
    void replace(byte[] reply) {
        numbers.remove();
        replacement = ByteBuffer.wrap(reply);
    }

    /** Returns the replacement once; it is empty until the server's reply is complete. */
    ByteBuffer takeReply() {
        ByteBuffer taken = replacement;
        replacement = NOTHING;
        return taken;
    }

    boolean isEmpty() {
        return numbers.isEmpty();
    }
}
