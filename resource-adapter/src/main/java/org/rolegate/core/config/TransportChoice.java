package org.rolegate.core.config;

import java.util.Locale;

/** The transport of the sockets. */
public enum TransportChoice {
    /** Epoll where the machine has it, NIO elsewhere. */
    AUTO,
    /** Linux epoll; starting fails where it is missing. */
    EPOLL,
    /** The JDK's selectors. */
    NIO;

    /** Returns the keyword in the configuration. */
    public String keyword() {
        return name().toLowerCase(Locale.ROOT);
    }
}
