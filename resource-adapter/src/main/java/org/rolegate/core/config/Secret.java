package org.rolegate.core.config;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Objects;

/** A secret text. It is returned only by {@link #utf8} and {@link #reveal}; {@link #toString} returns three stars. */
public final class Secret {

    /** The text that is shown instead of a secret. */
    public static final String HIDDEN = "***";

    private final String text;

    /** Creates a secret of the unchanged text. */
    public Secret(String text) {
        this.text = Objects.requireNonNull(text, "text");
    }

    /** Returns the secret in UTF-8, as Redis expects it; a new array each time. */
    public byte[] utf8() {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    /** Returns the secret as text. */
    public String reveal() {
        return text;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Secret secret && MessageDigest.isEqual(utf8(), secret.utf8());
    }

    @Override
    public int hashCode() {
        return text.hashCode();
    }

    @Override
    public String toString() {
        return HIDDEN;
    }
}
