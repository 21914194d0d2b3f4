package org.rolegate.resp;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/** What a server would send, and reading it back whole. */
final class RespBytes {

    private static final int LONGEST_READABLE = 4_000;

    private RespBytes() {}

    static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }

    static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.ISO_8859_1);
    }

    /** The bytes, or the first few thousand of them, on one line of ASCII. */
    static String readable(byte[] bytes) {
        StringBuilder text = new StringBuilder("\"");
        for (byte one : Arrays.copyOf(bytes, Math.min(bytes.length, LONGEST_READABLE))) {
            boolean plain = one >= ' ' && one != '"' && one != '\\' && one != 0x7f;
            text.append(
                    plain ? String.valueOf((char) one) : "\\x" + HexFormat.of().toHexDigits(one));
        }
        return text.append(bytes.length > LONGEST_READABLE ? "\"... of " + bytes.length + " bytes" : "\"")
                .toString();
    }

    /** A value as a RESP3 server writes it. */
    static byte[] encode(RespValue value) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        write(out, value);
        return out.toByteArray();
    }

    static List<RespValue> readAll(RespReader reader, byte[] bytes) {
        return readAll(reader, ByteBuffer.wrap(bytes));
    }

    static List<RespValue> readAll(RespReader reader, ByteBuffer in) {
        List<RespValue> values = new ArrayList<>();
        Optional<RespValue> next = reader.next(in);
        while (next.isPresent()) {
            values.add(next.get());
            next = reader.next(in);
        }
        return values;
    }

    private static void write(ByteArrayOutputStream out, RespValue value) {
        if (value instanceof RespValue.Simple simple) {
            line(out, "+" + simple.value());
        } else if (value instanceof RespValue.ErrorReply error) {
            line(out, "-" + error.message());
        } else if (value instanceof RespValue.Int number) {
            line(out, ":" + number.value());
        } else if (value instanceof RespValue.Nil) {
            line(out, "_");
        } else if (value instanceof RespValue.Bulk bulk) {
            line(out, "$" + bulk.bytes().length);
            out.writeBytes(bulk.bytes());
            line(out, "");
        } else {
            String type = value instanceof RespValue.RespMap ? "%" : value instanceof RespValue.Push ? ">" : "*";
            line(out, type + value.items().size() / (type.equals("%") ? 2 : 1));
            value.items().forEach(item -> write(out, item));
        }
    }

    private static void line(ByteArrayOutputStream out, String text) {
        out.writeBytes((text + "\r\n").getBytes(StandardCharsets.UTF_8));
    }
}
