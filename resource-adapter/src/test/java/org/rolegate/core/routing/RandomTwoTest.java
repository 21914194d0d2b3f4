package org.rolegate.core.routing;

import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.random.RandomGenerator;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

class RandomTwoTest {

    private static final int PICKS = 40_000;

    private final Random seeded = new Random(5);
    private final RandomTwo balance = new RandomTwo(() -> seeded);

    @Test
    void drawsByWeightWhileAllAreIdle() {
        // When
        Map<String, Integer> tally = Field.of(100, 0, 200, 50, 1).tally(balance, PICKS);

        // Then
        assertShares(tally, Map.of("a", 100 / 351.0, "c", 200 / 351.0, "d", 50 / 351.0, "e", 1 / 351.0));
    }

    @Test
    void everyServerTakesAsMuchRoomAsItWeighsAndTheFirstDrawnStaysAmongEquals() {
        // Given
        Field field = Field.of(1, 2);

        // When, then
        assertThat(picks(field, 0, 0)).isEqualTo("a");
        assertThat(picks(field, 99, 100)).isEqualTo("a");
        assertThat(picks(field, 100, 99)).isEqualTo("b");
        assertThat(picks(field, 299, 299)).isEqualTo("b");
        assertThat(picks(field.open(1, 0), 0, 299)).isEqualTo("b");
        assertThat(picks(field.open(1, 3), 0, 299)).isEqualTo("a");
    }

    /** The busier one is taken only if both draws give it. */
    @Test
    void takesTheLessBusyOfTheTwo() {
        // When
        Map<String, Integer> oneIsBusier = Field.of(100, 100).open(7, 6).tally(balance, PICKS);
        Map<String, Integer> allDiffer = Field.of(100, 100, 100).open(2, 0, 1).tally(balance, PICKS);

        // Then
        assertShares(oneIsBusier, Map.of("a", 1 / 4.0, "b", 3 / 4.0));
        assertShares(allDiffer, Map.of("a", 1 / 9.0, "b", 5 / 9.0, "c", 3 / 9.0));
    }

    @Test
    void countsSessionsForTheWeight() {
        // When
        Map<String, Integer> heavyIsBusier = Field.of(200, 100).open(21, 10).tally(balance, PICKS);
        Map<String, Integer> lightIsBusier = Field.of(200, 100).open(19, 10).tally(balance, PICKS);
        Map<String, Integer> equal = Field.of(200, 100).open(20, 10).tally(balance, PICKS);

        // Then
        assertShares(heavyIsBusier, Map.of("a", 4 / 9.0, "b", 5 / 9.0));
        assertShares(lightIsBusier, Map.of("a", 8 / 9.0, "b", 1 / 9.0));
        assertShares(equal, Map.of("a", 6 / 9.0, "b", 3 / 9.0));
    }

    @Test
    void fillsTheServersMoreEvenlyThanChanceWould() {
        // Given
        Field field = Field.of(100, 100, 100, 100, 100, 200);

        // When
        for (int session = 0; session < 70_000; session++) {
            field.sessions.merge(field.pick(balance), 1, Integer::sum);
        }

        // Then
        for (String id : field.ids()) {
            assertThat(field.load(id)).isCloseTo(100, within(0.2));
        }
    }

    @Test
    void keepsItsHeadWithVeryManySessions() {
        // When
        Map<String, Integer> tally =
                Field.of(256, 256).open(2_000_000_000, 1_999_999_999).tally(balance, PICKS);

        // Then
        assertShares(tally, Map.of("a", 1 / 4.0, "b", 3 / 4.0));
    }

    private static String picks(Field field, int first, int second) {
        Iterator<Integer> draws = List.of(first, second).iterator();
        RandomGenerator scripted = new RandomGenerator() {
            @Override
            public long nextLong() {
                throw new UnsupportedOperationException();
            }

            @Override
            public int nextInt(int bound) {
                assertThat(bound).isEqualTo(300);
                return draws.next();
            }
        };
        return field.pick(new RandomTwo(() -> scripted));
    }

    private static void assertShares(Map<String, Integer> tally, Map<String, Double> expected) {
        assertThat(tally.keySet()).isEqualTo(expected.keySet());
        expected.forEach(
                (id, share) -> assertThat(tally.get(id) / (double) PICKS).as(id).isCloseTo(share, within(0.01)));
    }
}
