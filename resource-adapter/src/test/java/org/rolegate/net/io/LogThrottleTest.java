package org.rolegate.net.io;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

import org.junit.jupiter.api.Test;

import org.rolegate.net.fixture.TurnedClock;

import static org.assertj.core.api.Assertions.assertThat;

class LogThrottleTest {

    private final TurnedClock clock = new TurnedClock();
    private final LogThrottle seldom = new LogThrottle(clock);
    private final List<Long> reported = new ArrayList<>();

    private void happens(int times) {
        for (int i = 0; i < times; i++) {
            seldom.onEvent(reported::add);
        }
    }

    @Test
    void saysTheFirstTimeAtOnceAndTheOthersOnceAMinuteWithTheirNumber() {
        happens(1);
        assertThat(reported).containsExactly(1L);

        // When
        happens(1000);
        clock.turn(Duration.ofSeconds(59));
        happens(1);

        // Then
        assertThat(reported).containsExactly(1L);

        // When
        clock.turn(Duration.ofSeconds(1));
        happens(2);

        // Then
        assertThat(reported).containsExactly(1L, 1002L);

        // When
        clock.turn(Duration.ofMinutes(10));
        happens(1);

        // Then
        assertThat(reported).containsExactly(1L, 1002L, 2L);
    }
}
