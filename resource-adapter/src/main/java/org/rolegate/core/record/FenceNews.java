package org.rolegate.core.record;

import java.util.Optional;
import java.util.concurrent.TimeUnit;

import org.rolegate.core.model.Fence;
import org.rolegate.core.model.Topology;

/** Tells once that clients are held back, for each cause, and once that they no longer are; not thread-safe. */
public final class FenceNews {

    /**
     * What is to be told.
     *
     * @param fence that began, or that was the last to go
     * @param over clients are no longer held back
     * @param lastedMillis how long they were, 0 unless it is over
     */
    public record News(Fence fence, boolean over, long lastedMillis) {}

    /** A busy machine lets a process stand still for a moment now and then. */
    private static final long SHORT_SLEEP_NANOS = TimeUnit.SECONDS.toNanos(1);

    private Optional<Fence> told = Optional.empty();
    private long since;

    /** Looks at the topology of now, in ticker nanoseconds; to be called at each step of the group. */
    public Optional<News> look(Topology topology, long now) {
        Optional<Fence> fence = topology.fence();
        if (fence.isEmpty()) {
            Optional<News> over = told.map(last -> new News(last, true, TimeUnit.NANOSECONDS.toMillis(now - since)));
            told = fence;
            return over;
        }
        if (!isNews(fence.get(), now)) {
            return Optional.empty();
        }
        if (told.isEmpty()) {
            since = fence.get().sinceNanos();
        }
        told = fence;
        return Optional.of(new News(fence.get(), false, 0));
    }

    private boolean isNews(Fence fence, long now) {
        boolean shortSleep = fence.kind() == Fence.Kind.ASLEEP && now - fence.sinceNanos() < SHORT_SLEEP_NANOS;
        return !shortSleep && told.filter(last -> last.kind() == fence.kind()).isEmpty();
    }
}
