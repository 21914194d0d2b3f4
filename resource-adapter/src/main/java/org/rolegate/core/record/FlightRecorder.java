package org.rolegate.core.record;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

import org.rolegate.core.event.TopologyEvent;
import org.rolegate.core.model.Fence;
import org.rolegate.core.model.Observation;
import org.rolegate.core.model.ServerView;
import org.rolegate.core.model.Topology;
import org.rolegate.core.model.TopologyChange;
import org.rolegate.core.time.Ticker;

/**
 * The flight recorder of a group: it keeps one record of each loss, fence and takeover of the master.
 *
 * <p>A record begins with the first doubt and ends when clients use the master accepted. A doubt is remembered for some
 * seconds, since it is known only later whether a failover follows it. One thread calls all methods but
 * {@link #records()}, which any thread may call.
 */
public final class FlightRecorder {

    /** The number of records kept. */
    public static final int KEPT = 100;

    /** The longest time until a dead master is noticed: the checks of a silent one, each with its timeout. */
    private static final long PRELUDE_NANOS = TimeUnit.SECONDS.toNanos(10);

    private static final int MOST_PRELUDES = 50;

    /** Sessions notice a dead server at once; the check that does may be a period later, and must fail first. */
    private static final long EARLIER_NANOS = TimeUnit.MILLISECONDS.toNanos(300);

    /** The longest time that a record stays open for the first client bytes. */
    private static final long PATIENCE_NANOS = TimeUnit.MINUTES.toNanos(1);

    private record Earlier(long nanos, SessionTally tally) {}

    private final Ticker ticker;
    private final Consumer<FailoverRecord> reports;
    private final Deque<TimelineStep> prelude = new ArrayDeque<>();
    private final Deque<FailoverRecord> finished = new ArrayDeque<>();
    private Optional<OpenFailover> current = Optional.empty();
    private Optional<SessionTally> counted = Optional.empty();
    /** The figures at the last ticks, the oldest first: connections break a moment before the first doubt. */
    private final Deque<Earlier> earlier = new ArrayDeque<>();

    private MasterOffset offset = MasterOffset.NONE;
    private String master = "";
    private long number = 1;
    private Topology topology;
    private volatile List<FailoverRecord> records = List.of();

    /**
     * Creates a recorder without records.
     *
     * @param reports receives each finished record that is worth a summary: all but those of fences that held no client
     *     or were not {@link TopologyEvent.FenceConfirmed confirmed}
     */
    public FlightRecorder(Topology topology, Ticker ticker, Consumer<FailoverRecord> reports) {
        this.topology = topology;
        this.ticker = ticker;
        this.reports = reports;
    }

    /** Returns the last records, newest first; the first one may still be under way. */
    public List<FailoverRecord> records() {
        return records;
    }

    /** Notes an observation; to be called before {@link #changed} with the change that it brings. */
    public void observed(Observation observation) {
        if (observation instanceof Observation.SentinelReported announced) {
            note(TimelineSteps.of(announced, topology, ticker.nanos(), ticker.epochMillis()));
        }
    }

    /**
     * Notes one change of the topology.
     *
     * @param events the events of the change
     * @param tally the figures of the sessions before the change had consequences for them
     */
    public void changed(TopologyChange change, List<TopologyEvent> events, SessionTally tally) {
        topology = change.after();
        long now = ticker.nanos();
        List<TimelineStep> steps = TimelineSteps.of(events, now, ticker.epochMillis());
        boolean trouble =
                topology.verdict().master().isEmpty() || topology.fence().isPresent() || change.masterChanged();
        if (trouble
                && !master.isEmpty()
                && current.filter(failover -> !failover.isOver()).isEmpty()) {
            finish();
            forgetOld(now);
            current = Optional.of(new OpenFailover(offset, master, List.copyOf(prelude), now, before(now, tally)));
            prelude.clear();
            if (steps.isEmpty()) {
                // The fence began before there was a master.
                String why = topology.fence()
                        .map(Fence::reason)
                        .orElse(topology.verdict().reason());
                note(new TimelineStep(now, ticker.epochMillis(), TimelineSteps.HERE, why, true));
            }
        }
        steps.forEach(this::note);
        current.filter(failover -> !failover.isOver()).ifPresent(failover -> {
            failover.update(topology);
            if (events.stream().anyMatch(TopologyEvent.FenceConfirmed.class::isInstance)) {
                failover.confirmFence();
            }
            count(failover, tally);
            if (topology.verdict().master().isPresent() && topology.fence().isEmpty()) {
                failover.over(now, tally);
            }
        });
        topology.master().ifPresent(this::inUse);
        if (current.isPresent()) {
            finishIfDue();
            publish();
        }
    }

    /** Updates the figures of the open record, and closes it if it is complete. */
    public void tick(SessionTally tally) {
        current.ifPresent(failover -> {
            boolean moved = counted.filter(tally::equals).isEmpty();
            count(failover, tally);
            if (finishIfDue() || moved) {
                publish();
            }
        });
        earlier.add(new Earlier(ticker.nanos(), tally));
        forgetEarlier(ticker.nanos());
    }

    private SessionTally before(long now, SessionTally otherwise) {
        forgetEarlier(now);
        return earlier.isEmpty() ? otherwise : earlier.element().tally();
    }

    private void forgetEarlier(long now) {
        while (earlier.size() > 1 && now - earlier.element().nanos() > EARLIER_NANOS) {
            earlier.remove();
        }
    }

    private void count(OpenFailover failover, SessionTally tally) {
        counted = Optional.of(tally);
        failover.count(tally, ticker.nanos(), ticker.epochMillis());
    }

    private void inUse(ServerView view) {
        boolean sameOne = master.equals(view.id())
                && offset.history().equals(MasterOffset.of(view).history());
        offset = sameOne ? offset.followedBy(view) : MasterOffset.of(view);
        master = view.id();
    }

    private void note(TimelineStep step) {
        Optional<OpenFailover> open = current.filter(failover -> !failover.isOver());
        if (open.isPresent()) {
            open.get().add(step);
        } else if (step.doubt()) {
            forgetOld(step.nanos());
            if (prelude.size() < MOST_PRELUDES) {
                prelude.add(step);
            }
        }
    }

    private void forgetOld(long now) {
        prelude.removeIf(step -> now - step.nanos() > PRELUDE_NANOS);
    }

    /** Closes the open record if nothing more is expected; returns whether it did. */
    private boolean finishIfDue() {
        boolean due = current.filter(failover -> failover.atRest(ticker.nanos(), PATIENCE_NANOS)
                        || failover.isOver() && !failover.isWorthKeeping(ticker.nanos()))
                .isPresent();
        if (due) {
            finish();
        }
        return due;
    }

    private void finish() {
        Optional<OpenFailover> closed = current;
        current = Optional.empty();
        if (closed.isPresent()) {
            // The figures so far belong to the closed record.
            earlier.clear();
        }
        closed.filter(failover -> failover.isWorthKeeping(ticker.nanos())).ifPresent(failover -> {
            FailoverRecord last = failover.record(number++);
            finished.addFirst(last);
            if (finished.size() > KEPT) {
                finished.removeLast();
            }
            if (failover.isWorthReporting()) {
                reports.accept(last);
            }
        });
    }

    private void publish() {
        List<FailoverRecord> all = new ArrayList<>();
        current.filter(failover -> failover.isWorthKeeping(ticker.nanos()))
                .ifPresent(failover -> all.add(failover.record(number)));
        finished.stream().limit(KEPT - all.size()).forEach(all::add);
        records = List.copyOf(all);
    }
}
