package org.rolegate.resp;

import java.util.regex.Pattern;

/** The parsers for numbers of the protocol, which are as strict as Redis' own output. */
final class RespNumbers {

    private static final Pattern WHOLE = Pattern.compile("0|-?[1-9][0-9]{0,18}");
    private static final Pattern BIG = Pattern.compile("0|-?[1-9][0-9]*+");
    private static final Pattern REAL = Pattern.compile("-?(?:inf|nan|[0-9]++(?:\\.[0-9]*+)?(?:[eE][+-]?[0-9]{1,5})?)");

    private RespNumbers() {}

    static long whole(String text) {
        if (!WHOLE.matcher(text).matches()) {
            throw RespProtocolException.malformed("a number was expected");
        }
        try {
            return Long.parseLong(text);
        } catch (NumberFormatException e) {
            throw RespProtocolException.malformed("a number is beyond 64 bits");
        }
    }

    /** Returns a length or count: zero or more, or -1 for null. */
    static long length(String text) {
        long length = whole(text);
        if (length < -1) {
            throw RespProtocolException.malformed("a length is negative");
        }
        return length;
    }

    static String big(String text) {
        return matching(BIG, text);
    }

    static String real(String text) {
        return matching(REAL, text);
    }

    private static String matching(Pattern pattern, String text) {
        if (!pattern.matcher(text).matches()) {
            throw RespProtocolException.malformed("a number was expected");
        }
        return text;
    }
}
