package org.rolegate.resp;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Writes down what a {@link ReplyFramer} found. */
final class Found implements ReplySink {

    final List<String> events = new ArrayList<>();
    boolean kindsMatter;

    @Override
    public void reply() {
        events.add("reply");
    }

    @Override
    public void error(byte[] code, int length) {
        events.add("error " + new String(code, 0, length, StandardCharsets.ISO_8859_1));
    }

    @Override
    public boolean kindsMatter() {
        return kindsMatter;
    }

    @Override
    public void array(byte[] kind, int length) {
        events.add("array " + new String(kind, 0, length, StandardCharsets.ISO_8859_1));
    }

    @Override
    public void push(byte[] kind, int length) {
        events.add("push " + new String(kind, 0, length, StandardCharsets.ISO_8859_1));
    }
}
