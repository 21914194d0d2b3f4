package org.rolegate.resp;

import java.nio.ByteBuffer;
import java.util.Arrays;

/**
 * Finds where replies end in what a server sends, of RESP2 and RESP3, from bytes that come in any pieces, and keeps none of
 * them but the first word of an error.
 *
 * <p>Of a push, and of an array if that is wanted, it keeps the first word too: that tells a published message from a reply.
 *
 * <p>It looks only at what decides where a value ends: types, lengths and line ends; that a number is one is the reader's
 * business. Nesting needs no stack, only the count of values still to come, so nested bombs cost nothing. What it does not
 * know (RESP3's streamed types, a push inside a reply, a bare LF) is odd, and the stream is odd for good. Not thread safe.
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

    /** A longer first word of an error is cut to so many bytes. */
    public static final int LONGEST_CODE = 32;

    /** The most a length or a count may say; far above what Redis sends. */
    static final int LONGEST = Integer.MAX_VALUE;

    /** So many values can no server have in mind; the sum stays far below what could overflow. */
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

    /** What the outermost value is. */
    private enum Outermost {
        REPLY,
        ARRAY,
        ERROR,
        PUSH,
        ATTRIBUTE
    }

    private final ReplySink sink;
    private final LengthLine number = new LengthLine();
    /** Made when first needed. */
    private byte[] code = {};

    private State state = State.TYPE;
    private Outermost outermost = Outermost.REPLY;
    private long replies;
    /** Values still to come until the outermost is whole; 0 between them. */
    private long valuesMissing;
    /** An attribute is whole, what it is about is still to come. */
    private boolean attributed;

    private char type;
    private int bytesMissing;
    private int codeLength;
    private boolean codeWhole;
    /** The string under way is the first word of something, and kept. */
    private boolean coding;
    /** The next value is the first element of an outermost aggregate whose first word is kept. */
    private boolean kindDue;

    /** Starts before the first byte of a reply. */
    public ReplyFramer(ReplySink sink) {
        this.sink = sink;
    }

    /** Reads on; the buffer is used up afterwards. */
    public void feed(ByteBuffer in) {
        while (in.hasRemaining() && state != State.ODD) {
            step(in);
        }
        in.position(in.limit());
    }

    /** Reads on until there were so many whole replies: leaves in the buffer what comes after them. */
    public void feed(ByteBuffer in, long until) {
        while (in.hasRemaining() && state != State.ODD && !(replies >= until && atBoundary())) {
            step(in);
        }
        if (state == State.ODD) {
            in.position(in.limit());
        }
    }

    /**
     * Reads on until the reply or push that is half-way, or else the next one, is whole: leaves in the buffer what comes after
     * it.
     */
    public void feedOne(ByteBuffer in) {
        boolean more = in.hasRemaining();
        while (more) {
            step(in);
            more = in.hasRemaining() && state != State.ODD && !atBoundary();
        }
    }

    /** Returns how many whole replies there were, errors included, pushes not. */
    public long replies() {
        return replies;
    }

    /** Whether nothing is half-way, neither a reply nor a push. */
    public boolean atBoundary() {
        return state == State.TYPE && valuesMissing == 0 && !attributed;
    }

    /** Whether something came that this does not know; stays so. */
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

    /** Takes a string or an OK at once if it lies there as a whole, as most replies do: in a third of the time. */
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

    /** Returns how many bytes the string or OK is that lies ahead as a whole, 0 if none does. */
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
            // Redis says nothing unasked in the midst of a reply.
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
            // Stands before a value, is none itself.
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

    /** So many values less are missing; with the last of them the outermost is whole. */
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
