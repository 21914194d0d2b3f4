package org.rolegate.core.config;

import java.util.Locale;

/** How sockets are driven. */
public enum TransportChoice {
    /** Epoll where the machine has it, NIO elsewhere. */
    AUTO,
    /** Linux epoll; starting fails where it is missing. */
    EPOLL,
    /** The JDK's selectors. */
    NIO;

    /** The word used in configuration. */
    public String keyword() {
        return name().toLowerCase(Locale.ROOT);
    }
}
