package org.rolegate.console.action;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Locale;
import java.util.Optional;

/**
 * The proof that a request to act came from a page of this console: the session's own token, and the browser's word on
 * the origin.
 */
public final class RequestGuard {

    private static final SecureRandom RANDOM = new SecureRandom();
    private static final int TOKEN_BYTES = 32;

    private RequestGuard() {}

    /** A new token for a session. */
    public static String newToken() {
        byte[] bytes = new byte[TOKEN_BYTES];
        RANDOM.nextBytes(bytes);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    /** What is wrong with the token sent, if anything. */
    public static Optional<String> checkToken(String expected, String sent) {
        if (expected == null) {
            return Optional.of("no session with a token");
        }
        if (sent == null) {
            return Optional.of("no token sent");
        }
        byte[] known = expected.getBytes(StandardCharsets.UTF_8);
        return MessageDigest.isEqual(known, sent.getBytes(StandardCharsets.UTF_8))
                ? Optional.empty()
                : Optional.of("wrong token");
    }

    /**
     * What is wrong with where the request came from, if anything.
     *
     * <p>Every browser of today sends {@code Origin} with a POST, so its absence is a refusal too.
     */
    public static Optional<String> checkOrigin(String own, String origin, String secFetchSite) {
        if (secFetchSite != null && !secFetchSite.equals("same-origin")) {
            return Optional.of("Sec-Fetch-Site is " + secFetchSite);
        }
        if (origin == null) {
            return Optional.of("no Origin");
        }
        return origin.toLowerCase(Locale.ROOT).equals(own)
                ? Optional.empty()
                : Optional.of("Origin is " + origin + ", not " + own);
    }

    /** The origin a browser would name for this server, whose Host header it wrote itself. */
    public static String origin(String scheme, String hostHeader) {
        return (scheme + "://" + hostHeader).toLowerCase(Locale.ROOT);
    }
}
