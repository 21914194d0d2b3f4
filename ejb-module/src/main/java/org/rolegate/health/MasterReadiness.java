package org.rolegate.health;

import java.util.List;
import java.util.Optional;

import jakarta.enterprise.context.ApplicationScoped;

import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.HealthCheckResponseBuilder;
import org.eclipse.microprofile.health.Readiness;

/**
 * Ready while every group has a master in use.
 *
 * <p>The health address answers anybody, so the data are counts and no names, addresses or reasons: those are for the
 * console and the MBeans.
 */
@Readiness
@ApplicationScoped
public class MasterReadiness implements HealthCheck {

    private final ProxyState state;

    /** For the container. */
    public MasterReadiness() {
        this(ProxyState.ofPlatform());
    }

    MasterReadiness(ProxyState state) {
        this.state = state;
    }

    @Override
    public HealthCheckResponse call() {
        HealthCheckResponseBuilder response = HealthCheckResponse.named("rolegate-master");
        Optional<List<String>> groups = state.groups();
        if (groups.isEmpty()) {
            return response.down().withData("reason", "Rolegate is not running").build();
        }
        long all = groups.get().size();
        long without =
                groups.get().stream().filter(group -> !state.hasMaster(group)).count();
        return response.status(all > 0 && without == 0)
                .withData("groups", all)
                .withData("groupsWithoutMaster", without)
                .build();
    }
}
