package org.rolegate.core.tracking;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import java.util.stream.LongStream;

import org.junit.jupiter.api.Test;

import org.rolegate.testing.Slow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

/**
 * Random lives of small simulated sets, written to all the time and seen through late and lost messages: the {@link Promises}
 * hold at every step, and once all has come to rest the legitimate master is in use.
 *
 * <p>A failure prints its seed and every step of the shortest life found that fails; {@code -Drolegate.test.seed=...} runs that
 * life first, {@code -Drolegate.test.lives=...} runs more of them.
 */
@Slow
class RoleTrackerRandomTest {

    private static final int LIVES = Integer.getInteger("rolegate.test.lives", 2_500);
    private static final int STEPS = 400;
    private static final long SEED = Long.getLong("rolegate.test.seed", 1);
    private static final BitSet NONE = new BitSet();

    @Test
    void keepsItsPromisesInEverySimulatedLifeWithoutSentinels() {
        live(0);
    }

    @Test
    void keepsItsPromisesInEverySimulatedLifeWithThreeSentinels() {
        live(3);
    }

    /** How one life went; broken is the step at which a promise was. */
    private record Outcome(long seed, long elections, long acknowledged, Optional<Integer> broken) {}

    private static void live(int sentinels) {
        List<Outcome> lives = LongStream.range(SEED, SEED + LIVES)
                .parallel()
                .mapToObj(seed -> live(seed, sentinels))
                .toList();
        lives.stream()
                .filter(life -> life.broken().isPresent())
                .findFirst()
                .ifPresent(life ->
                        fail(shortest(life.seed(), sentinels, life.broken().get())));
        assertThat(lives.stream().mapToLong(Outcome::elections).sum())
                .as("the lives were eventful")
                .isGreaterThan(LIVES);
        assertThat(lives.stream().mapToLong(Outcome::acknowledged).sum())
                .as("the masters were written to")
                .isGreaterThan(LIVES * STEPS / 4L);
    }

    private static Outcome live(long seed, int sentinels) {
        Life life = new Life(seed, sentinels, NONE, Optional.empty());
        boolean broken = lived(life, STEPS).isPresent();
        return new Outcome(
                seed, life.elections(), life.acknowledged(), broken ? Optional.of(life.step()) : Optional.empty());
    }

    /** Ends the life where it broke, and leaves out every mishap without which it breaks all the same. */
    private static String shortest(long seed, int sentinels, int brokenAt) {
        int steps = Math.min(STEPS, brokenAt + 1);
        BitSet dropped = new BitSet();
        for (int step = steps - 1; step >= 0; step--) {
            dropped.set(step);
            if (lived(new Life(seed, sentinels, dropped, Optional.empty()), steps)
                    .isEmpty()) {
                dropped.clear(step);
            }
        }
        List<String> description = new ArrayList<>();
        Optional<AssertionError> broken =
                lived(new Life(seed, sentinels, dropped, Optional.of(description::add)), steps);
        description.add("BROKEN: " + broken.map(Throwable::getMessage).orElse("no more"));
        return "-Drolegate.test.seed=" + seed + ", " + sentinels + " Sentinels, " + (steps - dropped.cardinality())
                + " of " + steps + " steps:\n" + String.join("\n", description);
    }

    private static Optional<AssertionError> lived(Life life, int steps) {
        try {
            life.run(steps);
            return Optional.empty();
        } catch (AssertionError broken) {
            return Optional.of(broken);
        }
    }
}
