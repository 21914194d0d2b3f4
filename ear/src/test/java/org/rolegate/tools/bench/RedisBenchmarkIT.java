package org.rolegate.tools.bench;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** What is read from redis-benchmark's output. */
class RedisBenchmarkIT {

    private static final String HEAD = "\"test\",\"rps\",\"avg_latency_ms\",\"min_latency_ms\",\"p50_latency_ms\","
            + "\"p95_latency_ms\",\"p99_latency_ms\",\"max_latency_ms\"\n";

    @Test
    void theFiguresAreFoundByTheirNamesAmongWarnings() {
        // When
        Sample sample = RedisBenchmark.parse("WARNING: Could not fetch server CONFIG\n" + HEAD
                + "\"GET bench:64\",\"56179.77\",\"0.551\",\"0.208\",\"0.535\",\"0.751\",\"1.023\",\"2.111\"\n");

        // Then
        assertThat(sample.rate()).isEqualTo(56179.77);
        assertThat(sample.p50()).isEqualTo(0.535);
        assertThat(sample.p99()).isEqualTo(1.023);
        assertThat(sample.cpu()).isNaN();
    }

    @Test
    void anOutputWithoutFiguresIsShown() {
        assertThatThrownBy(() -> RedisBenchmark.parse("Error from server: NOAUTH Authentication required.\n"))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("NOAUTH");
        assertThatThrownBy(() -> RedisBenchmark.parse(HEAD)).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void anOlderRedisBenchmarkIsNotTakenForOneOfNow() {
        assertThatThrownBy(() -> RedisBenchmark.parse("\"test\",\"rps\"\n\"GET\",\"56179.77\"\n"))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("redis-benchmark 7 or newer");
    }
}
