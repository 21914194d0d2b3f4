package org.rolegate.core.record;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

import org.rolegate.core.model.Fence;
import org.rolegate.core.model.Topology;
import org.rolegate.core.record.FailoverRecord.Kind;

/**
 * An open record: it collects entries and figures until no more of them are expected.
 *
 * <pre>
 *   under way ---- a master in use, no fence ---&gt; over ----+---- client bytes forwarded, no client held ---&gt; finished
 *                                                          +---- a minute without that ---&gt; finished
 *                                                          +---- the next loss, fence or takeover ---&gt; finished
 *                                                          +---- a short fence, no client held ---&gt; dropped
 * </pre>
 */
final class OpenFailover {

    /** A flood of announcements must not fill the memory. */
    private static final int MOST_STEPS = 100;

    /** A shorter fence is not worth keeping, unless clients were held. */
    private static final long SHORT_NANOS = TimeUnit.MILLISECONDS.toNanos(50);

    private final String from;
    private final long openedAt;
    private final SessionTally atStart;
    private final List<TimelineStep> steps = new ArrayList<>();
    private MasterOffset oldOffset;
    private MasterOffset newOffset = MasterOffset.NONE;
    private SessionTally tally;
    private boolean lost;
    private boolean over;
    private boolean confirmed;
    private String to = "";
    private String reason = "";
    private long overAt;
    private long bytesWhenOver;
    private long firstSessionAt;
    private boolean firstSession;
    private int mostParked;

    OpenFailover(MasterOffset offset, String from, List<TimelineStep> prelude, long now, SessionTally tally) {
        this.from = from;
        this.oldOffset = offset;
        this.openedAt = now;
        this.atStart = tally;
        this.tally = tally;
        prelude.forEach(this::add);
    }

    /** Adds an entry; beyond the limit, entries are dropped, those of Sentinels and servers first. */
    void add(TimelineStep step) {
        boolean decision = step.who().equals(TimelineSteps.HERE);
        if (steps.size() < (decision ? 2 * MOST_STEPS : MOST_STEPS)) {
            steps.add(step);
        }
    }

    /** Updates the outcome from the topology after a change. */
    void update(Topology now) {
        now.server(from)
                .ifPresent(
                        view -> oldOffset = to.isEmpty() || to.equals(from) ? oldOffset.followedBy(view) : oldOffset);
        lost |= now.verdict().master().isEmpty();
        to = now.verdict().master().orElse("");
        reason = kind() == Kind.FENCE
                ? now.fence().map(Fence::reason).orElse(reason)
                : now.verdict().reason();
        newOffset = now.master().map(MasterOffset::of).orElse(MasterOffset.NONE);
    }

    /** Notes that the master in use is open to clients. */
    void over(long now, SessionTally current) {
        over = true;
        overAt = now;
        bytesWhenOver = current.bytesToMaster();
    }

    /** Notes that a fence in it is worth a report to an operator. */
    void confirmFence() {
        confirmed = true;
    }

    /** Updates the figures of the sessions. */
    void count(SessionTally current, long now, long epochMillis) {
        tally = current;
        mostParked = Math.max(mostParked, current.parked());
        if (over && !firstSession && current.bytesToMaster() != bytesWhenOver) {
            firstSession = true;
            firstSessionAt = now;
            add(new TimelineStep(
                    now, epochMillis, TimelineSteps.HERE, "forwards the first client bytes to " + to, false));
        }
    }

    boolean isOver() {
        return over;
    }

    /** Returns whether it is over and nothing more is expected, at the latest after the given nanoseconds. */
    boolean atRest(long now, long patience) {
        boolean nobodyWaits = tally.parked() == 0 && tally.waiting() == 0;
        return over && (firstSession && nobodyWaits || now - overAt > patience);
    }

    /** Returns whether it is more than a short fence that held no client. */
    boolean isWorthKeeping(long now) {
        return kind() != Kind.FENCE || held() > 0 || (over ? overAt : now) - openedAt > SHORT_NANOS;
    }

    /**
     * Returns whether it is worth a summary in the log: there was no master or another one, or a confirmed fence that held
     * clients.
     */
    boolean isWorthReporting() {
        return kind() != Kind.FENCE || confirmed && held() > 0;
    }

    private Kind kind() {
        if (!to.isEmpty() && !to.equals(from)) {
            return Kind.TAKEOVER;
        }
        return !lost ? Kind.FENCE : to.isEmpty() ? Kind.LOSS : Kind.RETURN;
    }

    private int held() {
        return (int) (tally.held() - atStart.held()) + mostParked;
    }

    private int released() {
        // A session on a master that lost the role was closed; its client was not released.
        int established = over ? Math.max(0, mostParked - Math.max((int) toll().cut(), tally.parked())) : 0;
        return (int) (tally.released() - atStart.released()) + established;
    }

    private SessionTally.Toll toll() {
        return tally.toll().since(atStart.toll());
    }

    /** Returns the record as it is now. */
    FailoverRecord record(long number) {
        TimelineStep first = steps.get(0);
        return new FailoverRecord(
                number,
                kind(),
                over,
                first.epochMillis(),
                from,
                to,
                over ? millis(overAt - first.nanos()) : FailoverRecord.UNKNOWN,
                firstSession ? millis(firstSessionAt - first.nanos()) : FailoverRecord.UNKNOWN,
                toll(),
                held(),
                released(),
                oldOffset.offset(),
                newOffset.offset(),
                to.isEmpty() ? FailoverRecord.UNKNOWN : oldOffset.missingIn(newOffset),
                reason,
                steps.stream()
                        .map(step -> new TimelineEntry(millis(step.nanos() - first.nanos()), step.who(), step.what()))
                        .toList());
    }

    private static long millis(long nanos) {
        return TimeUnit.NANOSECONDS.toMillis(nanos);
    }
}
