package org.rolegate.core.routing;

import java.time.Duration;
import java.util.Map;

import org.junit.jupiter.api.Test;

import org.rolegate.core.config.WeightSettings;

import static org.assertj.core.api.Assertions.assertThat;

class WeightsTest {

    private static final long SECOND = Duration.ofSeconds(1).toNanos();
    private static final long START = Long.MAX_VALUE - 5 * SECOND;

    private final Weights weights = new Weights(new WeightSettings(Map.of("b", 50), 0, Duration.ofSeconds(99)));

    @Test
    void aServerThatIsNotNamedWeighsAHundred() {
        assertThat(weights.configured("a")).isEqualTo(100);
        assertThat(weights.configured("b")).isEqualTo(50);
    }

    @Test
    void everyServerHasItsFullWeightUntilThereWasAMaster() {
        // When
        update(START, false, "a");
        update(START + SECOND, false, "a", "b");
        update(START + 2 * SECOND, true, "a", "b", "c");

        // Then
        for (String id : new String[] {"a", "b", "c"}) {
            assertThat(weights.percent(id, START + 2 * SECOND)).isEqualTo(100);
        }
    }

    @Test
    void theWeightRisesEvenlyFromOnePercent() {
        // Given
        update(START, true, "a");

        // When
        update(START, true, "a", "b");

        // Then
        for (int second = 0; second <= 99; second++) {
            assertThat(weights.percent("b", START + second * SECOND)).isEqualTo(1 + second);
            assertThat(weights.percent("b", START + second * SECOND - 1)).isEqualTo(Math.max(1, second));
        }
        assertThat(weights.percent("b", START + 1000 * SECOND)).isEqualTo(100);
        assertThat(weights.percent("a", START)).isEqualTo(100);
    }

    @Test
    void aReaderWhoseClockIsBehindThePublishersSeesTheBeginning() {
        // Given
        update(START, true, "a");

        // When
        update(START, true, "a", "b");

        // Then
        assertThat(weights.percent("b", START - 2 * SECOND)).isEqualTo(1);
    }

    @Test
    void whatHappensToOthersDoesNotStartItAnew() {
        // Given
        update(START, true, "a");
        update(START, true, "a", "b");

        // When
        update(START + 10 * SECOND, false, "b");
        update(START + 20 * SECOND, true, "c", "b");

        // Then
        assertThat(weights.percent("b", START + 30 * SECOND)).isEqualTo(31);
        assertThat(weights.percent("c", START + 30 * SECOND)).isEqualTo(11);
    }

    @Test
    void everyReturnStartsItAnewAlsoWithoutAMaster() {
        // Given
        update(START, true, "a", "b");
        update(START, true, "b");

        // When
        update(START + SECOND, false, "a", "b");
        update(START + 2 * SECOND, false, "b");
        update(START + 50 * SECOND, false, "a", "b");

        // Then
        assertThat(weights.percent("a", START + 51 * SECOND)).isEqualTo(2);
        assertThat(weights.percent("b", START + 51 * SECOND)).isEqualTo(100);
    }

    @Test
    void withoutASlowStartTheWeightIsFullAtOnce() {
        // Given
        Weights plain = new Weights(WeightSettings.EQUAL);
        plain.update(Field.servers("a"), true, START);

        // When
        plain.update(Field.servers("a", "b"), true, START);

        // Then
        assertThat(plain.percent("b", START)).isEqualTo(100);
    }

    @Test
    void aServerThatStartsSlowlyGetsThatMuchLessOfItsShare() {
        // Given
        update(START, true, "a");
        update(START, true, "a", "b");
        RoundRobin balance = new RoundRobin();
        int toB = 0;

        // When
        for (int pick = 0; pick < 500; pick++) {
            Candidates from =
                    Candidates.of(Field.servers("a", "b"), weights, id -> 0, Field.SOMEBODY, START + 49 * SECOND);
            toB += balance.pick(from).id().equals("b") ? 1 : 0;
        }

        // Then
        assertThat(toB).as("50 %% of 50 against 100: one in five").isEqualTo(100);
    }

    @Test
    void theLastResortStartsSlowlyToo() {
        // Given
        Weights zero = new Weights(new WeightSettings(Map.of("a", 0, "b", 0), 0, Duration.ofSeconds(99)));
        zero.update(Field.servers("a"), true, START);
        zero.update(Field.servers("a", "b"), true, START);

        // When
        Candidates from = Candidates.of(Field.servers("a", "b"), zero, id -> 0, Field.SOMEBODY, START + 24 * SECOND);

        // Then
        assertThat(from.weight(0)).isEqualTo(100);
        assertThat(from.weight(1)).isEqualTo(25);
    }

    private void update(long now, boolean hasMaster, String... ready) {
        weights.update(Field.servers(ready), hasMaster, now);
    }
}
