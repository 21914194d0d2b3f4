package org.rolegate.core.model;

import java.util.Optional;

/**
 * A report of one probe or of one Sentinel, dated by its request. Immutable.
 *
 * <p>An observation is as old as its request, not as its reply. A reply that waited in a socket buffer while this
 * process was paused looks fresh but is not. Times are {@link org.rolegate.core.time.Ticker#nanos()}.
 */
public sealed interface Observation {

    /** Returns when the request was sent; for a message without a request, when it was read. */
    long requestedAt();

    /**
     * A successful check of a server.
     *
     * @param reached the numeric address that the check was connected to, under which others may name this server
     */
    record ServerAnswered(String server, long requestedAt, long answeredAt, Endpoint reached, Replication replication)
            implements Observation {}

    /**
     * A failed check of a server.
     *
     * @param refused true if the host refused the connection; one such failure is enough to mark the server down
     */
    record ServerFailed(String server, long requestedAt, long failedAt, CheckStatus status, String why, boolean refused)
            implements Observation {}

    /** An addition to the set of known Sentinels. */
    record SentinelKnown(Sentinel sentinel, long requestedAt) implements Observation {}

    /** The removal of a discovered Sentinel from the set of known ones. */
    record SentinelForgotten(String sentinel, long requestedAt) implements Observation {}

    /**
     * A reply of a Sentinel that names the master.
     *
     * @param epoch its config-epoch for this master
     * @param others how many other Sentinels it knows for this group, dead ones included
     * @param masterHealthy false while it considers the master down or a failover under way
     * @param tilt true if the Sentinel is in TILT mode: it does not trust its own clock
     */
    record SentinelAnswered(
            String sentinel,
            long requestedAt,
            long answeredAt,
            Endpoint master,
            long epoch,
            int others,
            boolean masterHealthy,
            boolean tilt)
            implements Observation {}

    /** A missing reply or an error reply of a Sentinel. */
    record SentinelFailed(String sentinel, long requestedAt, long failedAt, String why) implements Observation {}

    /** The start or the loss of the subscription to a Sentinel's events. */
    record SentinelSubscribed(String sentinel, long requestedAt, boolean subscribed) implements Observation {}

    /**
     * An event that a Sentinel published about this group.
     *
     * @param address the address in the event: the new master of {@code +switch-master}, the replica of
     *     {@code +promoted-slave}, and so on; empty where the event names none
     */
    record SentinelReported(String sentinel, long requestedAt, String event, Optional<Endpoint> address)
            implements Observation {}
}
