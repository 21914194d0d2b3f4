package org.rolegate.conversation;

import java.util.Arrays;
import java.util.Optional;

import org.jspecify.annotations.Nullable;

/** A script with its digest and, while it is cached, its body. Thread-safe. */
final class Script {

    /** The approximate memory of this object and of the references to it. */
    private static final int OVERHEAD_BYTES = 128;

    private final ScriptDigest digest;
    /** Null if the body was never seen or is no longer cached. */
    private volatile byte @Nullable [] body;

    private volatile boolean used = true;

    /** Creates a script of which only the digest is known. */
    Script(ScriptDigest digest) {
        this(digest, null);
    }

    Script(ScriptDigest digest, byte @Nullable [] body) {
        this.digest = digest;
        this.body = body;
    }

    ScriptDigest digest() {
        return digest;
    }

    Optional<byte[]> body() {
        return Optional.ofNullable(body);
    }

    boolean hasBody(byte[] otherBody) {
        return Arrays.equals(body, otherBody);
    }

    boolean isCached() {
        return body != null;
    }

    /** Records that a session uses the script. */
    void markUsed() {
        // Many event loops read this field, and a needless write would invalidate their CPU caches.
        if (!used) {
            used = true;
        }
    }

    /** Returns whether a session used the script since the last call, or since its creation. */
    boolean wasUsedSinceLastCall() {
        boolean before = used;
        used = false;
        return before;
    }

    /** Drops the body. */
    void dropBody() {
        body = null;
    }

    /** Returns the approximate memory of a cached script in bytes. */
    static int size(byte[] body) {
        return OVERHEAD_BYTES + body.length;
    }
}
