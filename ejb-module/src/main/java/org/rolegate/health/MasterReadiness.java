package org.rolegate.health;

import java.util.List;
import java.util.Optional;
import java.util.function.LongSupplier;
import java.util.stream.Collectors;

import jakarta.enterprise.context.ApplicationScoped;

import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.HealthCheckResponseBuilder;
import org.eclipse.microprofile.health.Readiness;

/**
 * The readiness check: ready while every group has a master in use and its requests are forwarded.
 *
 * <p>The health address needs no login. So the data are counts and kinds of fences. Names, addresses and full reasons are
 * only in the console and the MBeans.
 */
@Readiness
@ApplicationScoped
public class MasterReadiness implements HealthCheck {

    /** A fence this short is normal in a failover, and must not take the application server out of a load balancer. */
    static final long HELD_LIMIT_MILLIS = 1_000;

    private final ProxyState state;
    private final LongSupplier wallClock;

    /** Creates the check; called by the container. */
    public MasterReadiness() {
        this(ProxyState.ofPlatform(), System::currentTimeMillis);
    }

    MasterReadiness(ProxyState state, LongSupplier wallClock) {
        this.state = state;
        this.wallClock = wallClock;
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
        List<ProxyState.Fence> fences = groups.get().stream()
                .flatMap(group -> state.fence(group).stream())
                .filter(this::tooLong)
                .toList();
        if (!fences.isEmpty()) {
            response.withData(
                    "reason",
                    "requests to the master are held, fence: "
                            + fences.stream()
                                    .map(ProxyState.Fence::kind)
                                    .distinct()
                                    .collect(Collectors.joining(", ")));
        }
        return response.status(all > 0 && without == 0 && fences.isEmpty())
                .withData("groups", all)
                .withData("groupsWithoutMaster", without)
                .withData("groupsHeldBack", (long) fences.size())
                .build();
    }

    private boolean tooLong(ProxyState.Fence fence) {
        return wallClock.getAsLong() - fence.sinceMillis() > HELD_LIMIT_MILLIS;
    }
}
