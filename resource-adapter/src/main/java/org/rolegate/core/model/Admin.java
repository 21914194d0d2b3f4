package org.rolegate.core.model;

/** The administrative state of a server, set by an operator and named as in HAProxy. */
public enum Admin {
    /** The server takes sessions as its health and role allow. */
    READY("ready"),
    /** The server keeps its sessions and takes no new one. */
    DRAIN("drain"),
    /** The server takes no new session, and the election ignores its reports. */
    MAINT("maint");

    private final String keyword;

    Admin(String keyword) {
        this.keyword = keyword;
    }

    public String keyword() {
        return keyword;
    }
}
