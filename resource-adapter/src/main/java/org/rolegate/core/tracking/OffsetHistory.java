package org.rolegate.core.tracking;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.OptionalLong;

import org.rolegate.core.model.Freshness;
import org.rolegate.core.model.Replication;

/**
 * The offsets that the master in use reported, within one replication id. They convert the offset of a replica into an
 * age.
 *
 * <p>A sample was true at some moment between its request and its reply. So a bound is computed with the end that makes
 * it hold.
 */
final class OffsetHistory {

    private record Sample(long requestedAt, long answeredAt, long offset) {}

    private final Deque<Sample> samples = new ArrayDeque<>();
    private final long retention;
    private String replicationId = "";
    /** The id of the history that this one continues, empty if unknown. */
    private String previousId = "";

    /** Creates an empty history that drops samples older than the given time in nanoseconds. */
    OffsetHistory(long retention) {
        this.retention = retention;
    }

    /** Removes all samples, since there is another master, or the same one with another history. */
    void clear() {
        samples.clear();
        replicationId = "";
        previousId = "";
    }

    /** Adds a report of the master. */
    void add(Replication reported, long requestedAt, long answeredAt) {
        if (reported.offset() == Replication.UNKNOWN_OFFSET) {
            return;
        }
        Sample last = samples.peekLast();
        if (!replicationId.equals(reported.replicationId()) || last != null && reported.offset() < last.offset()) {
            clear();
            replicationId = reported.replicationId();
        }
        previousId = reported.previousId();
        samples.addLast(new Sample(requestedAt, answeredAt, reported.offset()));
        while (samples.size() > 2 && requestedAt - samples.peekFirst().requestedAt() > retention) {
            samples.removeFirst();
        }
    }

    boolean comparable(Replication reported) {
        return !samples.isEmpty()
                && reported.offset() != Replication.UNKNOWN_OFFSET
                && replicationId.equals(reported.replicationId());
    }

    /**
     * Returns whether a server's data certainly has another history.
     *
     * <p>A replica that has not connected to a new master yet has the previous history. A replica that connected to the
     * new master before that one was accepted continues this history.
     */
    boolean foreign(Replication reported) {
        String id = reported.replicationId();
        return !replicationId.isEmpty()
                && !id.isEmpty()
                && !id.equals(replicationId)
                && !id.equals(previousId)
                && !reported.descendsFrom(replicationId)
                && !reported.descendsFrom(previousId);
    }

    /**
     * Returns the offset that the master certainly had at the given time; empty if there is no sample for that time.
     */
    OptionalLong certainAt(long time) {
        for (Iterator<Sample> newestFirst = samples.descendingIterator(); newestFirst.hasNext(); ) {
            Sample sample = newestFirst.next();
            if (sample.answeredAt() - time <= 0) {
                return OptionalLong.of(sample.offset());
            }
        }
        return OptionalLong.empty();
    }

    /**
     * Returns whether a history that branches off this one lacks data that the master had {@code lag} before its last
     * reply.
     */
    boolean leftBehind(Replication reported, long lag) {
        if (samples.isEmpty()
                || reported.branchOffset() == Replication.UNKNOWN_OFFSET
                || !reported.descendsFrom(replicationId)) {
            return false;
        }
        OptionalLong due = certainAt(samples.peekLast().requestedAt() - lag);
        return due.isPresent() && reported.branchOffset() <= due.getAsLong();
    }

    /** Returns the maximum age of the data of a server with this offset in nanoseconds, as far as the samples show. */
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
        return since == null ? Freshness.UNKNOWN : now - since.requestedAt();
    }

    /** Returns the newest reported offset, or {@link Replication#UNKNOWN_OFFSET}. */
    long newest() {
        return samples.isEmpty()
                ? Replication.UNKNOWN_OFFSET
                : samples.peekLast().offset();
    }
}
