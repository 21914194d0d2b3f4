package org.rolegate.management;

import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

import org.rolegate.core.config.CheckSettings;
import org.rolegate.core.model.Admin;
import org.rolegate.core.model.Freshness;
import org.rolegate.core.model.Replication;
import org.rolegate.core.model.ServerView;
import org.rolegate.core.model.Topology;
import org.rolegate.core.stats.StatsRow;
import org.rolegate.core.time.Ticker;

final class ServerBean extends TrafficBean implements ServerMXBean {

    private final String id;
    private final CheckSettings check;
    private final Supplier<Topology> topology;
    private final ServerControl control;
    private final Ticker ticker;

    ServerBean(
            String id,
            CheckSettings check,
            Supplier<Topology> topology,
            Supplier<StatsRow> row,
            ServerControl control,
            Ticker ticker) {
        super(row);
        this.id = id;
        this.check = check;
        this.topology = topology;
        this.control = control;
        this.ticker = ticker;
    }

    @Override
    public String getName() {
        return id;
    }

    @Override
    public String getGroup() {
        return topology.get().group();
    }

    @Override
    public String getAddress() {
        return view().server().endpoint().toString();
    }

    @Override
    public String getStatus() {
        ServerView view = view();
        return switch (view.admin()) {
            case READY -> view.health().description(check.rise(), check.fall());
            case DRAIN -> "DRAIN";
            case MAINT -> "MAINT";
        };
    }

    @Override
    public String getRole() {
        return view().role().keyword();
    }

    @Override
    public boolean isElected() {
        return topology.get().verdict().master().filter(id::equals).isPresent();
    }

    @Override
    public boolean isStaleClaim() {
        Topology now = topology.get();
        return now.server(id).filter(now::isStaleClaim).isPresent();
    }

    @Override
    public String getAdminState() {
        return view().admin().keyword();
    }

    @Override
    public String getCheckStatus() {
        return view().check().name();
    }

    @Override
    public String getLastCheck() {
        return view().lastCheck();
    }

    @Override
    public long getLastCheckAgeMillis() {
        return TimeUnit.NANOSECONDS.toMillis(ticker.nanos() - view().lastCheckAt());
    }

    @Override
    public long getOffset() {
        return view().reported().map(Replication::offset).orElse(Replication.UNKNOWN_OFFSET);
    }

    @Override
    public long getLagBytes() {
        return topology.get().freshness(id).lagBytes();
    }

    @Override
    public long getLagMillis() {
        long nanos = topology.get().freshness(id).lagNanos();
        return nanos == Freshness.UNKNOWN ? nanos : TimeUnit.NANOSECONDS.toMillis(nanos);
    }

    @Override
    public boolean isLinkUp() {
        ServerView view = view();
        return view.health().up() && view.reported().map(Replication::linkUp).orElse(false);
    }

    @Override
    public String getReplicationId() {
        return view().reported().map(Replication::replicationId).orElse("");
    }

    @Override
    public String getRunId() {
        return view().reported().map(Replication::runId).orElse("");
    }

    @Override
    public long getConnectionErrorsTotal() {
        return row().connectionErrors();
    }

    @Override
    public long getCheckFailuresTotal() {
        return view().checkFailures();
    }

    @Override
    public long getDownTransitionsTotal() {
        return view().downs();
    }

    @Override
    public long getDowntimeMillis() {
        ServerView view = view();
        long thisTime = view.health().down() ? ticker.epochMillis() - view.changedEpochMillis() : 0;
        return view.downtimeMillis() + thisTime;
    }

    @Override
    public long getLastChangeMillis() {
        return view().changedEpochMillis();
    }

    @Override
    public void ready() {
        control.admin(id, Admin.READY);
    }

    @Override
    public void drain() {
        control.admin(id, Admin.DRAIN);
    }

    @Override
    public void maintenance() {
        control.admin(id, Admin.MAINT);
    }

    @Override
    public int killSessions() {
        return control.killSessions(id);
    }

    private ServerView view() {
        return topology.get().server(id).orElseThrow();
    }
}
