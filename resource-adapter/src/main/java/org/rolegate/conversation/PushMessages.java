package org.rolegate.conversation;

import java.nio.charset.StandardCharsets;
import java.util.List;

/** What a server says that is no reply, by its first word: in RESP2 an array like any other, in RESP3 a push. */
public final class PushMessages {

    /** Keys that a client keeps have changed. */
    static final String INVALIDATE = "invalidate";

    /** All keys that a client keeps may have changed. */
    public static final byte[] ALL_CHANGED =
            (">2\r\n$" + INVALIDATE.length() + "\r\n" + INVALIDATE + "\r\n_\r\n").getBytes(StandardCharsets.US_ASCII);

    private static final List<String> PUBLISHED = List.of("message", "pmessage", "smessage");

    private static final List<String> CONFIRMATIONS =
            List.of("subscribe", "psubscribe", "ssubscribe", "unsubscribe", "punsubscribe", "sunsubscribe");

    private PushMessages() {}

    /** Returns what these first bytes say. */
    static String text(byte[] argument, int length) {
        return new String(argument, 0, length, StandardCharsets.ISO_8859_1);
    }

    public static boolean isPublished(String kind) {
        return PUBLISHED.contains(kind);
    }

    /** Tells whether it confirms that a channel was begun or left; one such for each, even in RESP3 instead of a reply. */
    public static boolean confirms(String kind) {
        return CONFIRMATIONS.contains(kind);
    }
}
