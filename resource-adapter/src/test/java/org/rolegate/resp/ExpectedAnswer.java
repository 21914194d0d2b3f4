package org.rolegate.resp;

import java.io.ByteArrayOutputStream;
import java.util.List;
import java.util.regex.Pattern;

import static org.rolegate.resp.RespBytes.bytes;
import static org.rolegate.resp.RespBytes.text;

/** What Redis answers, in RESP2, to the few commands that repeat every byte of what they were told. */
final class ExpectedAnswer {

    static final String SCRIPT = "return {KEYS, ARGV}";
    private static final Pattern NUMBER = Pattern.compile("0|[1-9][0-9]{0,8}");
    private static final int FIRST_ARGUMENT = 3;

    private ExpectedAnswer() {}

    /**
     * Returns all bytes of the answer, null if it is an error.
     *
     * @param script the digest of {@link #SCRIPT}
     */
    static byte[] to(List<byte[]> words, byte[] script) {
        if (is(words, "PING") && words.size() == 1) {
            return bytes("+PONG\r\n");
        }
        if ((is(words, "PING") || is(words, "ECHO")) && words.size() == 2) {
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            bulk(out, words.get(1));
            return out.toByteArray();
        }
        return is(words, "EVALSHA") && words.size() >= FIRST_ARGUMENT && isScript(words.get(1), script)
                ? keysAndArguments(words)
                : null;
    }

    private static byte[] keysAndArguments(List<byte[]> words) {
        String keys = text(words.get(2));
        List<byte[]> all = words.subList(FIRST_ARGUMENT, words.size());
        if (!NUMBER.matcher(keys).matches() || Integer.parseInt(keys) > all.size()) {
            return null;
        }
        int count = Integer.parseInt(keys);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.writeBytes(bytes("*2\r\n*" + count + "\r\n"));
        all.subList(0, count).forEach(key -> bulk(out, key));
        out.writeBytes(bytes("*" + (all.size() - count) + "\r\n"));
        all.subList(count, all.size()).forEach(argument -> bulk(out, argument));
        return out.toByteArray();
    }

    private static boolean isScript(byte[] digest, byte[] script) {
        return text(digest).equalsIgnoreCase(text(script));
    }

    private static boolean is(List<byte[]> words, String name) {
        byte[] word = words.get(0);
        return word.length == name.length() && text(word).equalsIgnoreCase(name);
    }

    private static void bulk(ByteArrayOutputStream out, byte[] word) {
        out.writeBytes(bytes("$" + word.length + "\r\n"));
        out.write(word, 0, word.length);
        out.writeBytes(new byte[] {'\r', '\n'});
    }
}
