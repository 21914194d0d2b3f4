package org.rolegate.resp;

import java.io.ByteArrayOutputStream;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.random.RandomGenerator;

/**
 * Streams of requests whose answers prove what arrived ({@link ExpectedAnswer}); most of them are damaged, in one place that
 * matters or anywhere.
 */
final class RandomRequests {

    private static final byte[] LIKELY = "*$0123456789-+\r\n\r\n\r\n\0 pE".getBytes(StandardCharsets.US_ASCII);

    /** Where the number of digits changes, and what Redis and the splitter bound or treat in another way. */
    private static final int[] BOUNDARIES = {
        9, 10, 11, 15, 16, 31, 32, 33, 63, 64, 65, 99, 100, 101, 127, 128, 129, 255, 256, 999, 1000, 1001, 4095, 4096,
        4097
    };

    private static final int[] LARGE = {
        9_999, 10_000, 16_383, 16_384, 16_385, 32_766, 32_767, 32_768, 32_769, 65_535, 65_536, 99_999, 100_000
    };

    private static final List<String> ENDS = List.of(
            "\n", "\r", "", "\r\r\n", "\n\r", "\n\r\n", " \r\n", "\0\r\n", "\rX", "\r\0", "X\r\n", "\r\n\r\n", "\0\0");

    private static final List<String> BETWEEN = List.of(
            "PING\r\n",
            "ping\n",
            "ECHO inline\r\n",
            "ECHO \"a b\"\r\n",
            "ECHO \"a",
            "\r\n",
            "\n",
            "\r",
            "\0",
            " ",
            "*0\r\n",
            "*-1\r\n",
            "*-2147483648\r\n",
            "*\r\n",
            "*1\r\n$-1\r\n",
            "*2\r\n$4\r\nECHO\r\n$-1\r\n",
            "*1\r\n*1\r\n$4\r\nPING\r\n",
            "*1\r\n+PING\r\n",
            "*1\r\n:1\r\n",
            "$4\r\nPING\r\n",
            "+OK\r\n",
            "-ERR\r\n",
            ":1\r\n",
            "%1\r\n",
            "GET / HTTP/1.1\r\n",
            "\u0016\u0003\u0001\u0002",
            "*2147483648\r\n",
            "*2147483647\r\n",
            "*1048577\r\n",
            "*1\r\n$536870913\r\n",
            "*1\r\n$9223372036854775808\r\n");

    private static final int NEVER = Integer.MAX_VALUE;

    private final RandomGenerator random;
    private final byte[] script;
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    /** So many headers, ends and gaps are written before the one that is odd. */
    private int untilOdd = NEVER;

    private RandomRequests(RandomGenerator random, byte[] script) {
        this.random = random;
        this.script = script;
    }

    /**
     * Returns the next stream.
     *
     * @param script the digest of the script that answers its keys and arguments
     */
    static byte[] stream(RandomGenerator random, byte[] script) {
        RandomRequests requests = new RandomRequests(random, script);
        int kind = random.nextInt(32);
        if (kind == 0) {
            requests.write(1 + random.nextInt(200));
            return requests.out.toByteArray();
        }
        if (kind < 17) {
            requests.untilOdd = random.nextInt(20);
        }
        requests.write(1 + random.nextInt(5));
        byte[] stream = requests.out.toByteArray();
        if (kind < 17) {
            return stream;
        }
        return kind < 21 ? Arrays.copyOf(stream, random.nextInt(stream.length + 1)) : requests.edited(stream);
    }

    private void write(int count) {
        for (int i = 0; i < count; i++) {
            if (oddNow()) {
                between();
            }
            request(words());
        }
    }

    private boolean oddNow() {
        return untilOdd-- == 0;
    }

    private void between() {
        if (random.nextInt(400) == 0) {
            // Redis waits for the end of a line of at most 64 KiB.
            text("x".repeat(random.nextInt(65_500, 70_000)) + "\r\n");
        } else if (random.nextInt(5) == 0) {
            out.writeBytes(likely(1 + random.nextInt(20)));
        } else if (random.nextInt(5) == 0) {
            // To Redis, which looks commands up as C's strings, this may be the command; or may not.
            String name = any(List.of("ECHO", "ping", "Ping")) + "\0" + random.nextInt(100_000);
            text("*2\r\n$" + name.length() + "\r\n" + name + "\r\n$1\r\nx\r\n");
        } else {
            text(any(BETWEEN));
        }
    }

    private List<byte[]> words() {
        List<byte[]> words = new ArrayList<>();
        switch (random.nextInt(17)) {
            case 0 -> words.add(name("PING"));
            case 1 -> add(words, name("PING"), 1);
            case 2, 3, 4, 5, 6, 7 -> add(words, name("ECHO"), 1);
            case 8, 9, 10, 11, 12 -> script(words, random.nextInt(4));
            case 13 -> script(words, random.nextInt(random.nextInt(100) == 0 ? 1_500 : 70));
            case 14 -> add(words, name(random.nextBoolean() ? "ECHO" : "PING"), random.nextInt(4));
            case 15 -> add(words, name("NO-SUCH-COMMAND"), random.nextInt(4));
            default -> add(words, word(), random.nextInt(4));
        }
        return words;
    }

    private void script(List<byte[]> words, int arguments) {
        words.add(name("EVALSHA"));
        words.add(random.nextInt(16) == 0 ? name(text(script)) : script);
        int keys = random.nextInt(arguments + 1);
        words.add(bytes(random.nextInt(16) == 0 ? any(List.of("-1", "00", "+1", "", "9", "1 ")) : "" + keys));
        for (int i = 0; i < arguments; i++) {
            words.add(word());
        }
    }

    private void add(List<byte[]> words, byte[] name, int arguments) {
        words.add(name);
        for (int i = 0; i < arguments; i++) {
            words.add(word());
        }
    }

    /** In any mixture of cases. */
    private byte[] name(String upper) {
        byte[] name = bytes(upper);
        for (int i = 0; i < name.length; i++) {
            boolean letter = name[i] >= 'A' && name[i] <= 'Z';
            name[i] += letter && random.nextInt(3) == 0 ? 'a' - 'A' : 0;
        }
        return name;
    }

    private byte[] word() {
        int kind = random.nextInt(4_096);
        if (kind == 0) {
            return likely(LARGE[random.nextInt(LARGE.length)] + random.nextInt(3) - 1);
        }
        if (kind < 64) {
            return likely(BOUNDARIES[random.nextInt(BOUNDARIES.length)]);
        }
        return kind < 128 ? bytes("\r\n*1\r\n$4\r\nPING\r\n") : likely(random.nextInt(14));
    }

    private void request(List<byte[]> words) {
        header('*', words.size());
        for (byte[] word : words) {
            header('$', word.length);
            out.writeBytes(word);
            text(oddNow() ? any(ENDS) : "\r\n");
        }
    }

    private void header(char type, int number) {
        if (!oddNow()) {
            text(type + "" + number + "\r\n");
            return;
        }
        int wrong = random.nextInt(6);
        String odd = wrong == 0 ? String.valueOf((char) random.nextInt(128)) : "" + type;
        odd += wrong == 1 ? "" + number : oddNumber(number);
        text(odd + (wrong < 3 ? any(ENDS) : "\r\n"));
    }

    private String oddNumber(int number) {
        return switch (random.nextInt(24)) {
            case 0 -> "+" + number;
            case 1 -> "-" + number;
            case 2 -> "0" + number;
            case 3 -> "00" + number;
            case 4 -> " " + number;
            case 5 -> number + " ";
            case 6 -> number + "\0";
            case 7 -> number + ".0";
            case 8 -> "0x" + number;
            case 9 -> number + "a";
            case 10 -> "";
            case 11 -> "-1";
            case 12 -> "0";
            case 13 -> "-0";
            case 14 -> "" + (number + 1);
            case 15 -> "" + (number - 1);
            case 16 -> "" + (number + random.nextInt(-20, 20));
            case 17 -> "" + (number + 65_536);
            case 18 -> "" + (number + (1L << 32));
            case 19 ->
                BigInteger.ONE.shiftLeft(64).add(BigInteger.valueOf(number)).toString();
            case 20 -> "" + (Long.MAX_VALUE - random.nextInt(2));
            case 21 -> "" + (Integer.MAX_VALUE + (long) random.nextInt(2));
            // Redis sets room aside for a long word as soon as it is announced, so not too often.
            case 22 -> random.nextInt(50) == 0 ? "" + (RequestFramer.LONGEST_ARGUMENT + random.nextInt(-1, 2)) : "1e1";
            default -> random.nextInt(100) == 0 ? "0".repeat(random.nextInt(65_500, 66_000)) + number : "1" + number;
        };
    }

    private byte[] edited(byte[] stream) {
        byte[] bytes = stream;
        for (int i = random.nextInt(3); i >= 0 && bytes.length > 0; i--) {
            bytes = edit(bytes);
        }
        return bytes;
    }

    private byte[] edit(byte[] bytes) {
        int at = random.nextInt(bytes.length);
        int end = Math.min(bytes.length, at + 1 + random.nextInt(random.nextInt(4) == 0 ? 20 : 1));
        byte[] head = Arrays.copyOf(bytes, at);
        byte[] tail = Arrays.copyOfRange(bytes, end, bytes.length);
        return switch (random.nextInt(5)) {
            case 0 -> joined(head, tail);
            case 1 -> joined(head, likely(end - at), tail);
            case 2 -> joined(head, likely(1 + random.nextInt(3)), Arrays.copyOfRange(bytes, at, bytes.length));
            case 3 -> joined(Arrays.copyOf(bytes, end), Arrays.copyOfRange(bytes, at, bytes.length));
            default -> {
                byte[] flipped = bytes.clone();
                flipped[at] ^= (byte) (1 << random.nextInt(8));
                yield flipped;
            }
        };
    }

    private byte[] likely(int length) {
        byte[] bytes = new byte[Math.max(0, length)];
        for (int i = 0; i < bytes.length; i++) {
            int any = random.nextInt();
            bytes[i] = any < 0 ? (byte) any : LIKELY[any % LIKELY.length];
        }
        return bytes;
    }

    private <T> T any(List<T> list) {
        return list.get(random.nextInt(list.size()));
    }

    private void text(String text) {
        out.writeBytes(bytes(text));
    }

    private static byte[] bytes(String text) {
        return RespBytes.bytes(text);
    }

    private static String text(byte[] bytes) {
        return RespBytes.text(bytes).toUpperCase(Locale.ROOT);
    }

    private static byte[] joined(byte[]... parts) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            all.writeBytes(part);
        }
        return all.toByteArray();
    }
}
