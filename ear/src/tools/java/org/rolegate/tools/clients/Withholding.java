package org.rolegate.tools.clients;

import java.time.Duration;
import java.util.List;

import org.awaitility.Awaitility;

import org.rolegate.fixture.RedisNode;
import org.rolegate.fixture.RedisSet;
import org.rolegate.fixture.Tap;

/**
 * The death of a master that has carried out what it was asked, and has replicated it, but whose answers have reached
 * nobody.
 */
final class Withholding {

    private static final Duration PATIENCE = Duration.ofSeconds(10);

    /** Many times what a caller waits from one call to the next; well below the clients' own time-outs. */
    private static final Duration STILL = Duration.ofMillis(200);

    private final RedisSet redis;
    private final List<Tap> taps;
    private List<Long> before = List.of();

    /** Each node has the tap at the same place. */
    Withholding(RedisSet redis, List<Tap> taps) {
        this.redis = redis;
        this.taps = taps;
    }

    /** Kills that master; returns how many of its answers nobody has got. */
    int kill(RedisNode master, Counters counters) {
        Tap tap = taps.get(redis.nodes().indexOf(master));
        tap.withholdAnswersTo("INCR");
        before = List.of();
        Awaitility.await()
                .alias("no caller has an answer any more, and the replicas have what was done for them")
                .pollInSameThread()
                .pollInterval(STILL)
                .atMost(PATIENCE)
                .until(() -> isStillEverywhere(counters));
        tap.refuse();
        master.kill();
        if (tap.withheld() == 0) {
            throw new IllegalStateException("No answer of " + master + " was withheld");
        }
        return tap.withheld();
    }

    /** Whether no node has another value than at the last look. */
    private boolean isStillEverywhere(Counters counters) {
        List<List<Long>> now = redis.nodes().stream().map(counters::on).toList();
        boolean still = now.stream().distinct().count() == 1 && now.get(0).equals(before);
        before = now.get(0);
        return still;
    }
}
