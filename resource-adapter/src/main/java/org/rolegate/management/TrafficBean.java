package org.rolegate.management;

import java.util.function.Supplier;

import org.rolegate.core.stats.StatsRow;

/** The shared counters, read from one row. */
abstract class TrafficBean implements TrafficAttributes {

    private final Supplier<StatsRow> row;

    TrafficBean(Supplier<StatsRow> row) {
        this.row = row;
    }

    final StatsRow row() {
        return row.get();
    }

    @Override
    public final int getCurrentSessions() {
        return row().sessions();
    }

    @Override
    public final int getMaxSessions() {
        return row().maxSessions();
    }

    @Override
    public final long getSessionsTotal() {
        return row().sessionsTotal();
    }

    @Override
    public final long getBytesInTotal() {
        return row().bytesIn();
    }

    @Override
    public final long getBytesOutTotal() {
        return row().bytesOut();
    }
}
