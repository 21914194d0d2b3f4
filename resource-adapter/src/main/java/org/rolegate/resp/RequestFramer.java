package org.rolegate.resp;

import java.nio.ByteBuffer;

/**
 * Finds where commands end in what a client sends, from bytes that come in any pieces, and keeps none of them but the
 * words of a few commands.
 *
 * <p>It knows one way to write a command, which every client library uses and which leaves no room for doubt: an array of
 * bulk strings with plain lengths and CR LF. Whatever else comes, be it legal (inline commands, empty arrays) or not, is
 * odd, and the stream is odd for good: where the next command begins is then Redis' to say, and a guess would be a
 * smuggler's door. So is a name with a NUL in it: Redis looks commands up as C's strings, so that SELECT, NUL, x may be
 * SELECT, depending on a hash with a secret seed. Not thread safe.
 *
 * <pre>
 *              +------------------- last word ---------------------------+
 *              |                 +--------------- more words ------------+
 *              v                 v                                       |
 *   start -> ARRAY -> COUNT -> BULK -> LENGTH -> WORD -> WORD_CR -> WORD_LF     any -> ODD
 * </pre>
 */
public final class RequestFramer {

    /** A longer command name is cut to so many bytes; Redis' own are shorter. */
    public static final int LONGEST_NAME = 32;

    /** As Redis bounds a command's words. */
    static final int MOST_WORDS = 1024 * 1024;

    /** As Redis bounds a word (proto-max-bulk-len); a server that allows more makes the stream odd. */
    static final int LONGEST_WORD = 512 * 1024 * 1024;

    private enum State {
        ARRAY,
        COUNT,
        BULK,
        LENGTH,
        WORD,
        WORD_CR,
        WORD_LF,
        ODD
    }

    private final RequestSink sink;
    private final LengthLine number = new LengthLine();
    private final byte[] name = new byte[LONGEST_NAME];
    private State state = State.ARRAY;
    private long commands;
    private int nameLength;
    private boolean naming;
    /** Which command the name names is Redis' to say. */
    private boolean nameUnclear;

    private int argumentsMissing;
    private int bytesMissing;
    /** Null unless the command under way is wanted. */
    private ArgumentBuffer kept;

    /** Starts before the first byte of a command. */
    public RequestFramer(RequestSink sink) {
        this.sink = sink;
    }

    /** Reads on; the buffer is used up afterwards. */
    public void feed(ByteBuffer in) {
        while (in.hasRemaining() && state != State.ODD) {
            step(in);
        }
        in.position(in.limit());
    }

    /**
     * Reads on until no command is half-way: takes nothing if none is. An odd stream has no such place any more, so all of
     * the buffer is taken.
     */
    public void finishCommand(ByteBuffer in) {
        while (in.hasRemaining() && state != State.ODD && state != State.ARRAY) {
            step(in);
        }
        if (state == State.ODD) {
            in.position(in.limit());
        }
    }

    /** Reads on until the command that is half-way, or else the next one, is whole: leaves in the buffer what comes after it. */
    public void feedOne(ByteBuffer in) {
        long before = commands;
        while (in.hasRemaining() && state != State.ODD && commands == before) {
            step(in);
        }
    }

    /** Returns how many whole commands there were. */
    public long commands() {
        return commands;
    }

    /** Returns how many bytes are kept of the command that is half-way. */
    public int kept() {
        return kept == null ? 0 : kept.held();
    }

    /** Keeps nothing of the command that is half-way, as if its words were too long. */
    public void keepNoMore() {
        if (kept != null) {
            kept.giveUp();
        }
    }

    /** Whether no command is half-way. */
    public boolean atBoundary() {
        return state == State.ARRAY;
    }

    /** Whether something came that is no canonical command; stays so. */
    public boolean odd() {
        return state == State.ODD;
    }

    private void step(ByteBuffer in) {
        switch (state) {
            case ARRAY -> array(in);
            case COUNT -> count(in);
            case BULK -> bulk(in);
            case LENGTH -> length(in);
            case WORD -> word(in);
            case WORD_CR -> expect(in, '\r', State.WORD_LF);
            case WORD_LF -> wordEnd(in);
            case ODD -> in.position(in.limit());
        }
    }

    private void array(ByteBuffer in) {
        int arguments = LengthLine.ahead(in, '*', MOST_WORDS);
        if (arguments < 0) {
            expect(in, '*', State.COUNT);
        } else {
            begin(arguments);
        }
    }

    /** Takes a word at once if it lies there as a whole; so ordinary commands are read in a third of the time. */
    private void bulk(ByteBuffer in) {
        int start = in.position();
        int length = LengthLine.ahead(in, '$', LONGEST_WORD);
        int end = in.position() + length;
        if (length >= 0 && end < in.limit() - 1 && in.get(end) == '\r' && in.get(end + 1) == '\n') {
            beginWord(length);
            word(in);
            in.position(end + 2);
            endOfWord();
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
        if (readNumber(in, MOST_WORDS)) {
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
        if (readNumber(in, LONGEST_WORD)) {
            beginWord((int) number.value());
        }
    }

    private void beginWord(int length) {
        bytesMissing = length;
        state = length == 0 ? State.WORD_CR : State.WORD;
        if (kept != null) {
            kept.begin(length);
        }
    }

    /** Returns whether the number is whole. */
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

    private void word(ByteBuffer in) {
        int count = Math.min(in.remaining(), bytesMissing);
        if (naming) {
            name(in, count);
        } else if (kept != null) {
            kept.add(in, count, bytesMissing);
        } else {
            in.position(in.position() + count);
        }
        bytesMissing -= count;
        if (bytesMissing == 0) {
            state = State.WORD_CR;
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

    private void wordEnd(ByteBuffer in) {
        if (in.get() == '\n') {
            endOfWord();
        } else {
            becomeOdd();
        }
    }

    private void endOfWord() {
        if (naming) {
            if (nameUnclear) {
                becomeOdd();
                return;
            }
            naming = false;
            ArgumentCapture most = sink.named(name, nameLength);
            kept = most == ArgumentCapture.NOTHING ? null : new ArgumentBuffer(name, nameLength, most);
        }
        argumentsMissing--;
        if (argumentsMissing > 0) {
            state = State.BULK;
        } else {
            state = State.ARRAY;
            commands++;
            tell();
        }
    }

    private void tell() {
        ArgumentBuffer arguments = kept;
        kept = null;
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
        if (kept != null) {
            kept.wipe();
            kept = null;
        }
    }
}
