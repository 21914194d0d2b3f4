package org.rolegate.console.page;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

class ToneTest {

    @ParameterizedTest
    @CsvSource({
        "UP,UP",
        "OPEN,UP",
        "UP 1/3,GOING_DOWN",
        "DOWN,DOWN",
        "DOWN 1/2,GOING_UP",
        "DRAIN,DRAIN",
        "MAINT,MAINT",
        "no check,NO_CHECK",
        "'',NO_CHECK"
    })
    void readsHaproxysWords(String status, Tone tone) {
        assertThat(Tone.of(status)).isEqualTo(tone);
    }
}
