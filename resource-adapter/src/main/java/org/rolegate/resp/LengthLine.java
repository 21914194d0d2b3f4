package org.rolegate.resp;

import java.nio.ByteBuffer;

/**
 * A count or a length with its line end, read byte by byte, as strictly as Redis writes it: no sign, no leading zero, CR
 * LF; where a null is allowed, also -1.
 */
final class LengthLine {

    enum Step {
        MORE,
        WHOLE,
        BAD
    }

    /** A type, a digit, CR LF. */
    private static final int SHORTEST = 4;

    /** What stands for a null. */
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

    /** Takes the next byte; the value may not exceed {@code most}, which is far below what could overflow. */
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
     * The number of a line that lies ahead as a whole with its type, as it nearly always does; -1 and nothing taken if the
     * line has to be read byte by byte, be it cut, wrong or too large.
     */
    static int ahead(ByteBuffer in, char type, int most) {
        int at = in.position();
        int last = in.limit() - 1;
        if (last - at < SHORTEST - 1 || in.get(at) != type) {
            return -1;
        }
        // Long: ten times the most an int would hold as another number.
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
