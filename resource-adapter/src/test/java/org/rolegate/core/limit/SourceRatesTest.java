package org.rolegate.core.limit;

import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class SourceRatesTest {

    private static final long SECOND = TimeUnit.SECONDS.toNanos(1);

    @Test
    void eachAddressHasARateOfItsOwn() {
        // Given
        var rates = new SourceRates<String>(2);
        rates.take("greedy", 0);
        rates.take("greedy", 0);

        // When
        boolean greedy = rates.take("greedy", 0);
        boolean modest = rates.take("modest", 0);

        // Then
        assertThat(greedy).isFalse();
        assertThat(modest).isTrue();
    }

    @Test
    void anAddressIsForgottenOnceItHasBeenQuietForASecond() {
        // Given
        var rates = new SourceRates<String>(10);
        for (int i = 0; i < 15; i++) {
            rates.take("loud", 0);
        }

        // When
        rates.take("other", SECOND - 1);

        // Then
        assertThat(rates.size()).isEqualTo(2);

        // When
        rates.take("other", SECOND);

        // Then
        assertThat(rates.size()).isOne();
    }

    @Test
    void anAddressThatIsTurnedAwayAgainAndAgainIsNotForgotten() {
        // Given
        var rates = new SourceRates<String>(1);
        rates.take("stubborn", 0);

        for (long now = 0; now < SECOND; now += SECOND / 100) {
            // When
            boolean taken = rates.take("stubborn", now);
            rates.take("other" + now, now);

            // Then
            assertThat(taken).isFalse();
        }
        assertThat(rates.take("stubborn", SECOND)).isTrue();
    }

    @Test
    void aFloodFromMoreAddressesThanAreRememberedTakesNoMoreMemory() {
        // Given
        var rates = new SourceRates<Integer>(1);

        for (int address = 0; address < 3 * SourceRates.MOST; address++) {
            // When
            boolean taken = rates.take(address, address);

            // Then
            assertThat(taken).isTrue();
            assertThat(rates.size()).isLessThanOrEqualTo(SourceRates.MOST);
        }
        int newest = 3 * SourceRates.MOST - 1;
        assertThat(rates.take(newest, newest))
                .as("one seen lately is remembered")
                .isFalse();
        assertThat(rates.take(0, newest)).as("one seen long ago begins anew").isTrue();

        // When
        rates.take(-1, 3 * SECOND);

        // Then
        assertThat(rates.size()).as("when the flood is over").isOne();
    }

    @RepeatedTest(20)
    void itSaysWhatRatesThatAreNeverForgottenWouldSay(RepetitionInfo repetition) {
        // Given
        long seed = repetition.getCurrentRepetition();
        Random random = new Random(seed);
        int perSecond = 1 + random.nextInt(5);
        long now = Long.MAX_VALUE - SECOND * random.nextInt(10);
        var rates = new SourceRates<Integer>(perSecond);
        Map<Integer, Rate> model = new HashMap<>();

        for (int step = 0; step < 5000; step++) {
            now += random.nextInt((int) SECOND / 20);
            int address = random.nextInt(12);
            long at = now;

            // When
            boolean taken = rates.take(address, now);

            // Then
            assertThat(taken)
                    .as("seed %d, step %d", seed, step)
                    .isEqualTo(model.computeIfAbsent(address, first -> new Rate(perSecond, at))
                            .take(now));
            assertThat(rates.size()).isLessThanOrEqualTo(12);
        }
    }
}
