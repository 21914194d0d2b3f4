package org.rolegate.management;

import java.util.function.Supplier;

import org.rolegate.core.config.TargetRole;
import org.rolegate.core.routing.RoutingTable;
import org.rolegate.core.stats.StatsRow;

final class BackendBean extends TrafficBean implements BackendMXBean {

    private final String group;
    private final TargetRole role;
    private final String balance;
    private final int servers;
    private final Supplier<RoutingTable> routes;

    BackendBean(
            String group,
            TargetRole role,
            String balance,
            int servers,
            Supplier<RoutingTable> routes,
            Supplier<StatsRow> row) {
        super(row);
        this.group = group;
        this.role = role;
        this.balance = balance;
        this.servers = servers;
        this.routes = routes;
    }

    @Override
    public String getName() {
        return role.keyword();
    }

    @Override
    public String getGroup() {
        return group;
    }

    @Override
    public String getBalance() {
        return balance;
    }

    @Override
    public String getStatus() {
        return getServersUp() > 0 ? "UP" : "DOWN";
    }

    @Override
    public int getServersUp() {
        return routes.get().pool(role).ready().size();
    }

    @Override
    public int getServersTotal() {
        return servers;
    }

    @Override
    public long getConnectionErrorsTotal() {
        return row().connectionErrors();
    }
}
