package org.rolegate.health;

import java.util.Optional;

import jakarta.enterprise.context.ApplicationScoped;

import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.HealthCheckResponseBuilder;
import org.eclipse.microprofile.health.Liveness;

/**
 * Alive until an event loop has stood still for so long that only a restart of the server would help.
 *
 * <p>Whoever asks this restarts the server when the answer is DOWN. So the check is DOWN only for what a restart
 * cures, which is a stuck event loop. Redis being away is not: a restart brings no Redis back and stops every other
 * application of the server. The adapter not being there is not either: it was not deployed, or refused its settings,
 * or is just starting or stopping, and a restart would meet the same again, for ever.
 */
@Liveness
@ApplicationScoped
public class EventLoopLiveness implements HealthCheck {

    /** A heartbeat is due every second; a long garbage collection must not look like a stuck loop. */
    static final long LIMIT_MILLIS = 10_000;

    private final ProxyState state;

    /** For the container. */
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
