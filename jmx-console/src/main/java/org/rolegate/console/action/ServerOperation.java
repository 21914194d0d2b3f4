package org.rolegate.console.action;

import java.util.Optional;

/** The fixed list of what an operator may ask of a server; nothing outside it is ever invoked. */
public enum ServerOperation implements Operation {
    READY("ready", "ready", "Ready", "Takes new sessions again"),
    DRAIN("drain", "drain", "Drain", "Takes no new sessions, keeps the current ones"),
    MAINTENANCE(
            "maint",
            "maintenance",
            "Maint",
            "Maintenance: takes no new sessions, excluded from the election until set to ready"),
    KILL_SESSIONS("kill", "killSessions", "Kill", "Kill sessions: closes every current session");

    private final Words words;

    ServerOperation(String word, String mbeanOperation, String label, String effect) {
        words = new Words(word, mbeanOperation, label, effect);
    }

    /** Returns the operation with this word in a request, if it is on the list. */
    public static Optional<ServerOperation> of(String word) {
        return Operation.find(values(), word);
    }

    @Override
    public Words words() {
        return words;
    }
}
