package org.rolegate.core.config;

import java.util.Locale;

/** The kind of the sessions of a frontend. */
public enum SessionKind {
    /** RESP is parsed, so that the session can move to another server when its server is lost or demoted. */
    TRACKED,
    /** Only bytes are relayed; a session ends with its server. */
    RELAY;

    /** Returns the keyword in the configuration. */
    public String keyword() {
        return name().toLowerCase(Locale.ROOT);
    }
}
