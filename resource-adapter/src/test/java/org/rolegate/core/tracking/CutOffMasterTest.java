package org.rolegate.core.tracking;

import java.time.Duration;
import java.util.Random;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.Test;

import org.rolegate.core.model.Replication;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * I4 in a simulated stream of writes: a master that its replicas have lost acknowledges no more than the window, a period of the
 * probes and a few fast ones allow; and one whose replicas merely lag a little is never fenced.
 */
class CutOffMasterTest {

    private static final int INTER = 1_000;
    /** By default; shorter than the window, so that a link is seen while its replica has what the master had a window ago. */
    private static final int SHORTER = 200;

    private static final int FAST = 100;
    private static final int WINDOW = 400;
    private static final int SLACK = 250;
    private static final int REPLICAS = 2;
    private static final int ACK = 1_000;
    private static final int BEGUN = (int) TimeUnit.NANOSECONDS.toMillis(ReplicationLinks.BEGUN_NANOS);

    @Test
    void boundsWhatACutOffMasterAcknowledgesAndFencesNoHealthyOne() {
        for (long seed = 1; seed <= 400; seed++) {
            // Given
            Stream stream = new Stream(new Random(seed), INTER);
            stream.linkedForLong();

            // When
            stream.live(6_000);
            stream.cutAt = stream.now;
            stream.live(4_000);

            // Then
            assertThat(stream.fencedAt)
                    .as("seed %d: fenced after the cut, and not before", seed)
                    .isGreaterThanOrEqualTo(stream.cutAt);
            assertThat(stream.acknowledgedAt - stream.cutAt)
                    .as("seed %d: milliseconds of writes that will be lost", seed)
                    .isLessThanOrEqualTo(WINDOW + INTER + SLACK);

            // When
            stream.cutAt = Integer.MAX_VALUE;
            stream.live(500);

            // Then
            assertThat(stream.scene.fence()).as("seed %d: after healing", seed).isEmpty();
        }
    }

    /** A replica that was copied to in full is streamed to a second after that at the latest, and stands still until then. */
    @Test
    void fencesNoMasterThatHasYetToBeginItsStreamsAndBoundsWhatItAcknowledgesOnceItHas() {
        for (long seed = 1; seed <= 400; seed++) {
            // Given
            Stream stream = new Stream(new Random(seed), INTER);
            stream.copiedOneAfterTheOther();

            // When
            stream.live(6_000);
            stream.cutAt = stream.now;
            stream.live(4_000);

            // Then
            assertThat(stream.fencedAt)
                    .as("seed %d: fenced after the cut, and not before", seed)
                    .isGreaterThanOrEqualTo(stream.cutAt);
            assertThat(stream.acknowledgedAt - stream.cutAt)
                    .as("seed %d: milliseconds of writes that will be lost", seed)
                    .isLessThanOrEqualTo(WINDOW + INTER + SLACK);
        }
    }

    @Test
    void boundsWhatAMasterAcknowledgesThatIsCutOffBeforeItBeginsItsStreams() {
        for (long seed = 1; seed <= 400; seed++) {
            // Given
            Stream stream = new Stream(new Random(seed), SHORTER);
            stream.copiedOneAfterTheOther();
            stream.cutAt = stream.copiedAt[1] + stream.random.nextInt(stream.streamedAt[1] - stream.copiedAt[1]);
            // Whoever is cut off copies to nobody.
            stream.copiedAt[2] = Integer.MAX_VALUE;

            // When
            stream.live(6_000);

            // Then
            assertThat(stream.acknowledgedAt - stream.copiedAt[1])
                    .as("seed %d: milliseconds of writes that will be lost", seed)
                    .isLessThanOrEqualTo(BEGUN + SHORTER + SLACK);
        }
    }

    /** A master written to every few milliseconds, and two replicas, each with its own lag and its own phase of the probes. */
    private static final class Stream {
        final Scene scene = Scene.atWork(1 + REPLICAS, 3);
        final Random random;
        final int inter;
        final int[] askedAt = new int[1 + REPLICAS];
        final int[] lag = new int[1 + REPLICAS];
        final int[] copiedAt = new int[1 + REPLICAS];
        final int[] streamedAt = new int[1 + REPLICAS];
        final long[] offsets = new long[20_000];
        long offset = 1_000;
        int now;
        int cutAt = Integer.MAX_VALUE;
        int fencedAt = Integer.MAX_VALUE;
        int acknowledgedAt;

        Stream(Random random, int inter) {
            this.random = random;
            this.inter = inter;
            for (int n = 0; n <= REPLICAS; n++) {
                askedAt[n] = -random.nextInt(inter);
                lag[n] = n == 0 ? 0 : random.nextInt(WINDOW / 2);
            }
        }

        void linkedForLong() {
            for (int n = 1; n <= REPLICAS; n++) {
                copiedAt[n] = 1;
                streamedAt[n] = 1;
            }
        }

        void copiedOneAfterTheOther() {
            for (int n = 1; n <= REPLICAS; n++) {
                copiedAt[n] = 1_000 * n + random.nextInt(500);
                streamedAt[n] = copiedAt[n] + 1 + random.nextInt(ACK);
            }
        }

        void live(int millis) {
            for (int i = 0; i < millis; i++) {
                now++;
                scene.ticker.forward(Duration.ofMillis(1));
                if (now % 25 == 0) {
                    scene.tracker.tick();
                }
                if (random.nextInt(4) == 0 && scene.fence().isEmpty()) {
                    offset += 100;
                    acknowledgedAt = now;
                }
                offsets[now] = offset;
                for (int n = 0; n <= REPLICAS; n++) {
                    if (now - askedAt[n] >= (scene.tracker.inDoubt() ? FAST : inter)) {
                        ask(n);
                    }
                }
                if (!scene.fence().isEmpty() && fencedAt == Integer.MAX_VALUE) {
                    fencedAt = now;
                }
            }
        }

        private void ask(int n) {
            askedAt[n] = now;
            scene.saysAskedAt(n + 1, n == 0 ? master() : replica(n), scene.ticker.nanos());
        }

        private Replication master() {
            return Scene.offset(offset, Scene.master("run-1", "r1", ""));
        }

        private Replication replica(int n) {
            if (now < copiedAt[n]) {
                return Scene.unlinked(Scene.replicaOf(1, "r0"), false);
            }
            boolean streamed = Math.min(now, cutAt) >= streamedAt[n];
            int seen = streamed ? Math.max(copiedAt[n], Math.min(now, cutAt) - lag[n]) : copiedAt[n];
            return Scene.offset(Math.max(1_000, offsets[seen]), Scene.replicaOf(1, "r1"));
        }
    }
}
