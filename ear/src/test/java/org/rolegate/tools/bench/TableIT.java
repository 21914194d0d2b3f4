package org.rolegate.tools.bench;

import java.util.List;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** How the results are put together. */
class TableIT {

    private static final Load NONE = (stand, target, requests) -> null;

    private final Results results = new Results();

    @Test
    void eachRoundIsComparedWithItselfAndAboveOneIsBetter() {
        // Given
        var cell = new Cell("get", "GET", NONE, 1, List.of(Target.values()), List.of(Figure.RATE, Figure.P99));
        round(cell, new Sample(100, 1, 2, Double.NaN), new Sample(50, 1, 4, 3), new Sample(40, 1, 8, 6));
        round(cell, new Sample(10, 1, 2, Double.NaN), new Sample(5, 1, 4, 3), new Sample(6, 1, 2, 6));
        round(cell, new Sample(1000, 1, 2, Double.NaN), new Sample(500, 1, 4, 3), new Sample(500, 1, 4, 6));

        // When
        List<String> lines = new Table(results).text(List.of(cell)).lines().toList();

        // Then
        assertThat(lines)
                .containsExactly(
                        "| cell | figure | direct | HAProxy | Rolegate | Rolegate relay | Rolegate to HAProxy |"
                                + " Rolegate to direct | tracked to relay |",
                        "| --- | --- | ---: | ---: | ---: | ---: | --- | --- | --- |",
                        "| `get` GET | requests/s | 100 | 50 | 40 |  | 1.00 (0.80..1.20) | 0.50 (0.40..0.60) |  |",
                        "|  | p99, ms | 2.000 | 4.000 | 4.000 |  | 1.00 (0.50..2.00) | 0.50 (0.25..1.00) |  |");
    }

    @Test
    void whatADirectConnectionHasNotIsLeftOut() {
        // Given
        var cell = new Cell("get", "GET", NONE, 1, List.of(Target.values()), List.of(Figure.CPU));
        round(cell, new Sample(100, 1, 2, Double.NaN), new Sample(50, 1, 4, 3), new Sample(40, 1, 8, 6));

        // When
        List<String> lines = new Table(results).text(List.of(cell)).lines().toList();

        // Then
        assertThat(lines)
                .last()
                .isEqualTo("| `get` GET | proxy CPU, us/request |  | 3.00 | 6.00 |  | 0.50 (0.50..0.50) |  |  |");
    }

    private void round(Cell cell, Sample direct, Sample haproxy, Sample rolegate) {
        results.add(cell, Target.DIRECT, direct);
        results.add(cell, Target.HAPROXY, haproxy);
        results.add(cell, Target.ROLEGATE, rolegate);
    }
}
