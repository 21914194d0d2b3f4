package org.rolegate.core.config;

import java.util.Locale;

/** What a client hears of commands that its server has not answered and never will, and that may not be asked again. */
public enum Unanswered {
    /** An error for each of them: nobody knows whether it was carried out. The session goes on with another server. */
    ERROR,
    /** Nothing: its connection ends. Many clients then send the commands once more by themselves. */
    CLOSE;

    /** The word used in configuration. */
    public String keyword() {
        return name().toLowerCase(Locale.ROOT);
    }
}
