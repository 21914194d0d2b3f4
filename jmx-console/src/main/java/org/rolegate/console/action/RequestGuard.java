package org.rolegate.console.action;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Locale;
import java.util.Optional;

import org.jspecify.annotations.Nullable;

/**
 * The checks that a request for an operation came from a page of this console: by the token of the session, and by the
 * origin that the browser reports.
 */
public final class RequestGuard {

    private static final SecureRandom RANDOM = new SecureRandom();
    private static final int TOKEN_BYTES = 32;

    private RequestGuard() {}

    /** Returns a new random token for a session. */
    public static String newToken() {
        byte[] bytes = new byte[TOKEN_BYTES];
        RANDOM.nextBytes(bytes);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    /** Returns what is wrong with the token that was sent, if anything. */
    public static Optional<String> checkToken(@Nullable String expected, @Nullable String sent) {
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
     * Returns what is wrong with the origin of the request, if anything.
     *
     * <p>Every current browser sends {@code Origin} with a POST, so a request without it is refused, too.
     */
    public static Optional<String> checkOrigin(String own, @Nullable String origin, @Nullable String secFetchSite) {
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

    /** Returns the origin that a browser reports for this server; the browser itself wrote the Host header. */
    public static String origin(String scheme, String hostHeader) {
        return (scheme + "://" + hostHeader).toLowerCase(Locale.ROOT);
    }
}
