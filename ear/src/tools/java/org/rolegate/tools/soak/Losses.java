package org.rolegate.tools.soak;

import java.time.Duration;
import java.util.List;

import org.rolegate.fixture.Write;

/**
 * Acknowledged writes that are gone in the end.
 *
 * <p>Redis replicates asynchronously: what a master acknowledged in the moment before SIGKILL may never have left it, and
 * no proxy can bring it back. Such writes are set apart; all others count against Rolegate.
 *
 * @param unexcused those that had no right to go
 */
record Losses(List<Write> unexcused, List<Write> excused) {

    private static final long MOMENT = Duration.ofSeconds(1).toNanos();

    /** Sets apart those that were acknowledged by a killed master within a second of that. */
    static Losses of(List<Write> lost, List<Kill> kills) {
        return new Losses(
                lost.stream().filter(write -> !isExcused(write, kills)).toList(),
                lost.stream().filter(write -> isExcused(write, kills)).toList());
    }

    private static boolean isExcused(Write write, List<Kill> kills) {
        return kills.stream().anyMatch(kill -> kill.explains(write));
    }

    /**
     * The SIGKILL of a master.
     *
     * @param port the master's
     * @param nanos when, by {@link System#nanoTime()}
     */
    record Kill(int port, long nanos) {

        private boolean explains(Write write) {
            return write.port() == port && Math.abs(write.ended() - nanos) <= MOMENT;
        }
    }
}
