package org.rolegate.core.tracking;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.OptionalLong;

import org.rolegate.core.model.Freshness;
import org.rolegate.core.model.Replication;

/**
 * The offsets that the master in use was seen to have, within one replication id: by them an offset of a replica is turned
 * into an age.
 *
 * <p>A sample was true at some moment between its question and its answer, so whoever needs a bound takes the end that makes
 * the bound hold.
 */
final class OffsetHistory {

    private record Sample(long askedAt, long answeredAt, long offset) {}

    private final Deque<Sample> samples = new ArrayDeque<>();
    private final long kept;
    private String replicationId = "";
    /** Of the history that this one goes on from, empty if unknown. */
    private String previousId = "";

    /** Makes an empty history that forgets what is older than the given time, in nanoseconds. */
    OffsetHistory(long kept) {
        this.kept = kept;
    }

    /** Forgets everything: another master, or the same with another history. */
    void clear() {
        samples.clear();
        replicationId = "";
        previousId = "";
    }

    /** Takes in what the master said. */
    void add(Replication reported, long askedAt, long answeredAt) {
        if (reported.offset() == Replication.UNKNOWN_OFFSET) {
            return;
        }
        Sample last = samples.peekLast();
        if (!replicationId.equals(reported.replicationId()) || last != null && reported.offset() < last.offset()) {
            clear();
            replicationId = reported.replicationId();
        }
        previousId = reported.previousId();
        samples.addLast(new Sample(askedAt, answeredAt, reported.offset()));
        while (samples.size() > 2 && askedAt - samples.peekFirst().askedAt() > kept) {
            samples.removeFirst();
        }
    }

    boolean comparable(Replication reported) {
        return !samples.isEmpty()
                && reported.offset() != Replication.UNKNOWN_OFFSET
                && replicationId.equals(reported.replicationId());
    }

    /**
     * Tells whether a server's data certainly has another history. A replica that has not linked up with a new master yet has
     * the one before; one that linked up with it before it was accepted goes on from this one.
     */
    boolean foreign(Replication reported) {
        String theirs = reported.replicationId();
        return !replicationId.isEmpty()
                && !theirs.isEmpty()
                && !theirs.equals(replicationId)
                && !theirs.equals(previousId)
                && !reported.descendsFrom(replicationId)
                && !reported.descendsFrom(previousId);
    }

    /** Returns the offset that the master certainly had at the given time; empty if nothing is known of that time. */
    OptionalLong certainAt(long time) {
        for (Iterator<Sample> newestFirst = samples.descendingIterator(); newestFirst.hasNext(); ) {
            Sample sample = newestFirst.next();
            if (sample.answeredAt() - time <= 0) {
                return OptionalLong.of(sample.offset());
            }
        }
        return OptionalLong.empty();
    }

    /** Tells whether a history that leaves this one there lacks what the master had a given time before its last answer. */
    boolean leftBehind(Replication reported, long lag) {
        if (samples.isEmpty()
                || reported.branchOffset() == Replication.UNKNOWN_OFFSET
                || !reported.descendsFrom(replicationId)) {
            return false;
        }
        OptionalLong due = certainAt(samples.peekLast().askedAt() - lag);
        return due.isPresent() && reported.branchOffset() <= due.getAsLong();
    }

    /** Returns how old, at most, the data of a server with this offset is, as far as the samples tell. */
    long lagNanos(long offset, long now) {
        Sample reached = null;
        for (Iterator<Sample> newestFirst = samples.descendingIterator(); newestFirst.hasNext(); ) {
            Sample sample = newestFirst.next();
            if (sample.offset() <= offset) {
                reached = sample;
                break;
            }
        }
        if (reached != null && reached.equals(samples.peekLast())) {
            return 0;
        }
        Sample since = reached == null ? samples.peekFirst() : reached;
        return since == null ? Freshness.UNKNOWN : now - since.askedAt();
    }

    /** Returns the newest offset seen, or {@link Replication#UNKNOWN_OFFSET}. */
    long newest() {
        return samples.isEmpty()
                ? Replication.UNKNOWN_OFFSET
                : samples.peekLast().offset();
    }
}
