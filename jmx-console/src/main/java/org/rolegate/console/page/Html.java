package org.rolegate.console.page;

import java.util.ArrayDeque;
import java.util.Deque;

import org.jspecify.annotations.Nullable;
import org.owasp.encoder.Encode;

/**
 * An HTML document under construction that cannot contain unescaped text: markup is only added by element, and every
 * text and attribute value is encoded when it is added.
 */
final class Html {

    private final StringBuilder out = new StringBuilder(16_384).append("<!DOCTYPE html>\n");
    private final Deque<String> open = new ArrayDeque<>();

    /** Opens an element; the attributes are names and values in turn. An attribute with a null value is omitted. */
    Html open(String tag, @Nullable String... attributes) {
        start(tag, attributes);
        open.push(tag);
        return this;
    }

    /** Closes the innermost open element. */
    Html close() {
        String tag = open.pop();
        out.append("</").append(tag).append('>');
        if (LINE_BREAK_AFTER.contains("," + tag + ",")) {
            out.append('\n');
        }
        return this;
    }

    /** Adds an element without content, such as an input. */
    Html empty(String tag, @Nullable String... attributes) {
        start(tag, attributes);
        out.append('\n');
        return this;
    }

    Html text(String text) {
        out.append(Encode.forHtmlContent(text));
        return this;
    }

    /** Adds an element that contains only text. */
    Html element(String tag, String text, @Nullable String... attributes) {
        return open(tag, attributes).text(text).close();
    }

    /** Returns the finished document. */
    String document() {
        if (!open.isEmpty()) {
            throw new IllegalStateException("still open: " + open);
        }
        return out.toString();
    }

    private static final String LINE_BREAK_AFTER = ",tr,p,div,section,table,head,header,footer,h1,h2,h3,thead,tbody,";

    private void start(String tag, @Nullable String... attributes) {
        out.append('<').append(tag);
        for (int i = 0; i < attributes.length; i += 2) {
            if (attributes[i + 1] != null) {
                out.append(' ').append(attributes[i]).append("=\"");
                out.append(Encode.forHtmlAttribute(attributes[i + 1])).append('"');
            }
        }
        out.append('>');
    }
}
