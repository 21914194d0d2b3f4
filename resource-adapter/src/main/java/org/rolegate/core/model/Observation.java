package org.rolegate.core.model;

import java.util.Optional;

/**
 * What one probe or one Sentinel said, with its time.
 *
 * <p>An observation is as old as its question, not as its reply: a reply that lay in a socket buffer while this process
 * was paused looks fresh and is not. Times are {@link org.rolegate.core.time.Ticker#nanos()}.
 */
public sealed interface Observation {

    /** Returns when the question was sent; for what came unasked, when it was read. */
    long askedAt();

    /**
     * A server answered its check.
     *
     * @param reached the numeric address that the check was connected to, by which others may name this server
     */
    record ServerAnswered(String server, long askedAt, long answeredAt, Endpoint reached, Replication replication)
            implements Observation {}

    /**
     * A check of a server failed.
     *
     * @param refused its host says that nobody listens there, which needs no second look
     */
    record ServerFailed(String server, long askedAt, long failedAt, CheckStatus status, String why, boolean refused)
            implements Observation {}

    /** The set of known Sentinels gained a member. */
    record SentinelKnown(Sentinel sentinel, long askedAt) implements Observation {}

    /** A discovered Sentinel was forgotten. */
    record SentinelForgotten(String sentinel, long askedAt) implements Observation {}

    /**
     * A Sentinel said whom it takes for the master.
     *
     * @param epoch its config-epoch for this master
     * @param others how many other Sentinels it knows for this group, dead ones included
     * @param settled false while it sees the master down or a failover under way
     * @param tilt it has lost trust in its own clock
     */
    record SentinelAnswered(
            String sentinel,
            long askedAt,
            long answeredAt,
            Endpoint master,
            long epoch,
            int others,
            boolean settled,
            boolean tilt)
            implements Observation {}

    /** A Sentinel gave no answer, or an error. */
    record SentinelFailed(String sentinel, long askedAt, long failedAt, String why) implements Observation {}

    /** The subscription to a Sentinel's events was made or lost. */
    record SentinelSubscribed(String sentinel, long askedAt, boolean subscribed) implements Observation {}

    /**
     * A Sentinel announced something about this group.
     *
     * @param about the address in question: the new master of {@code +switch-master}, the replica of
     *     {@code +promoted-slave}, and so on; empty where the event names none
     */
    record SentinelReported(String sentinel, long askedAt, String event, Optional<Endpoint> about)
            implements Observation {}
}
