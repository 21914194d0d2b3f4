package org.rolegate.core.model;

import java.util.Optional;

/**
 * All that is known of one Sentinel at one moment.
 *
 * @param names the master that it names, from its last answer
 * @param epoch its config-epoch, -1 before its first answer
 * @param others how many other Sentinels it knows, dead ones included; 0 before its first answer
 * @param settled it sees neither the master down nor a failover under way
 * @param tilt it does not trust its own clock: its vote does not count
 * @param up its last question was answered
 * @param answeredAt ticker nanoseconds of the question last answered
 */
public record SentinelView(
        Sentinel sentinel,
        boolean up,
        boolean subscribed,
        Optional<Endpoint> names,
        long epoch,
        int others,
        boolean settled,
        boolean tilt,
        long answeredAt,
        String lastError) {

    private static final String NOT_ASKED = "not asked yet";

    public static SentinelView unknown(Sentinel sentinel, long nanos) {
        return new SentinelView(sentinel, false, false, Optional.empty(), -1, 0, false, false, nanos, NOT_ASKED);
    }

    public SentinelView subscribed(boolean now) {
        return new SentinelView(sentinel, up, now, names, epoch, others, settled, tilt, answeredAt, lastError);
    }

    public SentinelView failed(String why) {
        return new SentinelView(sentinel, false, subscribed, names, epoch, others, settled, tilt, answeredAt, why);
    }

    /** Tells whether it was asked at all, whatever came of it. */
    public boolean asked() {
        return up || !lastError.equals(NOT_ASKED);
    }

    /** Tells whether its vote counts: it answers, names somebody, and trusts its clock. */
    public boolean votes() {
        return up && !tilt && names.isPresent();
    }
}
