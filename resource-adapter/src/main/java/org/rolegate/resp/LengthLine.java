package org.rolegate.resp;

import java.nio.ByteBuffer;

/**
 * A parser for a count or a length with its line end.
 *
 * <p>It is as strict as Redis' own output: no sign, no leading zero, and CR LF. Where a null is allowed, -1 is accepted.
 */
final class LengthLine {

    enum Step {
        MORE,
        WHOLE,
        BAD
    }

    /** The bytes of a type, a digit and CR LF. */
    private static final int SHORTEST = 4;

    /** The value that stands for a null. */
    static final long NULL = -1;

    private long value;
    private int digits;
    private boolean minus;
    private boolean carriageReturn;

    void begin() {
        value = 0;
        digits = 0;
        minus = false;
        carriageReturn = false;
    }

    long value() {
        return minus ? NULL : value;
    }

    /** Consumes the next byte. The value may not exceed {@code most}, which is far too small for an overflow. */
    Step take(byte one, long most, boolean nullAllowed) {
        if (carriageReturn) {
            return one == '\n' ? Step.WHOLE : Step.BAD;
        }
        if (one >= '0' && one <= '9') {
            return digit(one - '0', most);
        }
        if (one == '\r' && digits > 0) {
            carriageReturn = true;
            return Step.MORE;
        }
        if (one == '-' && nullAllowed && digits == 0 && !minus) {
            minus = true;
            return Step.MORE;
        }
        return Step.BAD;
    }

    /**
     * Reads the number of a whole line that starts with the given type; nearly all lines arrive whole.
     *
     * @return the number, or -1 with nothing consumed if the line is incomplete, malformed or too large and must be read byte
     *     by byte
     */
    static int ahead(ByteBuffer in, char type, int most) {
        int at = in.position();
        int last = in.limit() - 1;
        if (last - at < SHORTEST - 1 || in.get(at) != type) {
            return -1;
        }
        // A long, since ten times the largest int would overflow an int.
        long value = (long) in.get(++at) - '0';
        if (value < 0 || value > 9) {
            return -1;
        }
        at++;
        for (int digit = in.get(at) - '0'; value > 0 && digit >= 0 && digit <= 9; digit = in.get(at) - '0') {
            value = value * 10 + digit;
            if (value > most || ++at == last) {
                return -1;
            }
        }
        if (in.get(at) != '\r' || in.get(at + 1) != '\n') {
            return -1;
        }
        in.position(at + 2);
        return (int) value;
    }

    private Step digit(int digit, long most) {
        boolean wrong = minus ? digits > 0 || digit != 1 : digits > 0 && value == 0;
        value = value * 10 + digit;
        digits++;
        return wrong || value > most ? Step.BAD : Step.MORE;
    }
}
