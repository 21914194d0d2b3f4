package org.rolegate.core.tracking;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.OptionalLong;
import java.util.Random;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.Test;

import org.rolegate.core.model.Freshness;
import org.rolegate.core.model.Replication;

import static org.assertj.core.api.Assertions.assertThat;
import static org.rolegate.core.tracking.Scene.leftAt;
import static org.rolegate.core.tracking.Scene.master;
import static org.rolegate.core.tracking.Scene.offset;
import static org.rolegate.core.tracking.Scene.replicaOf;

class OffsetHistoryTest {

    private static final long KEPT = 60;
    private static final Replication MASTER = master("run-1", "r1", "");

    @Test
    void tellsWhatTheMasterCertainlyHadByTheEndOfItsAnswers() {
        // Given
        OffsetHistory history = sampled();

        // Then
        assertThat(history.certainAt(14)).isEqualTo(OptionalLong.empty());
        assertThat(history.certainAt(15)).hasValue(100);
        assertThat(history.certainAt(24)).hasValue(100);
        assertThat(history.certainAt(25)).hasValue(200);
        assertThat(history.certainAt(1000)).hasValue(300);
        assertThat(history.newest()).isEqualTo(300);
    }

    @Test
    void tellsHowOldDataMayBeByTheBeginningOfItsQuestions() {
        // Given
        OffsetHistory history = sampled();

        // Then
        assertThat(history.lagNanos(300, 50)).isZero();
        assertThat(history.lagNanos(1000, 50)).isZero();
        assertThat(history.lagNanos(299, 50)).isEqualTo(30);
        assertThat(history.lagNanos(200, 50)).isEqualTo(30);
        assertThat(history.lagNanos(199, 50)).isEqualTo(40);
        assertThat(history.lagNanos(99, 50)).as("older than all that is known").isEqualTo(40);
    }

    @Test
    void tellsWhoseDataHasAnotherHistory() {
        // Given
        OffsetHistory history = new OffsetHistory(KEPT);
        assertThat(history.foreign(master("run-2", "r9", "")))
                .as("nothing to compare with")
                .isFalse();
        history.add(offset(100, master("run-1", "r1", "r0")), 10, 15);

        // Then
        assertThat(history.foreign(master("run-2", "r1", ""))).as("the same").isFalse();
        assertThat(history.foreign(master("run-2", "r0", "")))
                .as("not linked up yet")
                .isFalse();
        assertThat(history.foreign(master("run-2", "r2", "r1")))
                .as("already at its successor's")
                .isFalse();
        assertThat(history.foreign(master("run-2", "r2", "r0")))
                .as("from the same origin")
                .isFalse();
        assertThat(history.foreign(master("run-2", "", ""))).as("not told").isFalse();
        assertThat(history.foreign(master("run-2", "r9", ""))).as("another").isTrue();
        assertThat(history.foreign(master("run-2", "r9", "r8"))).as("another").isTrue();
        history.clear();
        assertThat(history.foreign(master("run-2", "r9", ""))).as("forgotten").isFalse();
    }

    @Test
    void tellsWhoseHistoryLeftItLongBeforeTheLastAnswer() {
        // Given
        OffsetHistory history = sampled();

        // Then
        assertThat(history.leftBehind(leftAt(200, master("run-2", "r2", "r1")), 5))
                .isTrue();
        assertThat(history.leftBehind(leftAt(201, master("run-2", "r2", "r1")), 5))
                .as("has the last but one")
                .isFalse();
        assertThat(history.leftBehind(leftAt(200, master("run-2", "r2", "r1")), 10))
                .isFalse();
        assertThat(history.leftBehind(leftAt(1, master("run-2", "r2", "r1")), 1_000))
                .as("before all samples")
                .isFalse();
    }

    @Test
    void tellsNothingOfAHistoryThatIsNotItsOwnOrDoesNotSayWhereItLeft() {
        // Given
        OffsetHistory history = sampled();

        // Then
        assertThat(history.leftBehind(leftAt(1, master("run-2", "r2", "r-other")), 5))
                .isFalse();
        assertThat(history.leftBehind(master("run-2", "r2", "r1"), 5)).isFalse();
        assertThat(new OffsetHistory(KEPT).leftBehind(leftAt(1, master("run-2", "r2", "r1")), 5))
                .isFalse();
    }

    @Test
    void takesTheNewestOfSeveralEqualOffsets() {
        // Given
        OffsetHistory history = sampled();
        history.add(offset(300, MASTER), 40, 45);
        history.add(offset(400, MASTER), 50, 55);

        // Then
        assertThat(history.lagNanos(300, 60)).isEqualTo(20);
    }

    @Test
    void knowsNothingWhileItIsEmptyAndComparesNothing() {
        // Given
        OffsetHistory history = new OffsetHistory(KEPT);
        history.add(offset(Replication.UNKNOWN_OFFSET, MASTER), 10, 15);

        // Then
        assertThat(history.comparable(MASTER)).isFalse();
        assertThat(history.lagNanos(100, 50)).isEqualTo(Freshness.UNKNOWN);
        assertThat(history.newest()).isEqualTo(Replication.UNKNOWN_OFFSET);
    }

    @Test
    void comparesWithinOneReplicationIdOnly() {
        // Given
        OffsetHistory history = sampled();

        // Then
        assertThat(history.comparable(replicaOf(1, "r1"))).isTrue();
        assertThat(history.comparable(replicaOf(1, "r2"))).isFalse();
        assertThat(history.comparable(offset(Replication.UNKNOWN_OFFSET, replicaOf(1, "r1"))))
                .isFalse();
    }

    @Test
    void beginsAnewWithAnotherHistoryOrASmallerOffset() {
        // Given
        OffsetHistory other = sampled();
        OffsetHistory smaller = sampled();

        // When
        other.add(offset(500, master("run-2", "r2", "r1")), 40, 45);
        smaller.add(offset(250, MASTER), 40, 45);

        // Then
        assertThat(other.certainAt(39)).isEmpty();
        assertThat(other.comparable(MASTER)).isFalse();
        assertThat(smaller.certainAt(39)).isEmpty();
        assertThat(smaller.newest()).isEqualTo(250);
    }

    @Test
    void forgetsWhatIsOlderThanWhatItKeeps() {
        // Given
        OffsetHistory history = sampled();

        // When
        history.add(offset(400, MASTER), 75, 80);

        // Then
        assertThat(history.certainAt(24)).isEmpty();
        assertThat(history.certainAt(25)).hasValue(200);
    }

    /**
     * The promise of the replica port, in a simulated stream: data that lack something of the newest sample are never older
     * than the lag that is told, as far back as the history goes; data that have all of it are younger than that sample.
     */
    @Test
    void neverTellsALagThatIsSmallerThanTheTrueAgeOfTheData() {
        long kept = TimeUnit.SECONDS.toNanos(2);
        for (long seed = 1; seed <= 300; seed++) {
            Stream stream = new Stream(seed, kept);
            for (int step = 0; step < 1_000; step++) {
                stream.step();
                long applied = stream.written - stream.random.nextInt(30_000);
                long lag = stream.history.lagNanos(applied, stream.now);
                assertThat(lag == 0 ? stream.now - stream.newest().askedAt() : lag)
                        .as("seed %d, step %d: the lag of offset %d", seed, step, applied)
                        .isGreaterThanOrEqualTo(
                                applied >= stream.oldest().offset()
                                        ? stream.age(applied)
                                        : stream.now - stream.oldest().askedAt());
            }
        }
    }

    private record Write(long at, long offset) {}

    private record Seen(long askedAt, long offset) {}

    /** A master that is written to at random, and asked at random; the answer is true some time before it is read. */
    private static final class Stream {
        final Random random;
        final OffsetHistory history;
        final Deque<Write> writes = new ArrayDeque<>();
        final Deque<Seen> seen = new ArrayDeque<>();
        final long kept;
        long written = 100_000;

        // The clock overflows on the way.
        long now = Long.MAX_VALUE - TimeUnit.SECONDS.toNanos(5);

        Stream(long seed, long kept) {
            this.random = new Random(seed);
            this.kept = kept;
            this.history = new OffsetHistory(kept);
            ask();
        }

        void step() {
            now += random.nextInt(20_000_000);
            if (random.nextInt(3) > 0) {
                write();
            }
            if (random.nextInt(8) == 0) {
                ask();
            }
        }

        void write() {
            written += 1 + random.nextInt(500);
            writes.addLast(new Write(now, written));
        }

        void ask() {
            long askedAt = now;
            now += random.nextInt(2_000_000);
            if (random.nextBoolean()) {
                write();
            }
            now += random.nextInt(2_000_000);
            seen.addLast(new Seen(askedAt, written));
            if (random.nextBoolean()) {
                write();
            }
            now += random.nextInt(2_000_000);
            history.add(offset(seen.getLast().offset(), MASTER), askedAt, now);
            while (seen.size() > 2 && askedAt - seen.getFirst().askedAt() > kept) {
                seen.removeFirst();
            }
        }

        Seen newest() {
            return seen.getLast();
        }

        Seen oldest() {
            return seen.getFirst();
        }

        /** How long ago the first byte was written that a server with this offset lacks. */
        long age(long applied) {
            return writes.stream()
                    .filter(write -> write.offset() > applied)
                    .findFirst()
                    .map(write -> now - write.at())
                    .orElse(0L);
        }
    }

    private static OffsetHistory sampled() {
        OffsetHistory history = new OffsetHistory(KEPT);
        history.add(offset(100, MASTER), 10, 15);
        history.add(offset(200, MASTER), 20, 25);
        history.add(offset(300, MASTER), 30, 35);
        return history;
    }
}
