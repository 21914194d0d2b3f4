package org.rolegate.core.config;

import java.util.Locale;

/** How sessions of a frontend are carried. */
public enum SessionKind {
    /** The conversation is followed, so that another server can take over when the client's one is lost to its role. */
    TRACKED,
    /** The bytes are carried, whatever they are; a session ends with its server. */
    RELAY;

    /** The word used in configuration. */
    public String keyword() {
        return name().toLowerCase(Locale.ROOT);
    }
}
