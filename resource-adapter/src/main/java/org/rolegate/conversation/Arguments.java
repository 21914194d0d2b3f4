package org.rolegate.conversation;

import java.nio.charset.StandardCharsets;

/** Command arguments as bytes, compared as Redis compares them: as C strings, which end before the first NUL. */
final class Arguments {

    private Arguments() {}

    /** Returns whether the argument equals the upper-case ASCII text, ignoring case. */
    static boolean is(byte[] argument, String text) {
        if (argument.length < text.length() || argument.length > text.length() && argument[text.length()] != 0) {
            return false;
        }
        for (int i = 0; i < text.length(); i++) {
            char one = (char) (argument[i] & 0xff);
            if ((one >= 'a' && one <= 'z' ? one - 'a' + 'A' : one) != text.charAt(i)) {
                return false;
            }
        }
        return true;
    }

    static byte[] of(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
