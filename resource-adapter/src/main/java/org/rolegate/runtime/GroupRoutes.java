package org.rolegate.runtime;

import java.net.InetAddress;
import java.util.HashSet;
import java.util.Set;

import org.rolegate.core.config.BalanceKind;
import org.rolegate.core.config.TargetRole;
import org.rolegate.core.routing.Balance;
import org.rolegate.core.routing.Decision;
import org.rolegate.net.session.Routes;

/** The routes of one frontend: the current routing table of its group, and the balance of the frontend. */
final class GroupRoutes implements Routes {

    private final Group group;
    private final TargetRole role;
    private final Balance balance;

    GroupRoutes(Group group, TargetRole role, BalanceKind balance) {
        this.group = group;
        this.role = role;
        this.balance = Balance.of(balance);
    }

    @Override
    public Decision decide(Set<String> except, InetAddress client) {
        Set<String> full = group.full(role);
        if (full.isEmpty()) {
            return decideFor(except, client);
        }
        Set<String> excluded = new HashSet<>(full);
        excluded.addAll(except);
        Decision decision = decideFor(excluded, client);
        if (decision instanceof Decision.Route || except.containsAll(full)) {
            return decision;
        }
        return new Decision.Wait(
                (full.size() == 1 ? full.iterator().next() + " has" : full.size() + " servers have")
                        + " reached maxconn = " + group.settings().weights().maxconn(),
                true);
    }

    private Decision decideFor(Set<String> except, InetAddress client) {
        return group.routes()
                .decide(role, ready -> balance.pick(group.candidates(role, ready, client.getAddress())), except);
    }

    @Override
    public boolean mayStay(String server) {
        return group.routes().pool(role).mayStay().contains(server);
    }

    @Override
    public void suspect(String server) {
        group.suspect();
    }
}
