package org.rolegate.resp;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/** A parser for the reply to INFO: lines of field and value, with headings and blank lines between. */
public final class InfoText {

    private static final int MOST_FIELDS = 4_096;
    private static final int LONGEST_FIELD = 256;
    private static final int LONGEST_VALUE = 4_096;

    private InfoText() {}

    /**
     * Returns the fields in the order of the text.
     *
     * <p>Accepts LF and CR LF and ignores lines without a field. If a field occurs twice, its first value counts. Lines that
     * are longer than any that Redis writes are ignored, and so are fields beyond the first 4096.
     */
    public static Map<String, String> parse(String text) {
        Map<String, String> fields = new LinkedHashMap<>();
        int start = 0;
        while (start < text.length() && fields.size() < MOST_FIELDS) {
            int newline = text.indexOf('\n', start);
            int end = newline < 0 ? text.length() : newline;
            addLine(fields, text, start, end);
            start = end + 1;
        }
        return Collections.unmodifiableMap(fields);
    }

    private static void addLine(Map<String, String> fields, String text, int start, int lineEnd) {
        int end = lineEnd > start && text.charAt(lineEnd - 1) == '\r' ? lineEnd - 1 : lineEnd;
        if (end - start > LONGEST_FIELD + LONGEST_VALUE || end == start || text.charAt(start) == '#') {
            return;
        }
        String line = text.substring(start, end);
        int colon = line.indexOf(':');
        if (colon > 0 && colon <= LONGEST_FIELD) {
            fields.putIfAbsent(line.substring(0, colon), line.substring(colon + 1));
        }
    }
}
