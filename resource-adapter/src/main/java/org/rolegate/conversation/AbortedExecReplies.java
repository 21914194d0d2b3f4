package org.rolegate.conversation;

import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Deque;

/** The EXECs in whose place a server got DISCARD: their numbers among all replies, and what the client is to hear of them. */
final class AbortedExecReplies {

    private static final ByteBuffer NOTHING = ByteBuffer.allocate(0).asReadOnlyBuffer();

    private final Deque<Long> numbers = new ArrayDeque<>(2);
    private ByteBuffer answer = NOTHING;
    /** What the server says now is an answer that the client is not to hear. */
    private boolean underWay;

    /** The server is to get DISCARD; so many replies come before its own. */
    void sent(long number) {
        numbers.add(number);
    }

    /** The server begins to say something, after so many replies. */
    void begins(long number, boolean unasked) {
        underWay = !unasked && isNext(number);
    }

    boolean underWay() {
        return underWay;
    }

    boolean isNext(long number) {
        return !numbers.isEmpty() && numbers.element() == number;
    }

    /** The first of them is answered. */
    void answer(byte[] instead) {
        numbers.remove();
        answer = ByteBuffer.wrap(instead);
    }

    /** Returns what the client is to hear, which is nothing until the answer is whole. */
    ByteBuffer takeAnswer() {
        ByteBuffer taken = answer;
        answer = NOTHING;
        return taken;
    }

    boolean isEmpty() {
        return numbers.isEmpty();
    }
}
