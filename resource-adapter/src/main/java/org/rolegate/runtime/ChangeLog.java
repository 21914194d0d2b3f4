package org.rolegate.runtime;

import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

import org.rolegate.core.model.Fence;
import org.rolegate.core.model.Health;
import org.rolegate.core.model.Role;
import org.rolegate.core.model.SentinelView;
import org.rolegate.core.model.ServerView;
import org.rolegate.core.model.Topology;
import org.rolegate.core.model.TopologyChange;
import org.rolegate.core.model.TopologyListener;
import org.rolegate.core.model.Verdict;
import org.rolegate.core.record.FenceNews;
import org.rolegate.core.record.Rivals;
import org.rolegate.core.time.Ticker;
import org.rolegate.log.RolegateLog;

/** Writes one log line for each thing that changed, and none for what did not. */
final class ChangeLog implements TopologyListener {

    private final Ticker ticker;
    private final FenceNews fences = new FenceNews();
    private final Rivals rivals = new Rivals();

    ChangeLog(Ticker ticker) {
        this.ticker = ticker;
    }

    @Override
    public void changed(TopologyChange change) {
        Topology after = change.after();
        for (int i = 0; i < after.servers().size(); i++) {
            server(
                    after.group(),
                    change.before().servers().get(i),
                    after.servers().get(i));
        }
        Map<String, SentinelView> before = change.before().sentinels().stream()
                .collect(Collectors.toMap(view -> view.sentinel().id(), Function.identity()));
        for (SentinelView view : after.sentinels()) {
            sentinel(after.group(), before.get(view.sentinel().id()), view);
        }
        if (change.masterChanged()) {
            master(change);
        } else if (after.verdict() instanceof Verdict.Nobody
                && after.probedOnce()
                && !change.before().probedOnce()
                && after.changes() == 0) {
            RolegateLog.LOG.noMasterYet(after.group(), after.verdict().reason());
        }
        change.restartedEmpty().ifPresent(what -> RolegateLog.LOG.restartedEmpty(after.group(), what));
        rivals.look(after)
                .forEach(view -> RolegateLog.LOG.secondMaster(
                        after.group(),
                        view.id(),
                        view.server().endpoint().toString(),
                        after.verdict().master().orElseThrow(),
                        after.verdict().reason()));
        fences.look(after, ticker.nanos()).ifPresent(news -> fence(after, news));
    }

    private static void fence(Topology after, FenceNews.News news) {
        Fence fence = news.fence();
        String kind = fence.kind().word();
        if (news.over()) {
            String master = after.verdict().master().orElse("none");
            RolegateLog.LOG.fenceEnded(after.group(), kind, news.lastedMillis(), master);
        } else if (fence.kind() == Fence.Kind.ISOLATED || fence.kind() == Fence.Kind.FROZEN) {
            RolegateLog.LOG.graveFenceBegan(after.group(), kind, fence.reason());
        } else {
            RolegateLog.LOG.fenceBegan(after.group(), kind, fence.reason());
        }
    }

    private static void server(String group, ServerView before, ServerView after) {
        String address = after.server().endpoint().toString();
        Health.State state = after.health().state();
        if (state != before.health().state()) {
            if (state == Health.State.UP) {
                RolegateLog.LOG.serverUp(
                        group, after.id(), address, after.role().word());
            } else {
                RolegateLog.LOG.serverDown(group, after.id(), address, after.lastCheck());
            }
        } else if (after.role() != before.role() && before.role() != Role.UNKNOWN) {
            RolegateLog.LOG.roleChanged(
                    group, after.id(), after.role().word(), before.role().word());
        }
    }

    private static void sentinel(String group, SentinelView before, SentinelView after) {
        boolean wasUp = before != null && before.up();
        boolean firstAnswer = before != null && !before.asked();
        String address = after.sentinel().endpoint().toString();
        if (after.up() && !wasUp) {
            RolegateLog.LOG.sentinelUp(group, after.sentinel().id(), address);
        } else if (!after.up() && after.asked() && (wasUp || firstAnswer)) {
            RolegateLog.LOG.sentinelDown(group, after.sentinel().id(), address, after.lastError());
        }
    }

    private static void master(TopologyChange change) {
        Topology after = change.after();
        String before = change.before().verdict().master().orElse("none");
        after.master()
                .ifPresentOrElse(
                        view -> RolegateLog.LOG.masterElected(
                                after.group(),
                                view.id(),
                                view.server().endpoint().toString(),
                                before,
                                after.verdict().reason()),
                        () -> RolegateLog.LOG.masterLost(
                                after.group(), before, after.verdict().reason()));
    }
}
