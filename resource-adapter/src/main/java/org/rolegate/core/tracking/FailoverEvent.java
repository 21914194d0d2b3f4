package org.rolegate.core.tracking;

import java.util.Optional;

/**
 * The events by which a Sentinel announces the steps of a failover, with the channel names that sentinel.c publishes.
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
    /** Comes when the new master is known, but maybe before a poll has seen it: still evidence for the promotion. */
    SWITCHED("+switch-master", true),
    END("+failover-end", false),
    END_BY_TIMEOUT("+failover-end-for-timeout", false),
    NOT_ELECTED("-failover-abort-not-elected", false),
    NO_GOOD_REPLICA("-failover-abort-no-good-slave", false),
    REPLICA_TIMEOUT("-failover-abort-slave-timeout", false);

    private final String channel;
    private final boolean announcesPromotion;

    FailoverEvent(String channel, boolean announcesPromotion) {
        this.channel = channel;
        this.announcesPromotion = announcesPromotion;
    }

    String channel() {
        return channel;
    }

    /** Returns whether a promotion is expected from now on. */
    boolean announcesPromotion() {
        return announcesPromotion;
    }

    /**
     * Returns whether the promotion is still to come: writes that the old master acknowledges from now on may be lost.
     */
    boolean precedesPromotion() {
        return switch (this) {
            case TRY, ELECTED_LEADER, SELECT, SELECTED, SEND, WAIT -> true;
            default -> false;
        };
    }

    /**
     * Returns whether a failover was aborted.
     *
     * <p>A Sentinel that was not elected ({@code -failover-abort-not-elected}) ended only its own attempt. Another
     * Sentinel may have been elected, and may be about to promote a replica, or may have done so.
     */
    boolean isAbort() {
        return this == NO_GOOD_REPLICA || this == REPLICA_TIMEOUT;
    }

    /** Returns whether the promotion was completed. */
    boolean isCompletion() {
        return this == END || this == END_BY_TIMEOUT;
    }

    /** Returns whether the address in the message is that of the replica chosen for promotion. */
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
