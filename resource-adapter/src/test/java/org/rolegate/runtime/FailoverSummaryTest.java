package org.rolegate.runtime;

import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;

import org.rolegate.core.record.FailoverRecord;
import org.rolegate.core.record.FailoverRecord.Kind;
import org.rolegate.core.record.SessionTally;
import org.rolegate.core.stats.CommandCounts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.rolegate.core.record.FailoverRecord.UNKNOWN;

class FailoverSummaryTest {

    private static FailoverRecord finished(Kind kind, String to, long firstClient, SessionTally.Toll toll, long lost) {
        return new FailoverRecord(
                1, kind, true, 0, "redis-1", to, 412, firstClient, toll, 12, 12, 5000, 5000, lost, "why", List.of());
    }

    private static List<String> logged(FailoverRecord finished) {
        try (var log = new LogLines()) {
            new FailoverSummary("main").accept(finished);
            return log.lines();
        }
    }

    @Test
    void aFailoverIsSummedUpInOneSentence() {
        assertThat(logged(finished(
                        Kind.TAKEOVER, "redis-2", 430, new SessionTally.Toll(0, 50, 49, 0, CommandCounts.NONE), 0)))
                .containsExactly(
                        "INFO RLG01020: Group main: failover redis-1 -> redis-2 took 412 ms (first client after"
                                + " 430 ms): 12 clients held, 50 sessions moved, 0 closed, 0 commands uncertain, 0 bytes"
                                + " possibly lost");
    }

    @Test
    void whatIsUnknownReadsSo() {
        var toll = new SessionTally.Toll(3, 7, 7, 2, new CommandCounts(Map.of("incr", 10L, "lpush", 2L)));

        assertThat(logged(finished(Kind.TAKEOVER, "redis-2", UNKNOWN, toll, UNKNOWN)))
                .containsExactly("INFO RLG01020: Group main: failover redis-1 -> redis-2 took 412 ms (no client bytes"
                        + " yet): 12 clients held, 7 sessions moved, 3 closed, 12 commands uncertain, an unknown number"
                        + " of bytes possibly lost");
    }

    @Test
    void aReturnAndAFenceAreNoFailover() {
        var toll = SessionTally.Toll.NONE;

        assertThat(logged(finished(Kind.RETURN, "redis-1", 430, toll, 0)))
                .singleElement()
                .asString()
                .contains(": return of redis-1 took 412 ms");
        assertThat(logged(finished(Kind.FENCE, "redis-1", 430, toll, 0)))
                .singleElement()
                .asString()
                .contains(": fence of redis-1 took 412 ms");
    }
}
