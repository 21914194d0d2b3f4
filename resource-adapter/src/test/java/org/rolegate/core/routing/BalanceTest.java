package org.rolegate.core.routing;

import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import org.rolegate.core.config.BalanceKind;

import static org.assertj.core.api.Assertions.assertThat;

/** What holds of every balance, and the simplest of them. */
class BalanceTest {

    private static final Map<BalanceKind, Class<? extends Balance>> CLASSES = Map.of(
            BalanceKind.ROUNDROBIN, RoundRobin.class,
            BalanceKind.LEASTCONN, LeastConn.class,
            BalanceKind.SOURCE, Source.class,
            BalanceKind.FIRST, First.class,
            BalanceKind.RANDOM, RandomTwo.class);

    @ParameterizedTest
    @EnumSource(BalanceKind.class)
    void eachKindIsItsOwnClassAndStartsAnew(BalanceKind kind) {
        // When
        Balance balance = Balance.of(kind);

        // Then
        assertThat(balance).isInstanceOf(CLASSES.get(kind)).isNotSameAs(Balance.of(kind));
    }

    @ParameterizedTest
    @EnumSource(BalanceKind.class)
    void noneTakesAServerOfWeightZeroWhileAnotherIsReady(BalanceKind kind) {
        // Given
        Field field = Field.of(0, 1, 0);
        Balance balance = Balance.of(kind);

        // When
        for (int pick = 0; pick < 200; pick++) {
            String chosen = field.open(0, 1_000, 0).pick(balance);

            // Then
            assertThat(chosen).isEqualTo("b");
        }
    }

    @ParameterizedTest
    @EnumSource(BalanceKind.class)
    void eachServesEvenIfEveryServerHasWeightZero(BalanceKind kind) {
        // When
        Map<String, Integer> tally = Field.of(0, 0).tally(Balance.of(kind), 200);

        // Then
        assertThat(tally.values().stream().mapToInt(count -> count).sum()).isEqualTo(200);
        assertThat(tally.keySet()).isSubsetOf("a", "b");
    }

    @Test
    void theFirstIsTheFirstHoweverBusyAndLight() {
        // Given
        Field field = Field.of(1, 256, 256).open(1_000, 0, 0);

        // When
        String picks = field.picks(new First(), 5) + field.without("a").picks(new First(), 5);

        // Then
        assertThat(picks).isEqualTo("aaaaabbbbb");
    }
}
