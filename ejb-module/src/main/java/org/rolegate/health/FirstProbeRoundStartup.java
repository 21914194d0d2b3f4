package org.rolegate.health;

import jakarta.enterprise.context.ApplicationScoped;

import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Startup;

/**
 * The startup check: started once the first round of probes has ended, with or without a master. If a master were
 * required, a Redis outage at boot would keep the application server from ever counting as started.
 */
@Startup
@ApplicationScoped
public class FirstProbeRoundStartup implements HealthCheck {

    private final ProxyState state;

    /** Creates the check; called by the container. */
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
