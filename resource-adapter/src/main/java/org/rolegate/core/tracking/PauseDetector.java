package org.rolegate.core.tracking;

import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;

/**
 * The detector of pauses of this process. A late tick means that all knowledge is as old as the previous tick.
 *
 * <p>The effect of a pause ends when every server and every Sentinel was checked again. By then, what they had sent
 * during the pause was read, too. After 250 ms it is enough that the master and the Sentinels were checked.
 */
final class PauseDetector {

    /**
     * The delay from which a tick counts as late. A promotion follows Sentinel's announcement after some 180 ms, so a
     * shorter pause cannot hide both.
     */
    static final long LATE_NANOS = TimeUnit.MILLISECONDS.toNanos(100);

    /** The time after a pause for which the replies of all servers are awaited. */
    static final long PATIENCE_NANOS = TimeUnit.MILLISECONDS.toNanos(250);

    private final Map<String, Long> requestedAt = new HashMap<>();
    private OptionalLong lastTick = OptionalLong.empty();
    private OptionalLong resumedAt = OptionalLong.empty();

    /** Records that a check of a server or Sentinel has ended, with the time of its request. */
    void onChecked(String id, long at) {
        requestedAt.merge(id, at, (one, other) -> one - other > 0 ? one : other);
    }

    void forget(String id) {
        requestedAt.remove(id);
    }

    /** Records the regular tick. */
    void tick(long now) {
        if (isLate(now)) {
            resumedAt = OptionalLong.of(now);
        }
        lastTick = OptionalLong.of(now);
    }

    /**
     * Returns whether some observations are still from before a pause.
     *
     * @param all the ids that should be checked again
     * @param required the ids among them that must be checked again, however long that takes; the others do not count
     *     for long, since a server that does not reply would hold all clients needlessly
     */
    boolean isStale(Collection<String> all, Collection<String> required, long now) {
        if (resumedAt.isEmpty()) {
            return false;
        }
        long resumed = resumedAt.getAsLong();
        Collection<String> ids = now - resumed < PATIENCE_NANOS ? all : required;
        return !ids.stream().allMatch(id -> requestedAt.containsKey(id) && requestedAt.get(id) - resumed >= 0);
    }

    /** Returns whether the tick is late: data that is read now may have waited for as long in a socket buffer. */
    boolean isLate(long now) {
        return lastTick.isPresent() && now - lastTick.getAsLong() > LATE_NANOS;
    }

    /** Ends the effect of the pause, since all necessary checks were repeated. */
    void end() {
        resumedAt = OptionalLong.empty();
    }
}
