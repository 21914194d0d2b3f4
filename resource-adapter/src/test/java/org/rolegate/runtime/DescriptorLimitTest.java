package org.rolegate.runtime;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import org.rolegate.core.config.MapSource;
import org.rolegate.core.config.Reading;
import org.rolegate.core.config.SettingsReader;

import static org.assertj.core.api.Assertions.assertThat;

class DescriptorLimitTest {

    private static final String LIMITS =
            """
            Limit                     Soft Limit           Hard Limit           Units    \s
            Max cpu time              unlimited            unlimited            seconds  \s
            Max processes             63432                63432                processes\s
            Max open files            %s                 524288               files    \s
            Max locked memory         8388608              8388608              bytes    \s
            """;

    private static String limits(String openFiles) {
        return String.format(Locale.ROOT, LIMITS, openFiles);
    }

    @Test
    void theSoftLimitOfOpenFilesCounts() {
        // When
        DescriptorLimit limit = DescriptorLimit.of(limits("1024"));

        // Then
        assertThat(limit.limit()).hasValue(1024);
        assertThat(limit.connections()).isEqualTo(256);
    }

    @ParameterizedTest
    @CsvSource({"0, 0", "512, 0", "513, 0", "514, 1", "4096, 1792", "999999999999999999, 499999999999999743"})
    void aConnectionTakesTwoAndSomeAreReserved(String limit, long connections) {
        assertThat(DescriptorLimit.of(limits(limit)).connections()).isEqualTo(connections);
    }

    @ParameterizedTest
    @ValueSource(strings = {"unlimited", "-1", "9999999999999999999999"})
    void whatIsNoNumberIsNoLimit(String limit) {
        // When
        DescriptorLimit none = DescriptorLimit.of(limits(limit));

        // Then
        assertThat(none.limit()).isEmpty();
        assertThat(none.connections()).isGreaterThan(Integer.MAX_VALUE);
        assertThat(DescriptorLimit.of("")).isEqualTo(none);
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void thisProcessHasALimit() {
        // When
        DescriptorLimit own = DescriptorLimit.ofThisProcess();

        // Then
        assertThat(own.limit()).isPresent();
        assertThat(own.limit().getAsLong()).isPositive();
    }

    @ParameterizedTest
    @CsvSource({
        "0, 0, 0, 0",
        "100, 0, 0, 100",
        "0, 30, 0, 0",
        "0, 30, 40, 70",
        "50, 30, 40, 50",
        "100, 30, 40, 70",
        "100, 30, 0, 100",
    })
    void theConnectionsThatMayComeAreThoseOfAllFrontendsOrFewer(int all, int master, int replicas, long allowed) {
        // Given
        Map<String, String> values = new HashMap<>();
        values.put("rolegate.maxconn", "" + all);
        values.put("rolegate.frontends.master.maxconn", "" + master);
        values.put("rolegate.frontends.replicas.maxconn", "" + replicas);
        Reading reading = new SettingsReader().read(new MapSource(values));

        // When // Then
        assertThat(DescriptorLimit.allowed(((Reading.Valid) reading).settings()))
                .isEqualTo(allowed);
    }
}
