package org.rolegate.console.page;

import java.util.ArrayDeque;
import java.util.Deque;

import org.owasp.encoder.Encode;

/**
 * A growing HTML document that cannot hold unescaped text: there is no way to add markup but by element, and every
 * text and attribute value is encoded on its way in.
 */
final class Html {

    private final StringBuilder out = new StringBuilder(16_384).append("<!DOCTYPE html>\n");
    private final Deque<String> open = new ArrayDeque<>();

    /** Opens an element; the attributes are names and values in turn, a null value leaves its attribute out. */
    Html open(String tag, String... attributes) {
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

    /** An element without content, such as an input. */
    Html empty(String tag, String... attributes) {
        start(tag, attributes);
        out.append('\n');
        return this;
    }

    Html text(String text) {
        out.append(Encode.forHtmlContent(text));
        return this;
    }

    /** An element that holds only text. */
    Html element(String tag, String text, String... attributes) {
        return open(tag, attributes).text(text).close();
    }

    /** The finished document. */
    String document() {
        if (!open.isEmpty()) {
            throw new IllegalStateException("still open: " + open);
        }
        return out.toString();
    }

    private static final String LINE_BREAK_AFTER = ",tr,p,div,section,table,head,header,footer,h1,h2,h3,thead,tbody,";

    private void start(String tag, String... attributes) {
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
