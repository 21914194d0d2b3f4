package org.rolegate.core.config;

/**
 * One problem in the configuration, with all that is needed to correct it.
 *
 * @param key the full key
 * @param value the value found, "" if there is none, {@link Secret#HIDDEN} if it must not be shown
 * @param wrong what is wrong with it
 * @param expected what would be right
 */
public record Problem(String key, String value, String wrong, String expected) {

    private static final int LONGEST_SHOWN = 200;

    /** Hides the text before an '@': people paste URLs that contain a password. */
    public Problem {
        int at = value.lastIndexOf('@');
        value = at < 0 ? value : Secret.HIDDEN + value.substring(at);
    }

    /** Returns one line, even if the value contains line breaks. */
    @Override
    public String toString() {
        String found = value.isEmpty() ? "" : " = " + oneLine(value);
        return oneLine(key) + found + ": " + oneLine(wrong) + "; expected " + oneLine(expected);
    }

    private static String oneLine(String text) {
        StringBuilder line = new StringBuilder();
        for (int i = 0; i < text.length() && i < LONGEST_SHOWN; i++) {
            char c = text.charAt(i);
            boolean breaksLine = Character.isISOControl(c) || c == '\u2028' || c == '\u2029';
            line.append(breaksLine ? '?' : c);
        }
        return text.length() > LONGEST_SHOWN ? line.append("...").toString() : line.toString();
    }
}
