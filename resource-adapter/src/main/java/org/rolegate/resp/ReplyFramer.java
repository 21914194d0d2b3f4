package org.rolegate.resp;

import java.nio.ByteBuffer;
import java.util.Arrays;

/**
 * An incremental framer that finds the ends of replies in a RESP2 or RESP3 byte stream of any fragmentation.
 *
 * <p>It copies only the first string of an error or push and, on demand, of an array. That string distinguishes a published
 * message from a reply.
 *
 * <p>It checks only what decides where a value ends: types, lengths and line ends. It does not validate numbers. Nesting needs
 * no stack, only the count of missing values, so deeply nested replies cost no memory.
 *
 * <p>The stream becomes odd, and stays odd, when it contains something that the framer does not support. Examples are RESP3's
 * streamed types, a push inside a reply and a bare LF. Not thread-safe.
 *
 * <pre>
 *             +-------------------------------------------------+
 *             v                                                 |
 *   start -> TYPE --- line ------> LINE ---> LINE_LF -----------+     any -> ODD
 *              |                                                |
 *              +----- aggregate -> LENGTH ----------------------+
 *              |                                                |
 *              +----- bulk ------> LENGTH -> BODY -> BODY_CR -> BODY_LF
 * </pre>
 */
public final class ReplyFramer {

    /** The maximum number of bytes of an error code or kind; longer ones are truncated. */
    public static final int LONGEST_CODE = 32;

    /** The maximum of a length or count; far above what Redis sends. */
    static final int LONGEST = Integer.MAX_VALUE;

    /** The maximum number of missing values; no server sends as many, and the sum cannot overflow. */
    private static final long MOST_VALUES = 1L << 40;

    /** The length of {@code +OK} with its line end. */
    private static final int OK = 5;

    private enum State {
        TYPE,
        LINE,
        LINE_LF,
        LENGTH,
        BODY,
        BODY_CR,
        BODY_LF,
        ODD
    }

    /** The type of the outermost value. */
    private enum Outermost {
        REPLY,
        ARRAY,
        ERROR,
        PUSH,
        ATTRIBUTE
    }

    private final ReplySink sink;
    private final LengthLine number = new LengthLine();
    /** The error code or kind; allocated on first use. */
    private byte[] code = {};

    private State state = State.TYPE;
    private Outermost outermost = Outermost.REPLY;
    private long replies;
    /** The number of values that the outermost one still needs; 0 between replies. */
    private long valuesMissing;
    /** An attribute is complete, and the value that it describes has not begun. */
    private boolean attributed;

    private char type;
    private int bytesMissing;
    private int codeLength;
    private boolean codeWhole;
    /** The current string is captured as the error code or kind. */
    private boolean coding;
    /** The next value is the first element of an outermost aggregate whose kind is captured. */
    private boolean kindDue;

    /** Creates a framer whose next byte is the first one of a reply. */
    public ReplyFramer(ReplySink sink) {
        this.sink = sink;
    }

    /** Consumes the whole buffer. */
    public void feed(ByteBuffer in) {
        while (in.hasRemaining() && state != State.ODD) {
            step(in);
        }
        in.position(in.limit());
    }

    /** Consumes bytes until {@link #replies} reaches the given number; later bytes stay in the buffer. */
    public void feed(ByteBuffer in, long until) {
        while (in.hasRemaining() && state != State.ODD && !(replies >= until && atBoundary())) {
            step(in);
        }
        if (state == State.ODD) {
            in.position(in.limit());
        }
    }

    /**
     * Consumes bytes until the current reply or push, or else the next one, is complete. Later bytes stay in the buffer.
     */
    public void feedOne(ByteBuffer in) {
        boolean more = in.hasRemaining();
        while (more) {
            step(in);
            more = in.hasRemaining() && state != State.ODD && !atBoundary();
        }
    }

    /** Returns the number of complete replies, including errors and without pushes. */
    public long replies() {
        return replies;
    }

    /** Returns whether neither a reply nor a push is incomplete. */
    public boolean atBoundary() {
        return state == State.TYPE && valuesMissing == 0 && !attributed;
    }

    /** Returns whether the stream contained something unsupported; once true, it stays true. */
    public boolean odd() {
        return state == State.ODD;
    }

    private void step(ByteBuffer in) {
        switch (state) {
            case TYPE -> value(in);
            case LINE -> line(in);
            case LINE_LF -> lineEnd(in);
            case LENGTH -> length(in);
            case BODY -> body(in);
            case BODY_CR -> state = in.get() == '\r' ? State.BODY_LF : State.ODD;
            case BODY_LF -> lineEnd(in);
            case ODD -> in.position(in.limit());
        }
    }

    /** Consumes a whole string or OK at once, which takes a third of the time; most replies arrive whole. */
    private void value(ByteBuffer in) {
        int length = kindDue ? 0 : wholeAhead(in);
        if (length == 0) {
            type((char) (in.get() & 0xff));
            return;
        }
        type = (char) in.get(in.position());
        in.position(in.position() + length);
        if (valuesMissing == 0) {
            begin();
        }
        whole(1);
    }

    /** Returns the length in bytes of the whole string or OK at the buffer's position, or 0 if there is none. */
    private static int wholeAhead(ByteBuffer in) {
        return switch (in.get(in.position())) {
            case '$' -> stringAhead(in);
            case '+' -> okAhead(in) ? OK : 0;
            default -> 0;
        };
    }

    private static boolean okAhead(ByteBuffer in) {
        int start = in.position();
        return in.remaining() >= OK
                && in.get(start + 1) == 'O'
                && in.get(start + 2) == 'K'
                && in.get(start + 3) == '\r'
                && in.get(start + 4) == '\n';
    }

    private static int stringAhead(ByteBuffer in) {
        int start = in.position();
        int length = LengthLine.ahead(in, '$', LONGEST);
        int head = in.position() - start;
        in.position(start);
        int end = start + head + length;
        boolean whole =
                length >= 0 && length <= in.remaining() - head - 2 && in.get(end) == '\r' && in.get(end + 1) == '\n';
        return whole ? head + length + 2 : 0;
    }

    private void type(char one) {
        type = one;
        if (valuesMissing == 0) {
            begin();
        } else if (one == '>') {
            // Redis sends no push inside a reply.
            state = State.ODD;
            return;
        } else if (kindDue) {
            kindDue = false;
            coding = one == '$' || one == '+';
        }
        number.begin();
        state = switch (one) {
            case '+', '-', ':', ',', '(', '#', '_' -> State.LINE;
            case '$', '=', '!', '*', '~', '%', '|', '>' -> State.LENGTH;
            default -> State.ODD;
        };
    }

    private void begin() {
        valuesMissing = type == '|' ? 0 : 1;
        codeLength = 0;
        codeWhole = false;
        outermost = switch (type) {
            case '-', '!' -> Outermost.ERROR;
            case '>' -> Outermost.PUSH;
            case '|' -> Outermost.ATTRIBUTE;
            case '*' -> sink.kindsMatter() ? Outermost.ARRAY : Outermost.REPLY;
            default -> Outermost.REPLY;
        };
        coding = outermost == Outermost.ERROR;
        kindDue = outermost == Outermost.ARRAY || outermost == Outermost.PUSH;
    }

    private void line(ByteBuffer in) {
        while (in.hasRemaining()) {
            byte one = in.get();
            if (one == '\r') {
                state = State.LINE_LF;
                return;
            }
            if (one == '\n') {
                state = State.ODD;
                return;
            }
            if (coding) {
                addToCode(one);
            }
        }
    }

    private void body(ByteBuffer in) {
        int count = Math.min(in.remaining(), bytesMissing);
        int after = in.position() + count;
        while (coding && !codeWhole && in.position() < after) {
            addToCode(in.get());
        }
        in.position(after);
        bytesMissing -= count;
        if (bytesMissing == 0) {
            state = State.BODY_CR;
        }
    }

    private void addToCode(byte one) {
        if (codeWhole || one == ' ' || codeLength == LONGEST_CODE) {
            codeWhole = true;
        } else {
            if (codeLength == code.length) {
                code = Arrays.copyOf(code, LONGEST_CODE);
            }
            code[codeLength++] = one;
        }
    }

    private void lineEnd(ByteBuffer in) {
        if (in.get() == '\n') {
            whole(1);
        } else {
            state = State.ODD;
        }
    }

    private void length(ByteBuffer in) {
        LengthLine.Step step = LengthLine.Step.MORE;
        while (in.hasRemaining() && step == LengthLine.Step.MORE) {
            step = number.take(in.get(), LONGEST, type == '$' || type == '*');
        }
        if (step == LengthLine.Step.BAD) {
            state = State.ODD;
        } else if (step == LengthLine.Step.WHOLE) {
            afterLength(number.value());
        }
    }

    private void afterLength(long length) {
        if (length == LengthLine.NULL) {
            whole(1);
            return;
        }
        switch (type) {
            case '*', '~', '>' -> open(length, 1);
            case '%' -> open(2 * length, 1);
            // An attribute precedes a value and is none itself.
            case '|' -> open(2 * length, 0);
            default -> {
                bytesMissing = (int) length;
                state = bytesMissing == 0 ? State.BODY_CR : State.BODY;
            }
        }
    }

    private void open(long values, int self) {
        valuesMissing += values;
        if (valuesMissing > MOST_VALUES) {
            state = State.ODD;
        } else {
            whole(self);
        }
    }

    /** Subtracts completed values; the last of them completes the outermost value. */
    private void whole(int values) {
        state = State.TYPE;
        coding = false;
        valuesMissing -= values;
        if (valuesMissing > 0) {
            return;
        }
        attributed = outermost == Outermost.ATTRIBUTE;
        switch (outermost) {
            case REPLY -> {
                replies++;
                sink.reply();
            }
            case ERROR -> {
                replies++;
                sink.error(code, codeLength);
            }
            case ARRAY -> {
                replies++;
                sink.array(code, codeLength);
            }
            case PUSH -> sink.push(code, codeLength);
            case ATTRIBUTE -> {}
        }
    }
}
