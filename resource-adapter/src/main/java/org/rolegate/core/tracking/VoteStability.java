package org.rolegate.core.tracking;

import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** For how long all Sentinels that answer have named the same server, in accord and at rest. */
final class VoteStability {

    /** News spreads among Sentinels by hellos each two seconds: twice that is enough. */
    static final long LONG_NANOS = TimeUnit.SECONDS.toNanos(4);

    private Optional<String> named = Optional.empty();
    private long since;

    /** Takes note of the vote of now; returns whether it has been the same for long. */
    boolean look(Vote vote, boolean failoverUnderWay, long now) {
        Optional<String> settledOn = vote.carried() && vote.supporters() == vote.voting() && !failoverUnderWay
                ? vote.server()
                : Optional.empty();
        if (!settledOn.equals(named)) {
            named = settledOn;
            since = now;
        }
        return named.isPresent() && now - since >= LONG_NANOS;
    }
}
