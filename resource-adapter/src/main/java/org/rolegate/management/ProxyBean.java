package org.rolegate.management;

import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;

import org.rolegate.core.stats.StatsRow;
import org.rolegate.core.time.Ticker;

final class ProxyBean implements ProxyMXBean {

    private final ProxySource source;
    private final Ticker ticker;
    private final long startedNanos;
    private final String started;

    ProxyBean(ProxySource source, Ticker ticker) {
        this.source = source;
        this.ticker = ticker;
        this.startedNanos = ticker.nanos();
        this.started = Instant.ofEpochMilli(ticker.epochMillis()).toString();
    }

    @Override
    public String getVersion() {
        return source.version();
    }

    @Override
    public String getStarted() {
        return started;
    }

    @Override
    public long getUptimeMillis() {
        return TimeUnit.NANOSECONDS.toMillis(ticker.nanos() - startedNanos);
    }

    @Override
    public String getTransport() {
        return source.transport();
    }

    @Override
    public int getEventLoops() {
        return source.eventLoops();
    }

    @Override
    public long getEventLoopLagMillis() {
        return source.eventLoopLagMillis();
    }

    @Override
    public long getKeptBytes() {
        return source.keptBytes();
    }

    @Override
    public long getUnkeptTotal() {
        return source.unkeptTotal();
    }

    @Override
    public boolean isFirstProbeRoundDone() {
        return source.probedOnce();
    }

    @Override
    public int getCurrentSessions() {
        return source.frontendRows().stream().mapToInt(StatsRow::sessions).sum();
    }

    @Override
    public int getMaxSessions() {
        return source.frontendRows().stream().mapToInt(StatsRow::maxSessions).sum();
    }

    @Override
    public long getSessionsTotal() {
        return source.frontendRows().stream().mapToLong(StatsRow::sessionsTotal).sum();
    }

    @Override
    public long getBytesInTotal() {
        return source.frontendRows().stream().mapToLong(StatsRow::bytesIn).sum();
    }

    @Override
    public long getBytesOutTotal() {
        return source.frontendRows().stream().mapToLong(StatsRow::bytesOut).sum();
    }

    @Override
    public String[] getGroups() {
        return source.groupIds().toArray(String[]::new);
    }

    @Override
    public String[] getFrontends() {
        return source.frontendIds().toArray(String[]::new);
    }

    @Override
    public Map<String, Long> getEndingsTotal() {
        Map<String, Long> sum = new TreeMap<>();
        source.frontendRows()
                .forEach(row -> row.endingsByLabel().forEach((label, count) -> sum.merge(label, count, Long::sum)));
        return sum;
    }
}
