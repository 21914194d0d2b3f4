package org.rolegate.tools.clients;

import java.util.List;

/**
 * A client library, and how it is had.
 *
 * @param name its own spelling, in small letters
 * @param version the one that is pinned
 * @param provision makes sure that it is there
 */
record Client(String name, String version, Provision provision) {

    /** Makes sure that a client is there. */
    @FunctionalInterface
    interface Provision {

        /**
         * Returns the command of its load; port, number of workers and prefix of keys follow.
         *
         * @throws IllegalStateException saying why there is none
         */
        List<String> command();
    }

    String title() {
        return name + " " + version;
    }
}
