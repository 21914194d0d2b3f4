package org.rolegate.console.action;

import java.util.Optional;

import org.jspecify.annotations.Nullable;

/** The operations on a server that an operator may request. No other operation of the MBean is ever invoked. */
public enum ServerOperation implements Operation {
    READY("ready", "ready", "Ready", "Takes new sessions again"),
    DRAIN("drain", "drain", "Drain", "Takes no new sessions, keeps the current ones"),
    MAINTENANCE(
            "maint",
            "maintenance",
            "Maint",
            "Maintenance: takes no new sessions, excluded from the election until set to ready"),
    KILL_SESSIONS("kill", "killSessions", "Kill", "Kill sessions: closes every current session");

    private final Names names;

    ServerOperation(String keyword, String mbeanOperation, String label, String effect) {
        names = new Names(keyword, mbeanOperation, label, effect);
    }

    /** Returns the operation with this keyword, if there is one. */
    public static Optional<ServerOperation> of(@Nullable String keyword) {
        return Operation.find(values(), keyword);
    }

    @Override
    public Names names() {
        return names;
    }
}
