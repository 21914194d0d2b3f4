package org.rolegate.core.config;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Objects;

/** A text that shows itself only to who asks for it by name: its string form is always the same three stars. */
public final class Secret {

    /** What stands in place of every secret. */
    public static final String HIDDEN = "***";

    private final String text;

    /** Keeps the text as it is, every character of it. */
    public Secret(String text) {
        this.text = Objects.requireNonNull(text, "text");
    }

    /** The secret as Redis wants it; a new array each time. */
    public byte[] utf8() {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    /** The secret as text. */
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
