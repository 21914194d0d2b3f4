package org.rolegate.console.action;

import java.util.Arrays;
import java.util.Optional;

/** The fixed list of what an operator may ask of a server; nothing outside it is ever invoked. */
public enum ServerOperation implements Operation {
    READY("ready", "ready", "Ready", "Takes new sessions again"),
    DRAIN("drain", "drain", "Drain", "Takes no new sessions, keeps the present ones"),
    MAINTENANCE("maint", "maintenance", "Maint", "Maintenance: out of use until set ready"),
    KILL_SESSIONS("kill", "killSessions", "Kill", "Kill sessions: ends every present session");

    private final String word;
    private final String mbeanOperation;
    private final String label;
    private final String effect;

    ServerOperation(String word, String mbeanOperation, String label, String effect) {
        this.word = word;
        this.mbeanOperation = mbeanOperation;
        this.label = label;
        this.effect = effect;
    }

    /** The operation with this word in a request, if it is on the list. */
    public static Optional<ServerOperation> of(String word) {
        return Arrays.stream(values()).filter(each -> each.word.equals(word)).findFirst();
    }

    @Override
    public String word() {
        return word;
    }

    public String label() {
        return label;
    }

    /** What it does, for the button's tip. */
    public String effect() {
        return effect;
    }

    String mbeanOperation() {
        return mbeanOperation;
    }
}
