package org.rolegate.core.model;

import java.util.Locale;

/**
 * A state of a group in which no request is forwarded to the master, although one may be in use. Immutable.
 *
 * @param kind the cause
 * @param reason the cause as text for an operator
 * @param sinceNanos when the fence began, in ticker nanoseconds
 * @param sinceEpochMillis the same on the wall clock
 */
public record Fence(Kind kind, String reason, long sinceNanos, long sinceEpochMillis) {

    /** The causes of a fence, gravest first. */
    public enum Kind {
        /** This process was paused, so all that it knows is old. */
        ASLEEP,
        /** The master restarted with less data than it had, and an operator must decide. */
        FROZEN,
        /** A planned switchover is under way. */
        SWITCHOVER,
        /** A Sentinel announced a failover, and the promotion is still to come. */
        FAILOVER,
        /** No replica follows the master any more, so the writes that it acknowledges may be lost. */
        ISOLATED;

        /** Returns the name that is displayed: asleep, frozen, switchover, failover or isolated. */
        public String keyword() {
            return name().toLowerCase(Locale.ROOT);
        }

        /** Returns whether requests to replicas are held as well. */
        public boolean holdsAll() {
            return this == ASLEEP;
        }
    }
}
