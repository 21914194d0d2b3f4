package org.rolegate.health;

import java.util.Optional;

import jakarta.enterprise.context.ApplicationScoped;

import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.HealthCheckResponseBuilder;
import org.eclipse.microprofile.health.Liveness;

/**
 * The liveness check: alive until an event loop has been stuck for so long that only a restart of the application server
 * helps.
 *
 * <p>A platform that polls this check restarts the application server when it is DOWN. So it is DOWN only for a stuck event
 * loop, which a restart cures. It stays UP in these cases:
 *
 * <ul>
 *   <li>Redis is down: a restart does not bring Redis back, and stops every other application of the server.
 *   <li>The adapter is not running: it is not deployed, has refused its settings, or is starting or stopping. The state
 *       would be the same after a restart, for ever.
 * </ul>
 */
@Liveness
@ApplicationScoped
public class EventLoopLiveness implements HealthCheck {

    /** A heartbeat is due every second; a long garbage collection must not count as a stuck loop. */
    static final long LIMIT_MILLIS = 10_000;

    private final ProxyState state;

    /** Creates the check; called by the container. */
    public EventLoopLiveness() {
        this(ProxyState.ofPlatform());
    }

    EventLoopLiveness(ProxyState state) {
        this.state = state;
    }

    @Override
    public HealthCheckResponse call() {
        HealthCheckResponseBuilder response = HealthCheckResponse.named("rolegate-event-loops");
        Optional<Long> lag = state.eventLoopLagMillis();
        lag.ifPresent(millis -> response.withData("lagMillis", millis).withData("limitMillis", LIMIT_MILLIS));
        return response.status(lag.filter(millis -> millis > LIMIT_MILLIS).isEmpty())
                .build();
    }
}
