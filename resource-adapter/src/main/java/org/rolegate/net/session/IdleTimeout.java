package org.rolegate.net.session;

import java.time.Duration;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

import io.netty.channel.EventLoop;
import io.netty.channel.socket.SocketChannel;
import org.jspecify.annotations.Nullable;

import org.rolegate.core.config.TimeoutSettings;
import org.rolegate.core.session.Ending;
import org.rolegate.core.session.SessionMachine;
import org.rolegate.core.time.Ticker;

/**
 * A timeout that ends a session through which no bytes have passed for too long. Belongs to the session's event loop; a
 * session without such a limit has none.
 *
 * <p>As with HAProxy, a byte in either direction counts as activity of both sides. The session is checked four times per
 * timeout and not at every byte, so it ends up to a quarter of the timeout late.
 */
final class IdleTimeout {

    private static final int CHECKS_PER_TIMEOUT = 4;

    private final SessionMachine machine;
    private final SessionTraffic traffic;
    private final EventLoop loop;
    private final TimeoutSettings timeouts;
    private final Ticker ticker;
    private final long periodMillis;
    private long passed = -1;
    private long activeAt;
    private boolean wasFinished;
    /** Null until the first check is scheduled. */
    private @Nullable Future<?> next;

    private IdleTimeout(
            SessionMachine machine,
            SessionTraffic traffic,
            EventLoop loop,
            TimeoutSettings timeouts,
            Ticker ticker,
            long periodMillis) {
        this.machine = machine;
        this.traffic = traffic;
        this.loop = loop;
        this.timeouts = timeouts;
        this.ticker = ticker;
        this.periodMillis = periodMillis;
    }

    /** Checks a session regularly until it ends, if it has an idle limit of any kind. */
    static void watch(
            SessionMachine machine,
            SessionTraffic traffic,
            SocketChannel client,
            TimeoutSettings timeouts,
            Ticker ticker) {
        Duration shortest = shorter(shorter(timeouts.client(), timeouts.server()), timeouts.tunnel());
        shortest = shorter(shortest, timeouts.serverFin());
        if (!shortest.isZero()) {
            long period = Math.max(1, shortest.toMillis() / CHECKS_PER_TIMEOUT);
            IdleTimeout timeout = new IdleTimeout(machine, traffic, client.eventLoop(), timeouts, ticker, period);
            timeout.scheduleCheck();
            client.closeFuture().addListener(closed -> timeout.cancel());
        }
    }

    private void scheduleCheck() {
        next = loop.schedule(this::check, periodMillis, TimeUnit.MILLISECONDS);
    }

    private void cancel() {
        if (next != null) {
            next.cancel(false);
        }
    }

    private void check() {
        if (machine.closed()) {
            return;
        }
        long now = ticker.nanos();
        boolean finished = machine.clientFinished();
        boolean held = machine.held();
        // Rolegate itself stops the traffic of a held session, and that has a limit of its own.
        if (traffic.passed() != passed || held || finished != wasFinished) {
            passed = traffic.passed();
            wasFinished = finished;
            activeAt = now;
        }
        Duration limit = limit();
        if (!limit.isZero() && now - activeAt >= limit.toNanos()) {
            machine.end(ending(limit));
        } else {
            scheduleCheck();
        }
    }

    private Duration limit() {
        if (machine.clientFinished() && !timeouts.serverFin().isZero()) {
            return timeouts.serverFin();
        }
        if (!machine.connected()) {
            return timeouts.client();
        }
        if (!timeouts.tunnel().isZero()) {
            return timeouts.tunnel();
        }
        // A client that has closed its output is not waited for.
        return machine.clientFinished() ? timeouts.server() : shorter(timeouts.client(), timeouts.server());
    }

    private Ending ending(Duration limit) {
        if (machine.clientFinished() && !timeouts.serverFin().isZero()) {
            return Ending.FIN_TIMEOUT;
        }
        return limit.equals(timeouts.server()) && machine.connected() ? Ending.SERVER_TIMEOUT : Ending.CLIENT_TIMEOUT;
    }

    /** Returns the shorter of two limits; zero stands for no limit. */
    private static Duration shorter(Duration one, Duration other) {
        if (one.isZero() || other.isZero()) {
            return one.plus(other);
        }
        return one.compareTo(other) <= 0 ? one : other;
    }
}
