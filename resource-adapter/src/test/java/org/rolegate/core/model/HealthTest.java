package org.rolegate.core.model;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

class HealthTest {

    private static final int LONGEST = 8;

    @Test
    void standsWhereTheLastRunsOfSuccessesAndFailuresPutItForEverySequenceOfChecks() {
        for (int rise = 1; rise <= 3; rise++) {
            for (int fall = 1; fall <= 3; fall++) {
                for (int length = 1; length <= LONGEST; length++) {
                    for (int bits = 0; bits < 1 << length; bits++) {
                        // Given
                        boolean[] checks = checks(bits, length);

                        // When
                        Health health = after(checks, rise, fall);

                        // Then
                        assertThat(health)
                                .as("rise %d, fall %d, checks %s", rise, fall, checks)
                                .isEqualTo(expected(checks, rise, fall));
                    }
                }
            }
        }
    }

    @Test
    void isChangingExactlyWhileTheLastCheckSpeaksAgainstTheState() {
        for (int length = 1; length <= LONGEST; length++) {
            for (int bits = 0; bits < 1 << length; bits++) {
                // Given
                boolean[] checks = checks(bits, length);

                // When
                Health health = after(checks, 2, 3);

                // Then
                assertThat(health.changing()).isEqualTo(health.up() != checks[length - 1]);
                assertThat(health.up()).isNotEqualTo(health.down());
            }
        }
    }

    @Test
    void isNeitherUpNorDownNorChangingBeforeTheFirstCheck() {
        assertThat(Health.INIT.up()).isFalse();
        assertThat(Health.INIT.down()).isFalse();
        assertThat(Health.INIT.changing()).isFalse();
        assertThat(Health.INIT.description(2, 3)).isEqualTo("INI");
    }

    @ParameterizedTest
    @CsvSource({
        "+, UP",
        "-, DOWN",
        "+-, UP 2/3",
        "+--, UP 1/3",
        "+---, DOWN",
        "+--+, UP",
        "+--+--, UP 1/3",
        "-+, DOWN 1/2",
        "-++, UP",
        "-+-, DOWN",
        "-+-+, DOWN 1/2",
    })
    void saysItsStateInHaproxysWords(String checks, String description) {
        // Given
        Health health = Health.INIT;

        // When
        for (char check : checks.toCharArray()) {
            health = health.after(check == '+', 2, 3);
        }

        // Then
        assertThat(health.description(2, 3)).isEqualTo(description);
    }

    private static Health after(boolean[] checks, int rise, int fall) {
        Health health = Health.INIT;
        for (boolean ok : checks) {
            health = health.after(ok, rise, fall);
        }
        return health;
    }

    /** The same by another way: the first check decides, then every run of equal checks that is long enough. */
    private static Health expected(boolean[] checks, int rise, int fall) {
        boolean up = checks[0];
        int run = 0;
        for (boolean ok : checks) {
            run = ok == up ? 0 : run + 1;
            if (run >= (up ? fall : rise)) {
                up = ok;
                run = 0;
            }
        }
        return new Health(up ? Health.State.UP : Health.State.DOWN, run);
    }

    private static boolean[] checks(int bits, int length) {
        boolean[] checks = new boolean[length];
        for (int i = 0; i < length; i++) {
            checks[i] = (bits >> i & 1) == 1;
        }
        return checks;
    }
}
