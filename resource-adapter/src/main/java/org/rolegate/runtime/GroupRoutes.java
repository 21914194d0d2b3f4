package org.rolegate.runtime;

import java.util.Set;

import org.rolegate.core.config.TargetRole;
import org.rolegate.core.routing.Balance;
import org.rolegate.core.routing.Decision;
import org.rolegate.net.Routes;

/** A frontend's view of its group: always the newest routing table, and a balance of its own. */
final class GroupRoutes implements Routes {

    private final Group group;
    private final TargetRole role;
    private final Balance balance = new Balance.RoundRobin();

    GroupRoutes(Group group, TargetRole role) {
        this.group = group;
        this.role = role;
    }

    @Override
    public Decision decide(Set<String> except) {
        return group.routes().decide(role, balance, except);
    }

    @Override
    public boolean mayStay(String server) {
        return group.routes().pool(role).mayStay().contains(server);
    }

    @Override
    public boolean mayForward(String server) {
        return group.awake() && !group.routes().pool(role).paused().contains(server);
    }

    @Override
    public boolean mayAnswer() {
        return group.awake();
    }

    @Override
    public void suspect(String server) {
        group.suspect();
    }
}
