package org.rolegate.core.event;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

import org.rolegate.core.model.Fence;
import org.rolegate.core.model.Health;
import org.rolegate.core.model.SentinelView;
import org.rolegate.core.model.ServerView;
import org.rolegate.core.model.Topology;
import org.rolegate.core.model.TopologyChange;
import org.rolegate.core.model.Verdict;
import org.rolegate.core.time.Ticker;

/**
 * The computation of a group's topology events from its topology before and after each change.
 *
 * <p>It remembers which fences and stale claims were reported, so there is one for each group, and it must see every
 * change in order. Not thread-safe.
 */
public final class TopologyDiff {

    private final Ticker ticker;
    private final ConfirmedFences fences = new ConfirmedFences();
    private final ReportedClaims claims = new ReportedClaims();

    public TopologyDiff(Ticker ticker) {
        this.ticker = ticker;
    }

    /** Returns the events of one change: of servers, Sentinels, the master, stale claims and fences, in this order. */
    public List<TopologyEvent> events(TopologyChange change) {
        List<TopologyEvent> events = new ArrayList<>();
        long now = ticker.epochMillis();
        servers(change, now, events);
        sentinels(change, now, events);
        master(change, now).ifPresent(events::add);
        change.restartedEmpty().ifPresent(what -> events.add(new TopologyEvent.RestartedEmpty(now, what)));
        claims(change.after(), now, events);
        fence(change, now).ifPresent(events::add);
        fences.next(change.after(), ticker.nanos(), now).ifPresent(events::add);
        return List.copyOf(events);
    }

    private static void servers(TopologyChange change, long now, List<TopologyEvent> events) {
        // Servers are never added or removed.
        for (int i = 0; i < change.after().servers().size(); i++) {
            ServerView before = change.before().servers().get(i);
            ServerView after = change.after().servers().get(i);
            boolean inUse = change.before()
                    .verdict()
                    .master()
                    .filter(after.id()::equals)
                    .isPresent();
            server(before, after, inUse, now).ifPresent(events::add);
        }
    }

    private static Optional<TopologyEvent> server(ServerView before, ServerView after, boolean inUse, long now) {
        Health was = before.health();
        Health is = after.health();
        if (was.state() != is.state()) {
            boolean first = was.state() == Health.State.INIT;
            return Optional.of(
                    is.up()
                            ? new TopologyEvent.ServerUp(now, after.server(), after.role(), first)
                            : new TopologyEvent.ServerDown(now, after.server(), after.lastCheck(), inUse, first));
        }
        if (is.up() && !was.changing() && is.changing()) {
            return Optional.of(new TopologyEvent.CheckFailed(now, after.server(), after.lastCheck(), inUse));
        }
        // The role is unknown while a server is down.
        return before.role() != after.role()
                ? Optional.of(new TopologyEvent.RoleChanged(now, after.server(), before.role(), after.role(), inUse))
                : Optional.empty();
    }

    private static void sentinels(TopologyChange change, long now, List<TopologyEvent> events) {
        Map<String, SentinelView> known = change.before().sentinels().stream()
                .collect(Collectors.toMap(view -> view.sentinel().id(), Function.identity()));
        for (SentinelView after : change.after().sentinels()) {
            Optional<SentinelView> before =
                    Optional.ofNullable(known.get(after.sentinel().id()));
            availability(before, after, now).ifPresent(events::add);
            before.filter(view -> view.votes() && after.votes()).ifPresent(view -> vote(view, after, now, events));
        }
    }

    private static Optional<TopologyEvent> availability(Optional<SentinelView> before, SentinelView after, long now) {
        boolean wasUp = before.filter(SentinelView::up).isPresent();
        boolean firstAnswer = before.filter(view -> !view.wasPolled()).isPresent();
        if (after.up() && !wasUp) {
            return Optional.of(new TopologyEvent.SentinelUp(now, after.sentinel()));
        }
        return !after.up() && after.wasPolled() && (wasUp || firstAnswer)
                ? Optional.of(new TopologyEvent.SentinelDown(now, after.sentinel(), after.lastError()))
                : Optional.empty();
    }

    private static void vote(SentinelView before, SentinelView after, long now, List<TopologyEvent> events) {
        if (before.masterHealthy() && !after.masterHealthy()) {
            events.add(new TopologyEvent.SentinelDoubtsMaster(now, after.sentinel()));
        }
        if (!before.masterAddress().equals(after.masterAddress())) {
            events.add(new TopologyEvent.VoteChanged(
                    now,
                    after.sentinel(),
                    before.masterAddress().orElseThrow(),
                    after.masterAddress().orElseThrow(),
                    after.epoch()));
        }
    }

    private static Optional<TopologyEvent> master(TopologyChange change, long now) {
        Topology after = change.after();
        String reason = after.verdict().reason();
        if (change.masterChanged()) {
            Optional<String> before = change.before().verdict().master();
            long since = after.sinceEpochMillis();
            return Optional.of(after.master()
                    .<TopologyEvent>map(view -> new TopologyEvent.MasterChanged(since, before, view.server(), reason))
                    .orElseGet(() -> new TopologyEvent.MasterLost(since, before, reason)));
        }
        boolean checkedJustNow = after.probedOnce() && !change.before().probedOnce();
        return checkedJustNow && after.changes() == 0 && after.verdict() instanceof Verdict.NoMaster
                ? Optional.of(new TopologyEvent.NoMasterYet(now, reason))
                : Optional.empty();
    }

    private void claims(Topology after, long now, List<TopologyEvent> events) {
        for (ServerView claimant : claims.next(after)) {
            String master = after.verdict().master().orElseThrow();
            events.add(new TopologyEvent.StaleClaimFound(
                    now, claimant.server(), master, after.verdict().reason()));
        }
    }

    private static Optional<TopologyEvent> fence(TopologyChange change, long now) {
        Optional<Fence> before = change.before().fence();
        Optional<Fence> after = change.after().fence();
        if (before.map(Fence::kind).equals(after.map(Fence::kind))) {
            return Optional.empty();
        }
        return after.<TopologyEvent>map(TopologyEvent.FenceBegan::new)
                .or(() -> before.map(last -> new TopologyEvent.FenceEnded(now, last)));
    }
}
