package org.rolegate.core.tracking;

import java.util.Optional;

/**
 * Sentinel's announcements that open or close a failover, by the names that sentinel.c publishes.
 *
 * @see <a href="https://redis.io/docs/latest/operate/oss_and_stack/management/sentinel/">Sentinel, Pub/Sub messages</a>
 */
enum FailoverEvent {
    TRY("+try-failover", true),
    ELECTED_LEADER("+elected-leader", true),
    SELECT("+failover-state-select-slave", true),
    SELECTED("+selected-slave", true),
    SEND("+failover-state-send-slaveof-noone", true),
    WAIT("+failover-state-wait-promotion", true),
    PROMOTED("+promoted-slave", true),
    RECONFIGURE("+failover-state-reconf-slaves", true),
    /** Comes when the new master is settled, but before a poll may have seen it: still a witness. */
    SWITCHED("+switch-master", true),
    END("+failover-end", false),
    END_BY_TIMEOUT("+failover-end-for-timeout", false),
    NOT_ELECTED("-failover-abort-not-elected", false),
    NO_GOOD_REPLICA("-failover-abort-no-good-slave", false),
    REPLICA_TIMEOUT("-failover-abort-slave-timeout", false);

    private final String channel;
    private final boolean announces;

    FailoverEvent(String channel, boolean announces) {
        this.channel = channel;
        this.announces = announces;
    }

    String channel() {
        return channel;
    }

    /** Tells whether a promotion is to be expected from now on. */
    boolean announces() {
        return announces;
    }

    /** Tells whether the promotion is still to come: what the old master acknowledges from now on may be lost. */
    boolean arms() {
        return switch (this) {
            case TRY, ELECTED_LEADER, SELECT, SELECTED, SEND, WAIT -> true;
            default -> false;
        };
    }

    /**
     * Tells whether a failover was given up. Who was not elected gave up nothing but his candidature: another one may have been
     * elected, and be about to promote, or have done so.
     */
    boolean givesUp() {
        return this == NO_GOOD_REPLICA || this == REPLICA_TIMEOUT;
    }

    /** Tells whether the promotion was carried out. */
    boolean succeeds() {
        return this == END || this == END_BY_TIMEOUT;
    }

    /** Tells whether the address in the message is that of the replica which is, or was, to be promoted. */
    boolean namesSuccessor() {
        return switch (this) {
            case SELECTED, SEND, WAIT, PROMOTED, SWITCHED -> true;
            default -> false;
        };
    }

    static Optional<FailoverEvent> of(String channel) {
        for (FailoverEvent event : values()) {
            if (event.channel.equals(channel)) {
                return Optional.of(event);
            }
        }
        return Optional.empty();
    }
}
