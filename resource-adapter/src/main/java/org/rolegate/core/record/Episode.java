package org.rolegate.core.record;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

import org.rolegate.core.model.Fence;
import org.rolegate.core.model.Topology;
import org.rolegate.core.record.FailoverRecord.Kind;

/**
 * A record in the making.
 *
 * <pre>
 *   under way --- a master in use, no fence ---&gt; over --- somebody got through and nobody waits ---&gt; at rest
 * </pre>
 */
final class Episode {

    /** A flood of events must not fill the memory. */
    private static final int MOST_STEPS = 100;

    /** Clients held back for a shorter time are no news, unless somebody noticed. */
    private static final long SHORT_NANOS = TimeUnit.MILLISECONDS.toNanos(50);

    private final String from;
    private final long openedAt;
    private final SessionTally atStart;
    private final List<Step> steps = new ArrayList<>();
    private LastWord oldWord;
    private LastWord newWord = LastWord.NONE;
    private SessionTally tally;
    private boolean lost;
    private boolean over;
    private String to = "";
    private String reason = "";
    private long overAt;
    private long bytesWhenOver;
    private long firstSessionAt;
    private boolean firstSession;
    private int mostParked;

    Episode(LastWord word, String from, List<Step> prelude, long now, SessionTally tally) {
        this.from = from;
        this.oldWord = word;
        this.openedAt = now;
        this.atStart = tally;
        this.tally = tally;
        prelude.forEach(this::add);
    }

    void add(Step step) {
        boolean decision = step.who().equals(Steps.HERE);
        if (steps.size() < (decision ? 2 * MOST_STEPS : MOST_STEPS)) {
            steps.add(step);
        }
    }

    /** Takes in how things stand after a step. */
    void look(Topology now) {
        now.server(from)
                .ifPresent(view -> oldWord = to.isEmpty() || to.equals(from) ? oldWord.followedBy(view) : oldWord);
        lost |= now.verdict().master().isEmpty();
        to = now.verdict().master().orElse("");
        reason = kind() == Kind.FENCE
                ? now.fence().map(Fence::reason).orElse(reason)
                : now.verdict().reason();
        newWord = now.master().map(LastWord::of).orElse(LastWord.NONE);
    }

    /** Takes note that clients were let to the master in use. */
    void over(long now, SessionTally current) {
        over = true;
        overAt = now;
        bytesWhenOver = current.bytesToMaster();
    }

    /** Takes in how the sessions fare. */
    void count(SessionTally current, long now, long epochMillis) {
        tally = current;
        mostParked = Math.max(mostParked, current.parked());
        if (over && !firstSession && current.bytesToMaster() != bytesWhenOver) {
            firstSession = true;
            firstSessionAt = now;
            add(new Step(now, epochMillis, Steps.HERE, "the first bytes of a client went to " + to, false));
        }
    }

    boolean isOver() {
        return over;
    }

    /** Tells whether nothing more is to come. */
    boolean atRest(long now, long patience) {
        boolean nobodyWaits = tally.parked() == 0 && tally.waiting() == 0;
        return over && (firstSession && nobodyWaits || now - overAt > patience);
    }

    /** Tells whether it is worth keeping. */
    boolean isNews(long now) {
        return kind() != Kind.FENCE || held() > 0 || (over ? overAt : now) - openedAt > SHORT_NANOS;
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
        // Who was established on a master that lost the role was cut, and did not go on.
        int established = over ? Math.max(0, mostParked - Math.max((int) toll().cut(), tally.parked())) : 0;
        return (int) (tally.released() - atStart.released()) + established;
    }

    private SessionTally.Toll toll() {
        return tally.toll().since(atStart.toll());
    }

    FailoverRecord record(long number) {
        Step first = steps.get(0);
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
                oldWord.offset(),
                newWord.offset(),
                to.isEmpty() ? FailoverRecord.UNKNOWN : oldWord.missingIn(newWord),
                reason,
                steps.stream()
                        .map(step -> new Moment(millis(step.nanos() - first.nanos()), step.who(), step.what()))
                        .toList());
    }

    private static long millis(long nanos) {
        return TimeUnit.NANOSECONDS.toMillis(nanos);
    }
}
