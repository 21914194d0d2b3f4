package org.rolegate.conversation;

import java.util.Arrays;
import java.util.Optional;

/** A script by its digest, and what is in it as long as that is kept. Thread-safe. */
final class Script {

    /** Of this object and the places where it is noted. */
    private static final int BYTES_BESIDE = 128;

    private final ScriptDigest digest;
    /** Null if nobody told, or if it is no longer kept. */
    private volatile byte[] body;

    private volatile boolean used = true;

    /** One of which only the digest is known. */
    Script(ScriptDigest digest) {
        this(digest, null);
    }

    Script(ScriptDigest digest, byte[] body) {
        this.digest = digest;
        this.body = body;
    }

    ScriptDigest digest() {
        return digest;
    }

    Optional<byte[]> body() {
        return Optional.ofNullable(body);
    }

    boolean has(byte[] otherBody) {
        return Arrays.equals(body, otherBody);
    }

    boolean known() {
        return body != null;
    }

    /** Takes note that somebody uses it. */
    void use() {
        // Many loops look, and hardly one writes.
        if (!used) {
            used = true;
        }
    }

    /** Whether anybody used it since this was asked last, or since it is there. */
    boolean usedSince() {
        boolean before = used;
        used = false;
        return before;
    }

    void forget() {
        body = null;
    }

    static int size(byte[] body) {
        return BYTES_BESIDE + body.length;
    }
}
