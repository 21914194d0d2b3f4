package org.rolegate.core.config;

import java.time.Duration;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

class DurationTextTest {

    @ParameterizedTest
    @CsvSource({"250, PT0.25S", "250ms, PT0.25S", "5us, PT0.000005S", "3s, PT3S", "2m, PT2M", "1h, PT1H", "1d, PT24H"})
    void readsTheUnitsOfHaproxy(String text, Duration expected) {
        assertThat(DurationText.parse(text)).contains(expected);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "s", "-1s", "+1s", "1.5s", "1 s", "1S", "1w", "PT1S", "9999999999"})
    void readsNothingElse(String text) {
        assertThat(DurationText.parse(text)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"PT0.25S, 250ms", "PT3S, 3s", "PT2M, 2m", "PT90S, 90s", "PT24H, 24h"})
    void writesTheLargestUnitThatFits(Duration duration, String expected) {
        assertThat(DurationText.format(duration)).isEqualTo(expected);
    }
}
