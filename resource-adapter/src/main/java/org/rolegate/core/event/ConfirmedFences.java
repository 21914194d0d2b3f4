package org.rolegate.core.event;

import java.util.Optional;
import java.util.concurrent.TimeUnit;

import org.rolegate.core.model.Fence;
import org.rolegate.core.model.Topology;

/** Memory of the fences that are worth a report to an operator; not thread-safe. */
final class ConfirmedFences {

    /** On a busy machine, a process stands still for a moment now and then. */
    private static final long SHORT_SLEEP_NANOS = TimeUnit.SECONDS.toNanos(1);

    private Optional<Fence> confirmed = Optional.empty();
    private long since;

    /**
     * Returns the event that a topology brings, if any; to be called once for each topology of the group.
     *
     * @param nanos the time now, in ticker nanoseconds
     * @param epochMillis the same on the wall clock
     */
    Optional<TopologyEvent> next(Topology topology, long nanos, long epochMillis) {
        Optional<Fence> fence = topology.fence();
        if (fence.isEmpty()) {
            Optional<TopologyEvent> ended = confirmed.map(last -> new TopologyEvent.ConfirmedFenceEnded(
                    epochMillis,
                    last,
                    TimeUnit.NANOSECONDS.toMillis(nanos - since),
                    topology.verdict().master()));
            confirmed = Optional.empty();
            return ended;
        }
        if (!confirms(fence.get(), nanos)) {
            return Optional.empty();
        }
        if (confirmed.isEmpty()) {
            since = fence.get().sinceNanos();
        }
        confirmed = fence;
        return fence.map(TopologyEvent.FenceConfirmed::new);
    }

    private boolean confirms(Fence fence, long nanos) {
        boolean shortSleep = fence.kind() == Fence.Kind.ASLEEP && nanos - fence.sinceNanos() < SHORT_SLEEP_NANOS;
        return !shortSleep
                && confirmed.filter(last -> last.kind() == fence.kind()).isEmpty();
    }
}
