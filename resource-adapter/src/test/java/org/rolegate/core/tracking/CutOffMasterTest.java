package org.rolegate.core.tracking;

import java.time.Duration;
import java.util.Random;

import org.junit.jupiter.api.Test;

import org.rolegate.core.model.Replication;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * I4 in a simulated stream of writes: a master that its replicas have lost acknowledges no more than the window, a period of the
 * probes and a few fast ones allow; and one whose replicas merely lag a little is never fenced.
 */
class CutOffMasterTest {

    private static final int INTER = 1_000;
    private static final int FAST = 100;
    private static final int WINDOW = 400;
    private static final int SLACK = 250;
    private static final int REPLICAS = 2;

    @Test
    void boundsWhatACutOffMasterAcknowledgesAndFencesNoHealthyOne() {
        for (long seed = 1; seed <= 400; seed++) {
            // Given
            Stream stream = new Stream(new Random(seed));

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

    /** A master written to every few milliseconds, and two replicas, each with its own lag and its own phase of the probes. */
    private static final class Stream {
        final Scene scene = Scene.atWork(1 + REPLICAS, 3);
        final Random random;
        final int[] askedAt = new int[1 + REPLICAS];
        final int[] lag = new int[1 + REPLICAS];
        final long[] offsets = new long[20_000];
        long offset = 1_000;
        int now;
        int cutAt = Integer.MAX_VALUE;
        int fencedAt = Integer.MAX_VALUE;
        int acknowledgedAt;

        Stream(Random random) {
            this.random = random;
            for (int n = 0; n <= REPLICAS; n++) {
                askedAt[n] = -random.nextInt(INTER);
                lag[n] = n == 0 ? 0 : random.nextInt(WINDOW / 2);
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
                    if (now - askedAt[n] >= (scene.tracker.inDoubt() ? FAST : INTER)) {
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
            Replication said = n == 0 ? Scene.master("run-1", "r1", "") : Scene.replicaOf(1, "r1");
            int seen = n == 0 ? now : Math.max(1, Math.min(now, cutAt) - lag[n]);
            scene.saysAskedAt(n + 1, Scene.offset(Math.max(1_000, offsets[seen]), said), scene.ticker.nanos());
        }
    }
}
