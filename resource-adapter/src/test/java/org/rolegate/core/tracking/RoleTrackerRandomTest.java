package org.rolegate.core.tracking;

import java.util.ArrayList;
import java.util.List;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

/**
 * Random lives of small simulated sets, seen through late and lost messages: the invariants I1, I2, I10 of the election
 * hold at every step, and once all has come to rest the legitimate master is in use.
 *
 * <p>A failure prints its seed and every step; {@code -Drolegate.test.seed=...} runs that one life first.
 */
class RoleTrackerRandomTest {

    private static final int LIVES = 1_200;
    private static final int STEPS = 200;
    private static final long SEED = Long.getLong("rolegate.test.seed", 1);

    @Test
    void keepsItsPromisesInEverySimulatedLifeWithoutSentinels() {
        live(0);
    }

    @Test
    void keepsItsPromisesInEverySimulatedLifeWithThreeSentinels() {
        live(3);
    }

    private static void live(int sentinels) {
        long elections = 0;
        for (long seed = SEED; seed < SEED + LIVES; seed++) {
            Life life = new Life(seed, sentinels, step -> {});
            try {
                life.run(STEPS);
            } catch (AssertionError broken) {
                fail(replay(seed, sentinels), broken);
            }
            elections += life.elections();
        }
        assertThat(elections).as("the lives were eventful").isGreaterThan(LIVES);
    }

    private static String replay(long seed, int sentinels) {
        List<String> steps = new ArrayList<>();
        Life life = new Life(seed, sentinels, steps::add);
        try {
            life.run(STEPS);
        } catch (AssertionError broken) {
            steps.add("BROKEN: " + broken.getMessage());
        }
        return "-Drolegate.test.seed=" + seed + ", " + sentinels + " Sentinels:\n" + String.join("\n", steps);
    }
}
