package org.rolegate.net.session;

import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

import io.netty.channel.EventLoop;

import org.rolegate.core.config.FrontendSettings;
import org.rolegate.core.session.SessionMachine;
import org.rolegate.core.session.SessionTimer;

/** The running time limits of one session. Belongs to the session's event loop; most sessions have none. */
final class SessionTimers {

    /** The time for the check of a server that sent a suspected refusal: enough for a few rounds. */
    private static final Duration SUSPICION = Duration.ofMillis(250);

    /** The time in which a replica that became too old must answer the outstanding requests. */
    private static final Duration DRAIN = Duration.ofMillis(100);

    private final SessionMachine machine;
    private final FrontendSettings settings;
    private final EventLoop loop;
    private final Map<SessionTimer, Future<?>> running = new EnumMap<>(SessionTimer.class);

    SessionTimers(SessionMachine machine, FrontendSettings settings, EventLoop loop) {
        this.machine = machine;
        this.settings = settings;
        this.loop = loop;
    }

    /** Returns the time after which a timer fires. */
    static Duration duration(SessionTimer timer, FrontendSettings settings) {
        boolean holds = !settings.hold().timeout().isZero();
        return switch (timer) {
            // A session that has a server is not refused at once, even if clients are never held.
            case HOLD -> holds ? settings.hold().timeout() : settings.timeouts().connect();
            case QUEUE -> settings.timeouts().queue();
            case SUSPICION -> SUSPICION;
            case DRAIN -> DRAIN;
        };
    }

    /** Starts a timer, anew if it is running. */
    void start(SessionTimer timer) {
        stop(timer);
        long millis = duration(timer, settings).toMillis();
        running.put(timer, loop.schedule(() -> machine.onTimer(timer), millis, TimeUnit.MILLISECONDS));
    }

    void stop(SessionTimer timer) {
        Future<?> stopped = running.remove(timer);
        if (stopped != null) {
            stopped.cancel(false);
        }
    }
}
