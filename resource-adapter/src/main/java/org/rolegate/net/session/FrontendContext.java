package org.rolegate.net.session;

import java.util.function.Function;

import org.rolegate.core.config.FrontendSettings;
import org.rolegate.core.routing.Lease;
import org.rolegate.core.stats.Traffic;

/**
 * What the sessions of one frontend share.
 *
 * @param settings the frontend's settings
 * @param routes where its sessions may go
 * @param lease the right to forward to the servers of its pool
 * @param sessions the register of open sessions
 * @param traffic the frontend's counters
 * @param backend the counters of the pool it draws from
 * @param serverTraffic the counters of a server by its id
 */
public record FrontendContext(
        FrontendSettings settings,
        Routes routes,
        Lease lease,
        Sessions sessions,
        Traffic traffic,
        Traffic backend,
        Function<String, Traffic> serverTraffic) {}
