package org.rolegate.resp;

import java.nio.ByteBuffer;

import org.jspecify.annotations.Nullable;

/**
 * An incremental framer that finds the ends of commands in a client's byte stream of any fragmentation.
 *
 * <p>It copies only the arguments of the commands for which its sink asks.
 *
 * <p>It supports one encoding, which every client library uses and which is unambiguous: an array of bulk strings with plain
 * lengths and CR LF. Anything else makes the stream odd, and it stays odd, even if it is legal (inline commands, empty
 * arrays). Only Redis knows then where the next command begins, and a guess would allow request smuggling.
 *
 * <p>A command name with a NUL makes the stream odd, too. Redis looks commands up as C strings, so SELECT, NUL, x may be
 * SELECT, depending on a hash with a secret seed. Not thread-safe.
 *
 * <pre>
 *              +----------------- last argument ----------------------+
 *              |                 +----------- more arguments ---------+
 *              v                 v                                    |
 *   start -> ARRAY -> COUNT -> BULK -> LENGTH -> BODY -> BODY_CR -> BODY_LF     any -> ODD
 * </pre>
 */
public final class RequestFramer {

    /** The maximum number of bytes of a command name; longer names are truncated, and Redis' own are shorter. */
    public static final int LONGEST_NAME = 32;

    /** The maximum number of arguments, as Redis limits it. */
    static final int MOST_ARGUMENTS = 1024 * 1024;

    /** The maximum length of an argument in bytes, as Redis limits it (proto-max-bulk-len); a longer one is odd. */
    static final int LONGEST_ARGUMENT = 512 * 1024 * 1024;

    private enum State {
        ARRAY,
        COUNT,
        BULK,
        LENGTH,
        BODY,
        BODY_CR,
        BODY_LF,
        ODD
    }

    private final RequestSink sink;
    private final LengthLine number = new LengthLine();
    private final byte[] name = new byte[LONGEST_NAME];
    private State state = State.ARRAY;
    private long commands;
    private int nameLength;
    private boolean naming;
    /** Only Redis knows which command the name means. */
    private boolean nameUnclear;

    private int argumentsMissing;
    private int bytesMissing;
    /** Null unless arguments of the current command are captured. */
    private @Nullable ArgumentBuffer captured;

    /** Creates a framer whose next byte is the first one of a command. */
    public RequestFramer(RequestSink sink) {
        this.sink = sink;
    }

    /** Consumes the whole buffer. */
    public void feed(ByteBuffer in) {
        while (in.hasRemaining() && state != State.ODD) {
            step(in);
        }
        in.position(in.limit());
    }

    /**
     * Consumes the rest of an incomplete command, or nothing if no command is incomplete. If the stream is odd, the whole
     * buffer is consumed, since the end of the command is unknown.
     */
    public void finishCommand(ByteBuffer in) {
        while (in.hasRemaining() && state != State.ODD && state != State.ARRAY) {
            step(in);
        }
        if (state == State.ODD) {
            in.position(in.limit());
        }
    }

    /** Consumes bytes until the current command, or else the next one, is complete. Later bytes stay in the buffer. */
    public void feedOne(ByteBuffer in) {
        long before = commands;
        while (in.hasRemaining() && state != State.ODD && commands == before) {
            step(in);
        }
    }

    /** Returns the number of complete commands. */
    public long commands() {
        return commands;
    }

    /** Returns the approximate memory in bytes that is used for arguments of the incomplete command. */
    public int capturedBytes() {
        return captured == null ? 0 : captured.memoryBytes();
    }

    /** Discards the arguments of the incomplete command, as if they were too long. */
    public void discardArguments() {
        if (captured != null) {
            captured.discard();
        }
    }

    /** Returns whether no command is incomplete. */
    public boolean atBoundary() {
        return state == State.ARRAY;
    }

    /** Returns whether the stream contained something other than canonical commands; once true, it stays true. */
    public boolean odd() {
        return state == State.ODD;
    }

    private void step(ByteBuffer in) {
        switch (state) {
            case ARRAY -> array(in);
            case COUNT -> count(in);
            case BULK -> bulk(in);
            case LENGTH -> length(in);
            case BODY -> body(in);
            case BODY_CR -> expect(in, '\r', State.BODY_LF);
            case BODY_LF -> bodyEnd(in);
            case ODD -> in.position(in.limit());
        }
    }

    private void array(ByteBuffer in) {
        int arguments = LengthLine.ahead(in, '*', MOST_ARGUMENTS);
        if (arguments < 0) {
            expect(in, '*', State.COUNT);
        } else {
            begin(arguments);
        }
    }

    /** Consumes a whole argument at once, which reads ordinary commands in a third of the time. */
    private void bulk(ByteBuffer in) {
        int start = in.position();
        int length = LengthLine.ahead(in, '$', LONGEST_ARGUMENT);
        int end = in.position() + length;
        if (length >= 0 && end < in.limit() - 1 && in.get(end) == '\r' && in.get(end + 1) == '\n') {
            beginArgument(length);
            body(in);
            in.position(end + 2);
            argumentEnd();
        } else {
            in.position(start);
            expect(in, '$', State.LENGTH);
        }
    }

    private void expect(ByteBuffer in, char byteDue, State next) {
        if (in.get() == byteDue) {
            state = next;
            number.begin();
        } else {
            becomeOdd();
        }
    }

    private void count(ByteBuffer in) {
        if (readNumber(in, MOST_ARGUMENTS)) {
            begin((int) number.value());
        }
    }

    private void begin(int arguments) {
        argumentsMissing = arguments;
        naming = true;
        nameUnclear = false;
        nameLength = 0;
        if (arguments == 0) {
            becomeOdd();
        } else {
            state = State.BULK;
        }
    }

    private void length(ByteBuffer in) {
        if (readNumber(in, LONGEST_ARGUMENT)) {
            beginArgument((int) number.value());
        }
    }

    private void beginArgument(int length) {
        bytesMissing = length;
        state = length == 0 ? State.BODY_CR : State.BODY;
        if (captured != null) {
            captured.begin(length);
        }
    }

    /** Consumes bytes of a number and returns whether it is complete. */
    private boolean readNumber(ByteBuffer in, int most) {
        LengthLine.Step step = LengthLine.Step.MORE;
        while (in.hasRemaining() && step == LengthLine.Step.MORE) {
            step = number.take(in.get(), most, false);
        }
        if (step == LengthLine.Step.BAD) {
            becomeOdd();
        }
        return step == LengthLine.Step.WHOLE;
    }

    private void body(ByteBuffer in) {
        int count = Math.min(in.remaining(), bytesMissing);
        if (naming) {
            name(in, count);
        } else if (captured != null) {
            captured.add(in, count, bytesMissing);
        } else {
            in.position(in.position() + count);
        }
        bytesMissing -= count;
        if (bytesMissing == 0) {
            state = State.BODY_CR;
        }
    }

    private void name(ByteBuffer in, int count) {
        int taken = Math.min(count, LONGEST_NAME - nameLength);
        boolean zero = false;
        for (int i = 0; i < taken; i++) {
            byte one = in.get();
            zero |= one == 0;
            name[nameLength++] = one >= 'a' && one <= 'z' ? (byte) (one - 'a' + 'A') : one;
        }
        nameUnclear |= zero;
        in.position(in.position() + count - taken);
    }

    private void bodyEnd(ByteBuffer in) {
        if (in.get() == '\n') {
            argumentEnd();
        } else {
            becomeOdd();
        }
    }

    private void argumentEnd() {
        if (naming) {
            if (nameUnclear) {
                becomeOdd();
                return;
            }
            naming = false;
            ArgumentCapture wanted = sink.named(name, nameLength);
            captured = wanted == ArgumentCapture.NOTHING ? null : new ArgumentBuffer(name, nameLength, wanted);
        }
        argumentsMissing--;
        if (argumentsMissing > 0) {
            state = State.BULK;
        } else {
            state = State.ARRAY;
            commands++;
            forward();
        }
    }

    private void forward() {
        ArgumentBuffer arguments = captured;
        captured = null;
        if (arguments == null) {
            sink.command();
        } else if (arguments.tooLong()) {
            sink.commandTooLong();
        } else {
            sink.command(arguments.take());
        }
    }

    private void becomeOdd() {
        state = State.ODD;
        if (captured != null) {
            captured.wipe();
            captured = null;
        }
    }
}
