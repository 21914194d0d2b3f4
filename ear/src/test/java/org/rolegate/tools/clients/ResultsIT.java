package org.rolegate.tools.clients;

import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** What breaks a promise, and how it is shown. */
class ResultsIT {

    private static final Client CLIENT = new Client("some", "1.0", List::of);

    private final Results results = new Results();

    @Test
    void whateverComesOutBehindHaProxyNoPromiseIsBroken() {
        for (Event event : Event.values()) {
            results.add(new Cell(CLIENT, event, Through.HAPROXY), outcome(5, 5));
        }

        assertThat(results.broken()).isEmpty();
    }

    @Test
    void rolegateDoublesNothingAndLosesNothingThatTheNextMasterHas() {
        for (Event event : Event.values()) {
            results.add(new Cell(CLIENT, event, Through.ROLEGATE), outcome(2, 0));
        }
        results.add(new Cell(CLIENT, Event.KILL, Through.ROLEGATE), outcome(0, 3));

        assertThat(results.broken())
                .containsExactly(
                        "some-planned-rolegate: 2 lost",
                        "some-kill-rolegate: 3 doubled",
                        "some-withheld-rolegate: 2 lost");
    }

    @Test
    void aRunThatDidNotWorkIsNotPassedOver() {
        results.addFailure(new Cell(CLIENT, Event.KILL, Through.HAPROXY), "no port");

        assertThat(results.broken()).containsExactly("some-kill-haproxy did not work: no port");
    }

    @Test
    void theTableHasALineForEachCellWithAllItsRuns() {
        Cell cell = new Cell(CLIENT, Event.KILL, Through.ROLEGATE);
        results.add(cell, new Outcome(1000, 1, Map.of("UNCERTAIN", 1L), 0, 0, 20));
        results.add(cell, new Outcome(1001, 0, Map.of("UNCERTAIN", 1L, "hung", 3L), 2, 0, 30));

        String table = new Table(results)
                .text(List.of(cell, cell), Map.of(new Client("other", "2.0", List::of), "node is not on the PATH"));

        assertThat(table.lines().skip(2))
                .containsExactly(
                        "| some 1.0 | kill -9 | Rolegate | 2,001 | 1 | 5 | 2 | 0 | 30 | 3 hung, 2 UNCERTAIN |",
                        "| other 2.0 | skipped: node is not on the PATH |  |  |  |  |  |  |  |  |");
    }

    private static Outcome outcome(long lost, long doubled) {
        return new Outcome(100, 0, Map.of(), lost, doubled, 1);
    }
}
