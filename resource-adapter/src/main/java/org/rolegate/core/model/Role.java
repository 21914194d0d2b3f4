package org.rolegate.core.model;

/** What a server says it is. */
public enum Role {
    MASTER("master"),
    REPLICA("replica"),
    UNKNOWN("unknown");

    private final String word;

    Role(String word) {
        this.word = word;
    }

    /** Returns the word shown to people: master, replica or unknown. */
    public String keyword() {
        return word;
    }

    /** Reads the word that Redis and its relatives use in {@code INFO}, {@code ROLE} and {@code HELLO}. */
    public static Role of(String reported) {
        return switch (reported) {
            case "master" -> MASTER;
            case "slave", "replica" -> REPLICA;
            default -> UNKNOWN;
        };
    }
}
