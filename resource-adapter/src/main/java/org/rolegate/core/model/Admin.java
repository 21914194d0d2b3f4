package org.rolegate.core.model;

/** What an operator wants of a server; HAProxy's words. */
public enum Admin {
    /** Takes sessions as its health and role allow. */
    READY("ready"),
    /** Keeps its sessions, takes no new one. */
    DRAIN("drain"),
    /** Takes no new session, and its word counts for nothing in an election. */
    MAINT("maint");

    private final String word;

    Admin(String word) {
        this.word = word;
    }

    public String keyword() {
        return word;
    }
}
