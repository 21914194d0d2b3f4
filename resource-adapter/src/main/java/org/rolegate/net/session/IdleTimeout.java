package org.rolegate.net.session;

import java.time.Duration;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

import io.netty.channel.EventLoop;
import io.netty.channel.socket.SocketChannel;

import org.rolegate.core.config.TimeoutSettings;
import org.rolegate.core.session.Ending;
import org.rolegate.core.session.SessionMachine;
import org.rolegate.core.time.Ticker;

/**
 * Ends a session through which nothing has passed for too long. As with HAProxy, a byte either way is a sign of life of both
 * sides. The session is looked at four times in the time that it may stand still, and not at every byte: it ends up to a
 * quarter late. Belongs to the session's event loop; there is none where no such time is set.
 */
final class IdleTimeout {

    private static final int LOOKS = 4;

    private final SessionMachine machine;
    private final SessionTraffic traffic;
    private final EventLoop loop;
    private final TimeoutSettings timeouts;
    private final Ticker ticker;
    private final long period;
    private long passed = -1;
    private long movedAt;
    private boolean wasFinished;
    private Future<?> next;

    private IdleTimeout(
            SessionMachine machine,
            SessionTraffic traffic,
            EventLoop loop,
            TimeoutSettings timeouts,
            Ticker ticker,
            long period) {
        this.machine = machine;
        this.traffic = traffic;
        this.loop = loop;
        this.timeouts = timeouts;
        this.ticker = ticker;
        this.period = period;
    }

    /** Looks at a session from now on until it ends, if there is a limit of any kind. */
    static void watch(
            SessionMachine machine,
            SessionTraffic traffic,
            SocketChannel client,
            TimeoutSettings timeouts,
            Ticker ticker) {
        Duration shortest = shorter(shorter(timeouts.client(), timeouts.server()), timeouts.tunnel());
        shortest = shorter(shortest, timeouts.serverFin());
        if (!shortest.isZero()) {
            long period = Math.max(1, shortest.toMillis() / LOOKS);
            IdleTimeout stillness = new IdleTimeout(machine, traffic, client.eventLoop(), timeouts, ticker, period);
            stillness.lookLater();
            client.closeFuture().addListener(closed -> stillness.next.cancel(false));
        }
    }

    private void lookLater() {
        next = loop.schedule(this::look, period, TimeUnit.MILLISECONDS);
    }

    private void look() {
        if (machine.closed()) {
            return;
        }
        long now = ticker.nanos();
        boolean finished = machine.clientFinished();
        boolean held = machine.held();
        // One that is held stands still by our will, and has a limit of its own.
        if (traffic.passed() != passed || held || finished != wasFinished) {
            passed = traffic.passed();
            wasFinished = finished;
            movedAt = now;
        }
        Duration most = most();
        if (!most.isZero() && now - movedAt >= most.toNanos()) {
            machine.end(ending(most));
        } else {
            lookLater();
        }
    }

    private Duration most() {
        if (machine.clientFinished() && !timeouts.serverFin().isZero()) {
            return timeouts.serverFin();
        }
        if (!machine.connected()) {
            return timeouts.client();
        }
        if (!timeouts.tunnel().isZero()) {
            return timeouts.tunnel();
        }
        // Who has said its last is not waited for.
        return machine.clientFinished() ? timeouts.server() : shorter(timeouts.client(), timeouts.server());
    }

    private Ending ending(Duration most) {
        if (machine.clientFinished() && !timeouts.serverFin().isZero()) {
            return Ending.FIN_TIMEOUT;
        }
        return most.equals(timeouts.server()) && machine.connected() ? Ending.SERVER_TIMEOUT : Ending.CLIENT_TIMEOUT;
    }

    private static Duration shorter(Duration one, Duration other) {
        if (one.isZero() || other.isZero()) {
            return one.plus(other);
        }
        return one.compareTo(other) <= 0 ? one : other;
    }
}
