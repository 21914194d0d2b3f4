package org.rolegate.net;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class SeldomTest {

    private final TurnedClock clock = new TurnedClock();
    private final Seldom seldom = new Seldom(clock);
    private final List<Long> said = new ArrayList<>();

    private void happens(int times) {
        for (int i = 0; i < times; i++) {
            seldom.happened(said::add);
        }
    }

    @Test
    void saysTheFirstTimeAtOnceAndTheOthersOnceAMinuteWithTheirNumber() {
        happens(1);
        assertThat(said).containsExactly(1L);

        // When
        happens(1000);
        clock.turn(Duration.ofSeconds(59));
        happens(1);

        // Then
        assertThat(said).containsExactly(1L);

        // When
        clock.turn(Duration.ofSeconds(1));
        happens(2);

        // Then
        assertThat(said).containsExactly(1L, 1002L);

        // When
        clock.turn(Duration.ofMinutes(10));
        happens(1);

        // Then
        assertThat(said).containsExactly(1L, 1002L, 2L);
    }
}
