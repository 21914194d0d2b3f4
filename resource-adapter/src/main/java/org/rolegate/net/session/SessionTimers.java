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

/** What one session waits for, each for so long at most. Belongs to the session's event loop; most sessions have none. */
final class SessionTimers {

    /** The check of a server that refused: enough for a few rounds. */
    private static final Duration SUSPICION = Duration.ofMillis(250);

    /** How long a replica that became too old may take to answer what it was asked before. */
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

    /** Returns how long a session waits for this at most. */
    static Duration longest(SessionTimer timer, FrontendSettings settings) {
        boolean holds = !settings.hold().timeout().isZero();
        return switch (timer) {
            // A session that has a server is not refused at once even where clients are never held.
            case HOLD -> holds ? settings.hold().timeout() : settings.timeouts().connect();
            case QUEUE -> settings.timeouts().queue();
            case SUSPICION -> SUSPICION;
            case DRAIN -> DRAIN;
        };
    }

    void start(SessionTimer timer) {
        stop(timer);
        Duration longest = longest(timer, settings);
        running.put(timer, loop.schedule(() -> machine.onTimer(timer), longest.toMillis(), TimeUnit.MILLISECONDS));
    }

    void stop(SessionTimer timer) {
        Future<?> stopped = running.remove(timer);
        if (stopped != null) {
            stopped.cancel(false);
        }
    }
}
