package org.rolegate.console.page;

import java.time.Instant;
import java.time.ZoneId;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

class UnitsTest {

    @ParameterizedTest
    @CsvSource({
        "0,0 B",
        "1023,1023 B",
        "1024,1.0 KiB",
        "1536,1.5 KiB",
        "1048575,1.0 MiB",
        "1048576,1.0 MiB",
        "7182312312,6.7 GiB",
        "9223372036854775807,8.0 EiB"
    })
    void writesBytes(long bytes, String shown) {
        assertThat(Units.bytes(bytes)).isEqualTo(shown);
    }

    @ParameterizedTest
    @CsvSource({
        "0,0",
        "'12345','12,345'",
        "'99999','99,999'",
        "100000,100.0 k",
        "999999,1.0 M",
        "1234567,1.2 M",
        "9223372036854775807,9.2 E"
    })
    void writesCounts(long count, String shown) {
        assertThat(Units.count(count)).isEqualTo(shown);
    }

    @ParameterizedTest
    @CsvSource({
        "-5,0 ms",
        "0,0 ms",
        "999,999 ms",
        "1000,1 s",
        "59999,59 s",
        "60000,1 min",
        "187000,3 min 7 s",
        "600000,10 min",
        "629000,10 min",
        "3600000,1 h",
        "7500000,2 h 5 min",
        "90000000,1 d 1 h"
    })
    void writesDurations(long millis, String shown) {
        assertThat(Units.duration(millis)).isEqualTo(shown);
    }

    @Test
    void writesTheDateOnlyWhenItIsNotToday() {
        ZoneId seoul = ZoneId.of("Asia/Seoul");
        Instant now = Instant.parse("2026-11-21T15:30:00Z");

        assertThat(Units.time(Instant.parse("2026-11-21T15:03:04Z"), now, seoul))
                .isEqualTo("00:03:04");
        assertThat(Units.time(Instant.parse("2026-11-21T14:03:04Z"), now, seoul))
                .isEqualTo("2026-11-21 23:03:04");
        assertThat(Units.exactTime(now, seoul)).isEqualTo("2026-11-22T00:30:00+09:00");
    }
}
