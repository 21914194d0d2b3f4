package org.rolegate.conversation;

import java.nio.charset.StandardCharsets;
import java.util.List;

/** The kinds of push messages, which are RESP2 arrays or RESP3 pushes; the kind is the first element. */
public final class PushMessages {

    /** The kind of an invalidation: keys that the client caches have changed. */
    static final String INVALIDATE = "invalidate";

    /** The RESP3 message that all keys which the client caches may have changed. */
    public static final byte[] ALL_CHANGED =
            (">2\r\n$" + INVALIDATE.length() + "\r\n" + INVALIDATE + "\r\n_\r\n").getBytes(StandardCharsets.US_ASCII);

    private static final List<String> PUBLISHED = List.of("message", "pmessage", "smessage");

    private static final List<String> CONFIRMATIONS =
            List.of("subscribe", "psubscribe", "ssubscribe", "unsubscribe", "punsubscribe", "sunsubscribe");

    private PushMessages() {}

    /** Returns the first {@code length} bytes as text. */
    static String text(byte[] argument, int length) {
        return new String(argument, 0, length, StandardCharsets.ISO_8859_1);
    }

    /** Returns whether the kind is that of a published message. */
    public static boolean isPublished(String kind) {
        return PUBLISHED.contains(kind);
    }

    /** Returns whether the kind confirms a subscribed or unsubscribed channel. RESP3 also sends it in place of a reply. */
    public static boolean isConfirmation(String kind) {
        return CONFIRMATIONS.contains(kind);
    }
}
