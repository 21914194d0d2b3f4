package org.rolegate.runtime;

import java.time.Duration;
import java.util.List;

import org.junit.jupiter.api.Test;

import org.rolegate.core.config.TargetRole;
import org.rolegate.core.model.Endpoint;
import org.rolegate.core.model.Server;
import org.rolegate.core.time.Ticker;
import org.rolegate.net.fixture.MonitorBench;
import org.rolegate.net.io.Transport;

import static org.assertj.core.api.Assertions.assertThat;

class GroupTest {

    /** Stands still but for one long sleep, right before a chosen reading. */
    private static final class SleepyClock implements Ticker {
        private long now = Duration.ofMinutes(1).toNanos();
        private int untilSleep = -1;

        void sleepBeforeReading(int reading) {
            untilSleep = reading;
        }

        boolean slept() {
            return untilSleep == 0;
        }

        @Override
        public long nanos() {
            if (untilSleep > 0 && --untilSleep == 0) {
                now += Duration.ofSeconds(10).toNanos();
            }
            return now;
        }

        @Override
        public long epochMillis() {
            return SYSTEM.epochMillis();
        }
    }

    @Test
    void aTickInTheMiddleOfWhichTheProcessStoodStillIsNoNews() {
        try (var bench = new MonitorBench(Transport.NIO)) {
            boolean within = true;
            for (int reading = 1; within; reading++) {
                within = forgetsWhatItKnew(bench, reading);
                assertThat(within || reading > 3).as("a tick reads the clock").isTrue();
            }
        }
    }

    /** Returns whether the tick looked at the clock so often. */
    private static boolean forgetsWhatItKnew(MonitorBench bench, int reading) {
        var clock = new SleepyClock();
        var settings = MonitorBench.groupOf(List.of(new Server("redis-1", new Endpoint("127.0.0.1", 1))), List.of());
        var group = new Group(settings, bench.loops, Runnable::run, clock);
        boolean[] within = new boolean[1];
        // One task, so that nothing else reads the clock meanwhile.
        bench.onControlLoop(() -> {
            group.tick();
            assertThat(group.lease(TargetRole.MASTER).valid()).isTrue();
            clock.sleepBeforeReading(reading);
            group.tick();
            within[0] = clock.slept();
            assertThat(group.lease(TargetRole.MASTER).valid())
                    .as("valid after it slept before reading %d of the clock", reading)
                    .isFalse();
        });
        group.stop();
        return within[0];
    }
}
