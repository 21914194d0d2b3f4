package org.rolegate.management;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicLong;

import javax.management.MBeanNotificationInfo;
import javax.management.Notification;
import javax.management.NotificationBroadcasterSupport;
import javax.management.NotificationEmitter;

import com.google.gson.Gson;

import org.rolegate.core.config.GroupSettings;
import org.rolegate.core.model.Fence;
import org.rolegate.core.model.ServerView;
import org.rolegate.core.model.Topology;
import org.rolegate.core.model.TopologyChange;
import org.rolegate.core.model.TopologyListener;
import org.rolegate.core.model.Verdict;
import org.rolegate.core.record.FenceNews;
import org.rolegate.core.record.Rivals;
import org.rolegate.core.time.Ticker;

/** A group's MBean; it also sends its notifications. */
final class GroupBean implements GroupMXBean, TopologyListener {

    /** Another master is in use. */
    static final String MASTER_CHANGED = Names.DOMAIN + ".master.changed";

    /** No master is in use any more. */
    static final String MASTER_LOST = Names.DOMAIN + ".master.lost";

    /** Clients are held back; the message says why. */
    static final String MASTER_FENCED = Names.DOMAIN + ".master.fenced";

    /** Clients are no longer held back. */
    static final String MASTER_RELEASED = Names.DOMAIN + ".master.released";

    /** The master came back with less data than it had. */
    static final String RESTARTED_EMPTY = Names.DOMAIN + ".master.restarted-empty";

    /** A server says master beside the one in use. */
    static final String SERVER_FENCED = Names.DOMAIN + ".server.fenced";

    private static final Gson JSON = new Gson();

    private final GroupSettings settings;
    private final GroupSource source;
    private final Ticker ticker;
    private final NotificationBroadcasterSupport broadcaster;
    private final AtomicLong sequence = new AtomicLong();
    private final FenceNews fences = new FenceNews();
    private final Rivals rivals = new Rivals();

    /**
     * Makes the bean.
     *
     * @param notifier runs the listeners of JMX clients, which must not hold up an election
     */
    GroupBean(GroupSettings settings, GroupSource source, Ticker ticker, Executor notifier) {
        this.settings = settings;
        this.source = source;
        this.ticker = ticker;
        this.broadcaster = new NotificationBroadcasterSupport(
                notifier,
                new MBeanNotificationInfo(
                        new String[] {
                            MASTER_CHANGED, MASTER_LOST, MASTER_FENCED, MASTER_RELEASED, RESTARTED_EMPTY, SERVER_FENCED
                        },
                        Notification.class.getName(),
                        "What became of the master and its clients; the message says why"));
    }

    NotificationEmitter emitter() {
        return broadcaster;
    }

    @Override
    public void changed(TopologyChange change) {
        Topology after = change.after();
        Verdict verdict = after.verdict();
        if (change.masterChanged()) {
            send(
                    verdict.master().isPresent() ? MASTER_CHANGED : MASTER_LOST,
                    after.sinceEpochMillis(),
                    verdict.reason());
        }
        long now = ticker.epochMillis();
        change.restartedEmpty().ifPresent(what -> send(RESTARTED_EMPTY, now, what));
        rivals.look(after)
                .forEach(view -> send(
                        SERVER_FENCED,
                        now,
                        view.id() + " says master beside " + verdict.master().orElseThrow() + ": " + verdict.reason()));
        fences.look(after, ticker.nanos())
                .ifPresent(news -> send(
                        news.over() ? MASTER_RELEASED : MASTER_FENCED,
                        news.over() ? now : news.fence().sinceEpochMillis(),
                        news.over()
                                ? "held back for " + news.lastedMillis() + " ms: "
                                        + news.fence().reason()
                                : news.fence().reason()));
    }

    private void send(String type, long epochMillis, String message) {
        broadcaster.sendNotification(
                new Notification(type, Names.group(settings.id()), sequence.incrementAndGet(), epochMillis, message));
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
        return source.topology().fence().map(fence -> fence.kind().word()).orElse("");
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
