package org.rolegate.core.record;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

import org.rolegate.core.model.Fence;
import org.rolegate.core.model.Observation;
import org.rolegate.core.model.ServerView;
import org.rolegate.core.model.Topology;
import org.rolegate.core.model.TopologyChange;
import org.rolegate.core.time.Ticker;

/**
 * Keeps a record of each loss, fence and takeover of a group's master: one for each, from the first doubt to the master
 * accepted, and on until the first client is through.
 *
 * <p>One thread feeds it; the records are read from any thread. What may have been the first doubt is remembered for some
 * seconds, since only later is it known whether anything came of it.
 */
public final class FlightRecorder {

    /** How many records are kept. */
    public static final int KEPT = 100;

    /** As long as a dead master can go unnoticed: the checks of a silent one, each with its timeout. */
    private static final long PRELUDE_NANOS = TimeUnit.SECONDS.toNanos(10);

    private static final int MOST_PRELUDES = 50;

    /** Sessions hear of the death of a server at once, a check may come up to a period later and must fail first. */
    private static final long EARLIER_NANOS = TimeUnit.MILLISECONDS.toNanos(300);

    /** How long a record waits for the first client to get through. */
    private static final long PATIENCE_NANOS = TimeUnit.MINUTES.toNanos(1);

    private record Earlier(long nanos, SessionTally tally) {}

    private final Ticker ticker;
    private final Deque<Step> prelude = new ArrayDeque<>();
    private final Deque<FailoverRecord> finished = new ArrayDeque<>();
    private Optional<Episode> current = Optional.empty();
    private Optional<SessionTally> counted = Optional.empty();
    /** At the last ticks, the oldest first: connections break a moment before anybody doubts the server. */
    private final Deque<Earlier> earlier = new ArrayDeque<>();

    private LastWord word = LastWord.NONE;
    private String master = "";
    private long number = 1;
    private Topology topology;
    private volatile List<FailoverRecord> records = List.of();

    public FlightRecorder(Topology topology, Ticker ticker) {
        this.topology = topology;
        this.ticker = ticker;
    }

    /** Returns the last records, newest first; the first one may still be under way. */
    public List<FailoverRecord> records() {
        return records;
    }

    /** Takes note of what is observed, before the change that it brings. */
    public void heard(Observation observation) {
        if (observation instanceof Observation.SentinelSaid said) {
            note(Steps.of(said, topology, ticker.nanos(), ticker.epochMillis()));
        }
    }

    /**
     * Takes note of one step of the group.
     *
     * @param tally how the sessions stood when the step was made
     */
    public void changed(TopologyChange change, SessionTally tally) {
        topology = change.after();
        long now = ticker.nanos();
        List<Step> steps = Steps.of(change, now, ticker.epochMillis());
        boolean trouble =
                topology.verdict().master().isEmpty() || topology.fence().isPresent() || change.masterChanged();
        if (trouble
                && !master.isEmpty()
                && current.filter(episode -> !episode.isOver()).isEmpty()) {
            finish();
            forgetOld(now);
            current = Optional.of(new Episode(word, master, List.copyOf(prelude), now, before(now, tally)));
            prelude.clear();
            if (steps.isEmpty()) {
                // What troubles it began before there was a master to trouble.
                String why = topology.fence()
                        .map(Fence::reason)
                        .orElse(topology.verdict().reason());
                note(new Step(now, ticker.epochMillis(), Steps.HERE, why, true));
            }
        }
        steps.forEach(this::note);
        current.filter(episode -> !episode.isOver()).ifPresent(episode -> {
            episode.look(topology);
            count(episode, tally);
            if (topology.verdict().master().isPresent() && topology.fence().isEmpty()) {
                episode.over(now, tally);
            }
        });
        topology.master().ifPresent(this::inUse);
        if (current.isPresent()) {
            rest();
            publish();
        }
    }

    /** Takes note that time goes on. */
    public void tick(SessionTally tally) {
        current.ifPresent(episode -> {
            boolean moved = counted.filter(tally::equals).isEmpty();
            count(episode, tally);
            if (rest() || moved) {
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

    private void count(Episode episode, SessionTally tally) {
        counted = Optional.of(tally);
        episode.count(tally, ticker.nanos(), ticker.epochMillis());
    }

    private void inUse(ServerView view) {
        boolean sameOne = master.equals(view.id())
                && word.history().equals(LastWord.of(view).history());
        word = sameOne ? word.followedBy(view) : LastWord.of(view);
        master = view.id();
    }

    private void note(Step step) {
        Optional<Episode> open = current.filter(episode -> !episode.isOver());
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

    /** Puts the record aside if nothing more is to come. */
    private boolean rest() {
        boolean due = current.filter(episode -> episode.atRest(ticker.nanos(), PATIENCE_NANOS)
                        || episode.isOver() && !episode.isNews(ticker.nanos()))
                .isPresent();
        if (due) {
            finish();
        }
        return due;
    }

    private void finish() {
        current.filter(episode -> episode.isNews(ticker.nanos())).ifPresent(episode -> {
            finished.addFirst(episode.record(number++));
            if (finished.size() > KEPT) {
                finished.removeLast();
            }
        });
        if (current.isPresent()) {
            // What happened so far was told.
            earlier.clear();
        }
        current = Optional.empty();
    }

    private void publish() {
        List<FailoverRecord> all = new ArrayList<>();
        current.filter(episode -> episode.isNews(ticker.nanos())).ifPresent(episode -> all.add(episode.record(number)));
        finished.stream().limit(KEPT - all.size()).forEach(all::add);
        records = List.copyOf(all);
    }
}
