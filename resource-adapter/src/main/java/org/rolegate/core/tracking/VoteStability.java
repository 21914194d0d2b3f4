package org.rolegate.core.tracking;

import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** The time for which all Sentinels that reply have named the same server while no failover was under way. */
final class VoteStability {

    /** The time after which a vote is stable: twice the two seconds between the hello messages of Sentinels. */
    static final long LONG_NANOS = TimeUnit.SECONDS.toNanos(4);

    private Optional<String> named = Optional.empty();
    private long since;

    /** Updates the current vote; returns whether it has been stable for {@link #LONG_NANOS}. */
    boolean update(Vote vote, boolean failoverUnderWay, long now) {
        Optional<String> agreedOn = vote.hasMajority() && vote.supporters() == vote.voting() && !failoverUnderWay
                ? vote.server()
                : Optional.empty();
        if (!agreedOn.equals(named)) {
            named = agreedOn;
            since = now;
        }
        return named.isPresent() && now - since >= LONG_NANOS;
    }
}
