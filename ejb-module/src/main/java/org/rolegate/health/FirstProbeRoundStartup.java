package org.rolegate.health;

import jakarta.enterprise.context.ApplicationScoped;

import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Startup;

/**
 * Started once the first round of probes has ended, whatever it found: were a master needed, a Redis outage at boot
 * would keep the server from ever counting as started.
 */
@Startup
@ApplicationScoped
public class FirstProbeRoundStartup implements HealthCheck {

    private final ProxyState state;

    /** For the container. */
    public FirstProbeRoundStartup() {
        this(ProxyState.ofPlatform());
    }

    FirstProbeRoundStartup(ProxyState state) {
        this.state = state;
    }

    @Override
    public HealthCheckResponse call() {
        return HealthCheckResponse.named("rolegate-started")
                .status(state.firstProbeRoundDone().orElse(false))
                .build();
    }
}
