package org.rolegate.resp;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Random;

/** Streams of commands or replies, some of them damaged. */
final class RandomStream {

    private static final byte[] LIKELY = "+-:$*%~>|#_,(=!?;.0123456789\r\n\r\n\r\n".getBytes(StandardCharsets.US_ASCII);
    private static final String[] NAMES = {
        "GET",
        "set",
        "Select",
        "AUTH",
        "hello",
        "CLIENT",
        "MULTI",
        "exec",
        "",
        "a-command-with-a-name-of-33-bytes",
        "GET\0x"
    };

    private final Random random;
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();

    private RandomStream(Random random) {
        this.random = random;
    }

    static byte[] requests(Random random) {
        RandomStream stream = new RandomStream(random);
        for (int i = random.nextInt(4); i >= 0; i--) {
            stream.command();
        }
        return stream.maybeDamaged();
    }

    static byte[] replies(Random random) {
        RandomStream stream = new RandomStream(random);
        for (int i = random.nextInt(4); i >= 0; i--) {
            if (random.nextInt(8) == 0) {
                stream.aggregate(">", 0);
            } else {
                stream.value(0);
            }
        }
        return stream.maybeDamaged();
    }

    private void command() {
        int arguments = random.nextInt(4);
        line("*" + (1 + arguments));
        body("$", NAMES[random.nextInt(NAMES.length)].getBytes(StandardCharsets.US_ASCII));
        for (int i = 0; i < arguments; i++) {
            body("$", randomBytes());
        }
    }

    private void value(int depth) {
        switch (random.nextInt(depth < 4 ? 17 : 12)) {
            case 0 -> line("+OK");
            case 1 -> line("+" + randomText());
            case 2 -> line("-" + randomText());
            case 3 -> line("-READONLY You can't write against a read only replica.");
            case 4 -> line(":" + (random.nextLong() >> random.nextInt(64)));
            case 5 -> body("$", randomBytes());
            case 6 -> line(random.nextBoolean() ? "$-1" : "*-1");
            case 7 -> line("_");
            case 8 -> line(random.nextBoolean() ? "#t" : "#f");
            case 9 -> line(random.nextBoolean() ? ",3.14" : "(123456789012345678901234567890");
            case 10 -> body("=", ("txt:" + randomText()).getBytes(StandardCharsets.ISO_8859_1));
            case 11 -> body("!", ("ERR " + randomText()).getBytes(StandardCharsets.ISO_8859_1));
            case 12, 13 -> aggregate("*", depth);
            case 14 -> aggregate("~", depth);
            case 15 -> aggregate("%", depth);
            default -> {
                aggregate("|", depth);
                value(depth);
            }
        }
    }

    private void aggregate(String type, int depth) {
        int entries = random.nextInt(4);
        line(type + entries);
        for (int i = entries * (type.equals("%") || type.equals("|") ? 2 : 1); i > 0; i--) {
            value(depth + 1);
        }
    }

    private void body(String type, byte[] bytes) {
        line(type + bytes.length);
        out.writeBytes(bytes);
        line("");
    }

    private void line(String text) {
        out.writeBytes((text + "\r\n").getBytes(StandardCharsets.ISO_8859_1));
    }

    private byte[] randomBytes() {
        byte[] bytes = new byte[random.nextInt(14)];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = random.nextInt(4) == 0 ? (byte) random.nextInt() : LIKELY[random.nextInt(LIKELY.length)];
        }
        return bytes;
    }

    private String randomText() {
        StringBuilder text = new StringBuilder();
        for (int i = random.nextInt(40); i > 0; i--) {
            text.append((char) (random.nextInt(20) == 0 ? 0xe9 : ' ' + random.nextInt(95)));
        }
        return text.toString();
    }

    private byte[] maybeDamaged() {
        byte[] bytes = out.toByteArray();
        for (int i = random.nextInt(6) - 3; i > 0 && bytes.length > 0; i--) {
            bytes = damaged(bytes);
        }
        return bytes;
    }

    private byte[] damaged(byte[] bytes) {
        int at = random.nextInt(bytes.length);
        byte[] head = Arrays.copyOf(bytes, at);
        byte[] one = {LIKELY[random.nextInt(LIKELY.length)]};
        return switch (random.nextInt(4)) {
            case 0 -> head;
            case 1 -> joined(head, one, Arrays.copyOfRange(bytes, at, bytes.length));
            case 2 -> joined(head, one, Arrays.copyOfRange(bytes, at + 1, bytes.length));
            default -> joined(head, Arrays.copyOfRange(bytes, at + 1, bytes.length));
        };
    }

    private static byte[] joined(byte[]... parts) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            all.writeBytes(part);
        }
        return all.toByteArray();
    }
}
