package org.rolegate.core.model;

import java.util.Optional;

/** The result of an election: one master, or the reason why there is none. Immutable. */
public sealed interface Verdict {

    /** Returns the evidence as text for an operator. */
    String reason();

    /** Returns the id of the master in use, if there is one. */
    Optional<String> master();

    /**
     * The result that one server is the master.
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
     * The result that no server is the master.
     *
     * @param suspended the id of the last master while it only fails to reply: its sessions may stay, but it gets no
     *     new one
     */
    record NoMaster(String reason, Optional<String> suspended) implements Verdict {
        public NoMaster(String reason) {
            this(reason, Optional.empty());
        }

        @Override
        public Optional<String> master() {
            return Optional.empty();
        }
    }
}
