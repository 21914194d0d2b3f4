package org.rolegate.management;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

import com.google.gson.Gson;

import org.rolegate.core.config.GroupSettings;
import org.rolegate.core.model.Fence;
import org.rolegate.core.model.ServerView;
import org.rolegate.core.model.Verdict;
import org.rolegate.core.time.Ticker;

/** The MBean of a group: attributes from its newest topology, and operations on it. */
final class GroupBean implements GroupMXBean {

    private static final Gson JSON = new Gson();

    private final GroupSettings settings;
    private final GroupSource source;
    private final Ticker ticker;

    GroupBean(GroupSettings settings, GroupSource source, Ticker ticker) {
        this.settings = settings;
        this.source = source;
        this.ticker = ticker;
    }

    @Override
    public String getName() {
        return settings.id();
    }

    @Override
    public String getMasterName() {
        return settings.sentinels().isEmpty() ? "" : settings.masterName();
    }

    @Override
    public String getMasterId() {
        return source.topology().verdict().master().orElse("");
    }

    @Override
    public String getMasterAddress() {
        return source.topology()
                .master()
                .map(view -> view.server().endpoint().toString())
                .orElse("");
    }

    @Override
    public String getReason() {
        return source.topology().verdict().reason();
    }

    @Override
    public long getEpoch() {
        return source.topology().verdict() instanceof Verdict.Elected elected ? elected.epoch() : -1;
    }

    @Override
    public String getSince() {
        return Instant.ofEpochMilli(getSinceMillis()).toString();
    }

    @Override
    public long getSinceMillis() {
        return source.topology().sinceEpochMillis();
    }

    @Override
    public boolean isFirstProbeRoundDone() {
        return source.topology().probedOnce();
    }

    @Override
    public long getChangesTotal() {
        return source.topology().changes();
    }

    @Override
    public String[] getServers() {
        return source.topology().servers().stream().map(ServerView::id).toArray(String[]::new);
    }

    @Override
    public List<SentinelRow> getSentinels() {
        long now = ticker.nanos();
        return source.topology().sentinels().stream()
                .map(view -> SentinelRow.of(view, now))
                .toList();
    }

    @Override
    public String getFenceKind() {
        return source.topology().fence().map(fence -> fence.kind().keyword()).orElse("");
    }

    @Override
    public String getFenceReason() {
        return source.topology().fence().map(Fence::reason).orElse("");
    }

    @Override
    public long getFenceSinceMillis() {
        return source.topology().fence().map(Fence::sinceEpochMillis).orElse(0L);
    }

    @Override
    public int getHeldSessions() {
        return source.heldSessions();
    }

    @Override
    public String switchover(String server) {
        return source.switchover(Optional.ofNullable(server).map(String::strip).filter(id -> !id.isEmpty()));
    }

    @Override
    public void thaw() {
        source.thaw();
    }

    @Override
    public List<FailoverRow> getFailovers() {
        return source.failovers().stream().map(FailoverRow::of).toList();
    }

    @Override
    public String getFailoversJson() {
        return JSON.toJson(getFailovers());
    }
}
