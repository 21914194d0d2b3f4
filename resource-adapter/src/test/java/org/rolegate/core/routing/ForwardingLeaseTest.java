package org.rolegate.core.routing;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.rolegate.core.time.Ticker;

import static org.assertj.core.api.Assertions.assertThat;

class ForwardingLeaseTest {

    private static final Duration VALID = Duration.ofMillis(100);

    /** Starts just before its nanoseconds overflow, and can be moved between two readings. */
    private static final class ManualTicker implements Ticker {
        private final AtomicLong nanos = new AtomicLong(Long.MAX_VALUE - 10);
        private Runnable afterReading = () -> {};

        @Override
        public long nanos() {
            long now = nanos.get();
            afterReading.run();
            return now;
        }

        @Override
        public long epochMillis() {
            return 0;
        }

        void forward(Duration by) {
            nanos.addAndGet(by.toNanos());
        }
    }

    private final ManualTicker ticker = new ManualTicker();
    private final ForwardingLease lease = new ForwardingLease(ticker);

    private static Pool pool(Set<String> mayStay, Set<String> paused) {
        return new Pool(List.of(), mayStay, paused, true, "no server");
    }

    @Test
    void aNewLeasePermitsNoServer() {
        assertThat(lease.valid()).isTrue();
        assertThat(lease.permits("redis-1")).isFalse();
    }

    @Test
    void onlyServersThatSessionsMayStayOnAndThatAreNotPausedArePermitted() {
        lease.grant(pool(Set.of("redis-1", "redis-2"), Set.of("redis-2")), false);

        assertThat(lease.permits("redis-1")).isTrue();
        assertThat(lease.permits("redis-2")).as("paused").isFalse();
        assertThat(lease.permits("redis-3")).as("not in the pool").isFalse();
    }

    @Test
    void aServerThatIsPausedThoughNoSessionMayStayThereIsNotPermitted() {
        lease.grant(pool(Set.of("redis-1"), Set.of("redis-2")), false);

        assertThat(lease.permits("redis-2")).isFalse();
    }

    @Test
    void aGrantReplacesTheFormerOne() {
        lease.grant(pool(Set.of("redis-1"), Set.of()), false);
        lease.grant(pool(Set.of("redis-2"), Set.of()), false);

        assertThat(lease.permits("redis-1")).isFalse();
        assertThat(lease.permits("redis-2")).isTrue();
    }

    @ParameterizedTest(name = "{0} ns before its end")
    @ValueSource(longs = {1, 1_000, 99_999_999})
    void itIsValidForAHundredMillisecondsAfterItsRenewal(long before) {
        lease.grant(pool(Set.of("redis-1"), Set.of()), false);
        lease.renew(ticker.nanos());

        ticker.forward(VALID.minusNanos(before));

        assertThat(lease.permits("redis-1")).isTrue();
        assertThat(lease.permitsReplies()).isTrue();
    }

    @Test
    void itExpiresUnlessItIsRenewed() {
        lease.grant(pool(Set.of("redis-1"), Set.of()), false);
        lease.renew(ticker.nanos());

        ticker.forward(VALID);

        assertThat(lease.permits("redis-1")).isFalse();
        assertThat(lease.permitsReplies()).isFalse();
        assertThat(lease.valid()).isFalse();
    }

    @Test
    void aGrantDoesNotRenewIt() {
        ticker.forward(VALID);

        lease.grant(pool(Set.of("redis-1"), Set.of()), false);

        assertThat(lease.permits("redis-1")).isFalse();
    }

    @Test
    void aTickThatWasPausedHalfWayRenewsNothing() {
        lease.grant(pool(Set.of("redis-1"), Set.of()), false);
        long began = ticker.nanos();
        ticker.forward(VALID.multipliedBy(50));

        lease.renew(began);

        assertThat(lease.permits("redis-1")).isFalse();
    }

    @Test
    void aRenewalBringsItBack() {
        lease.grant(pool(Set.of("redis-1"), Set.of()), false);
        ticker.forward(VALID.multipliedBy(50));

        lease.renew(ticker.nanos());

        assertThat(lease.permits("redis-1")).isTrue();
    }

    @Test
    void aSuspendedLeasePermitsNothingNotEvenReplies() {
        lease.grant(pool(Set.of("redis-1"), Set.of()), true);

        assertThat(lease.permits("redis-1")).isFalse();
        assertThat(lease.permitsReplies()).isFalse();
        assertThat(lease.valid()).isFalse();
    }

    @Test
    void aRenewalDoesNotEndASuspension() {
        lease.grant(pool(Set.of("redis-1"), Set.of()), true);

        lease.renew(ticker.nanos());

        assertThat(lease.valid()).isFalse();
    }

    @Test
    void aGrantWithdrawnWhileItIsAskedIsSeen() {
        lease.grant(pool(Set.of("redis-1"), Set.of()), false);
        ticker.afterReading = () -> lease.grant(pool(Set.of(), Set.of()), false);

        assertThat(lease.permits("redis-1"))
                .as("withdrawn after the clock was read")
                .isFalse();
    }
}
