package org.rolegate.core.config;

import java.util.Locale;

/** The answer to a client for commands that its lost server has not answered and that may not be resent. */
public enum Unanswered {
    /** An error for each: it may or may not have been executed. The session resumes on another server. */
    ERROR,
    /** Nothing: its connection is closed. Many client libraries then send the commands again. */
    CLOSE;

    /** Returns the keyword in the configuration. */
    public String keyword() {
        return name().toLowerCase(Locale.ROOT);
    }
}
