package org.rolegate.core.config;

import java.util.List;

import org.rolegate.core.model.Endpoint;
import org.rolegate.core.model.Server;

/** The check for frontends that use the same port, or would connect to themselves. */
final class ListenConflicts {

    private final Values values;

    ListenConflicts(Values values) {
        this.values = values;
    }

    void check(List<FrontendSettings> frontends, List<GroupSettings> groups) {
        for (int i = 0; i < frontends.size(); i++) {
            FrontendSettings frontend = frontends.get(i);
            for (FrontendSettings earlier : frontends.subList(0, i)) {
                checkPair(earlier, frontend);
            }
            groups.forEach(group -> group.servers().forEach(server -> checkLoop(frontend, group, server)));
        }
    }

    private void checkPair(FrontendSettings earlier, FrontendSettings frontend) {
        if (overlap(earlier.bind(), frontend.bind())) {
            values.problem(
                    Key.BIND,
                    frontend.id(),
                    "frontend '" + earlier.id() + "' already listens on " + earlier.bind(),
                    "an address and port that no other frontend uses");
        }
    }

    private void checkLoop(FrontendSettings frontend, GroupSettings group, Server server) {
        if (server.endpoint().equals(frontend.bind())) {
            values.problem(
                    Key.BIND,
                    frontend.id(),
                    "is the address of server '" + server.id() + "' of group '" + group.id() + "'",
                    "an address that no server has; Rolegate would connect to itself");
        }
    }

    private static boolean overlap(Endpoint one, Endpoint other) {
        boolean sameHost = one.host().equals(other.host()) || one.isWildcard() || other.isWildcard();
        return one.port() != 0 && one.port() == other.port() && sameHost;
    }
}
