package org.rolegate.core.model;

/** The role that a server reports. */
public enum Role {
    MASTER("master"),
    REPLICA("replica"),
    UNKNOWN("unknown");

    private final String keyword;

    Role(String keyword) {
        this.keyword = keyword;
    }

    /** Returns the name that is displayed: master, replica or unknown. */
    public String keyword() {
        return keyword;
    }

    /** Parses the role that Redis and compatible servers report in {@code INFO}, {@code ROLE} and {@code HELLO}. */
    public static Role of(String reported) {
        return switch (reported) {
            case "master" -> MASTER;
            case "slave", "replica" -> REPLICA;
            default -> UNKNOWN;
        };
    }
}
