package org.rolegate.net.session;

import java.util.function.Function;

import org.rolegate.core.config.FrontendSettings;
import org.rolegate.core.config.TargetRole;
import org.rolegate.core.config.Unanswered;
import org.rolegate.core.routing.Lease;
import org.rolegate.core.session.SessionRules;
import org.rolegate.core.stats.Traffic;

/**
 * The objects that the sessions of one frontend share.
 *
 * @param settings the frontend's settings
 * @param rules the settings that the lives of its sessions depend on
 * @param routes the routing of its sessions
 * @param lease the right to forward to the servers of its backend
 * @param sessions the register of open sessions
 * @param traffic the frontend's counters
 * @param backend the counters of the frontend's backend
 * @param serverTraffic the counters of a server by its id
 */
public record FrontendContext(
        FrontendSettings settings,
        SessionRules rules,
        Routes routes,
        Lease lease,
        Sessions sessions,
        Traffic traffic,
        Traffic backend,
        Function<String, Traffic> serverTraffic) {

    /** Creates the context of a frontend whose rules follow from its settings. */
    public FrontendContext(
            FrontendSettings settings,
            Routes routes,
            Lease lease,
            Sessions sessions,
            Traffic traffic,
            Traffic backend,
            Function<String, Traffic> serverTraffic) {
        this(settings, rules(settings), routes, lease, sessions, traffic, backend, serverTraffic);
    }

    private static SessionRules rules(FrontendSettings settings) {
        return new SessionRules(
                !settings.hold().timeout().isZero(),
                settings.unanswered() == Unanswered.ERROR,
                settings.role() != TargetRole.MASTER);
    }
}
