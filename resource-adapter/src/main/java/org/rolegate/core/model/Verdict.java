package org.rolegate.core.model;

import java.util.Optional;

/** Who is master, or why there is none; never two. */
public sealed interface Verdict {

    /** Returns the evidence in words that an operator understands. */
    String reason();

    /** Returns the server in use, if there is one. */
    Optional<String> master();

    /**
     * One server is the master.
     *
     * @param epoch the Sentinels' config-epoch at which it was accepted, -1 without Sentinels
     */
    record Elected(String server, long epoch, String reason) implements Verdict {
        @Override
        public Optional<String> master() {
            return Optional.of(server);
        }
    }

    /**
     * No server is the master.
     *
     * @param suspended the last master while it is merely silent: its sessions may stay, it gets no new one
     */
    record Nobody(String reason, Optional<String> suspended) implements Verdict {
        public Nobody(String reason) {
            this(reason, Optional.empty());
        }

        @Override
        public Optional<String> master() {
            return Optional.empty();
        }
    }
}
