package org.rolegate.core.model;

import java.util.Locale;

/**
 * Why clients of a group are held back for now, although a master may be in use.
 *
 * @param kind what happened
 * @param reason the same in words that an operator understands
 * @param sinceNanos when it began, in ticker nanoseconds
 * @param sinceEpochMillis the same on the wall clock
 */
public record Fence(Kind kind, String reason, long sinceNanos, long sinceEpochMillis) {

    /** The causes, gravest first. */
    public enum Kind {
        /** This process stood still; what it knows of the world is old. */
        ASLEEP,
        /** The master came back with less data than it had, and an operator is to decide. */
        FROZEN,
        /** A planned switchover is under way. */
        SWITCHOVER,
        /** A Sentinel announced a failover: the promotion is about to come. */
        FAILOVER,
        /** No replica follows the master any more: what it acknowledges may be thrown away. */
        ISOLATED;

        /** Returns the word shown to people: asleep, frozen, switchover, failover or isolated. */
        public String keyword() {
            return name().toLowerCase(Locale.ROOT);
        }

        /** Tells whether replicas are held back as well. */
        public boolean holdsAll() {
            return this == ASLEEP;
        }
    }
}
