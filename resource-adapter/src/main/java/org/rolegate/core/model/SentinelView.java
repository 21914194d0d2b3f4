package org.rolegate.core.model;

import java.util.Optional;

/**
 * The knowledge about one Sentinel at one moment. Immutable.
 *
 * @param masterAddress the address that it names as the master, from its last reply
 * @param epoch its config-epoch, -1 before its first reply
 * @param others how many other Sentinels it knows, dead ones included; 0 before its first reply
 * @param masterHealthy true if it considers neither the master down nor a failover under way
 * @param tilt true if it is in TILT mode: it does not trust its own clock, and its vote does not count
 * @param up true if its last request got a reply
 * @param requestedAt when the last request that got a reply was sent, in ticker nanoseconds
 */
public record SentinelView(
        Sentinel sentinel,
        boolean up,
        boolean subscribed,
        Optional<Endpoint> masterAddress,
        long epoch,
        int others,
        boolean masterHealthy,
        boolean tilt,
        long requestedAt,
        String lastError) {

    private static final String NOT_POLLED = "not asked yet";

    public static SentinelView unknown(Sentinel sentinel, long nanos) {
        return new SentinelView(sentinel, false, false, Optional.empty(), -1, 0, false, false, nanos, NOT_POLLED);
    }

    public SentinelView subscribed(boolean now) {
        return new SentinelView(
                sentinel, up, now, masterAddress, epoch, others, masterHealthy, tilt, requestedAt, lastError);
    }

    public SentinelView failed(String why) {
        return new SentinelView(
                sentinel, false, subscribed, masterAddress, epoch, others, masterHealthy, tilt, requestedAt, why);
    }

    /** Returns whether at least one request to it has ended, with a reply or without. */
    public boolean wasPolled() {
        return up || !lastError.equals(NOT_POLLED);
    }

    /** Returns whether its vote counts: it replies, names a master and is not in TILT mode. */
    public boolean votes() {
        return up && !tilt && masterAddress.isPresent();
    }
}
