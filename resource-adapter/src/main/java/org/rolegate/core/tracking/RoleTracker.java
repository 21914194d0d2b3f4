package org.rolegate.core.tracking;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

import org.rolegate.core.config.CheckSettings;
import org.rolegate.core.config.GroupSettings;
import org.rolegate.core.model.Admin;
import org.rolegate.core.model.CheckStatus;
import org.rolegate.core.model.Health;
import org.rolegate.core.model.Observation;
import org.rolegate.core.model.SentinelView;
import org.rolegate.core.model.Server;
import org.rolegate.core.model.ServerView;
import org.rolegate.core.model.Topology;
import org.rolegate.core.model.TopologyChange;
import org.rolegate.core.model.Verdict;
import org.rolegate.core.time.Ticker;

/**
 * Folds observations of one group into its next topology.
 *
 * <p>Not thread-safe: one thread owns it. It does no I/O; its only source of time is the ticker it was given.
 */
public final class RoleTracker {

    private final CheckSettings check;
    private final Ticker ticker;
    private final Map<String, ServerView> servers = new LinkedHashMap<>();
    private final Map<String, SentinelView> sentinels = new LinkedHashMap<>();
    private final Announcements announcements = new Announcements();
    private Optional<Reference> reference = Optional.empty();
    private Topology topology;

    public RoleTracker(GroupSettings group, Ticker ticker) {
        this.check = group.check();
        this.ticker = ticker;
        for (Server server : group.servers()) {
            servers.put(server.id(), ServerView.unknown(server, ticker.nanos(), ticker.epochMillis()));
        }
        topology = new Topology(
                group.id(),
                new Verdict.Nobody("no server was asked yet"),
                ticker.nanos(),
                ticker.epochMillis(),
                0,
                false,
                List.copyOf(servers.values()),
                List.of());
    }

    public Topology topology() {
        return topology;
    }

    /** Tells whether things are moving, so that checks should come fast. */
    public boolean inDoubt() {
        return announcements.any()
                || topology.verdict().master().isEmpty()
                || servers.values().stream().anyMatch(view -> view.health().changing());
    }

    /** Takes in one observation. */
    public TopologyChange observe(Observation observation) {
        if (observation instanceof Observation.ServerAnswered answered) {
            answered(answered);
        } else if (observation instanceof Observation.ServerFailed failed) {
            failed(failed);
        } else {
            bySentinel(observation);
        }
        return decide();
    }

    /** Takes in what the operator wants of a server. */
    public TopologyChange admin(String server, Admin wanted) {
        servers.computeIfPresent(server, (id, view) -> view.with(wanted));
        return decide();
    }

    private void answered(Observation.ServerAnswered answer) {
        servers.computeIfPresent(answer.server(), (id, view) -> {
            if (answer.askedAt() - view.saidAskedAt() < 0) {
                return view;
            }
            Health health = view.health().after(true, check.rise(), check.fall());
            boolean rose = health.up() && !view.health().up();
            boolean wasDown = view.health().down();
            long now = ticker.epochMillis();
            return new ServerView(
                    view.server(),
                    view.admin(),
                    health,
                    Optional.of(answer.replication()),
                    answer.askedAt(),
                    Optional.of(answer.reached()),
                    CheckStatus.L7OK,
                    "answered " + answer.replication().source() + " in "
                            + TimeUnit.NANOSECONDS.toMicros(answer.answeredAt() - answer.askedAt()) / 1000.0 + " ms",
                    answer.answeredAt(),
                    rose ? now : view.changedEpochMillis(),
                    view.checkFailures(),
                    view.downs(),
                    view.downtimeMillis() + (rose && wasDown ? now - view.changedEpochMillis() : 0));
        });
    }

    private void failed(Observation.ServerFailed failure) {
        servers.computeIfPresent(failure.server(), (id, view) -> {
            Health health = view.health().after(false, check.rise(), check.fall());
            boolean fell = health.down() && !view.health().down();
            return new ServerView(
                    view.server(),
                    view.admin(),
                    health,
                    view.said(),
                    view.saidAskedAt(),
                    view.reached(),
                    failure.status(),
                    failure.why(),
                    failure.failedAt(),
                    fell ? ticker.epochMillis() : view.changedEpochMillis(),
                    view.checkFailures() + (view.health().up() ? 1 : 0),
                    view.downs() + (fell ? 1 : 0),
                    view.downtimeMillis());
        });
    }

    private void bySentinel(Observation observation) {
        if (observation instanceof Observation.SentinelKnown known) {
            sentinels.put(known.sentinel().id(), SentinelView.unknown(known.sentinel(), known.askedAt()));
        } else if (observation instanceof Observation.SentinelForgotten forgotten) {
            sentinels.remove(forgotten.sentinel());
            announcements.forget(forgotten.sentinel());
        } else if (observation instanceof Observation.SentinelSubscribed change) {
            sentinels.computeIfPresent(change.sentinel(), (id, view) -> view.subscribed(change.subscribed()));
        } else if (observation instanceof Observation.SentinelFailed failure) {
            sentinels.computeIfPresent(failure.sentinel(), (id, view) -> view.failed(failure.why()));
        } else if (observation instanceof Observation.SentinelAnswered answer) {
            sentinels.computeIfPresent(
                    answer.sentinel(),
                    (id, view) -> answer.askedAt() - view.answeredAt() < 0
                            ? view
                            : new SentinelView(
                                    view.sentinel(),
                                    true,
                                    view.subscribed(),
                                    Optional.of(answer.master()),
                                    answer.epoch(),
                                    answer.others(),
                                    answer.settled(),
                                    answer.tilt(),
                                    answer.askedAt(),
                                    ""));
        } else if (observation instanceof Observation.SentinelSaid said) {
            announcement(said);
        }
    }

    private void announcement(Observation.SentinelSaid said) {
        SentinelView by = sentinels.get(said.sentinel());
        if (by != null && !by.tilt()) {
            announcements.heard(said);
        }
    }

    private TopologyChange decide() {
        List<ServerView> views = List.copyOf(servers.values());
        Vote vote = Vote.of(List.copyOf(sentinels.values()), views);
        announcements.expire(ticker.nanos());
        MasterPolicy.Outcome outcome = MasterPolicy.decide(
                new Evidence(views, vote, reference, announcements.any(), announcements.successors()));
        reference = outcome.reference();
        outcome.verdict().master().map(servers::get).ifPresent(announcements::cameTrue);
        Topology before = topology;
        boolean moved = !outcome.verdict().master().equals(before.verdict().master());
        topology = new Topology(
                before.group(),
                outcome.verdict(),
                moved ? ticker.nanos() : before.sinceNanos(),
                moved ? ticker.epochMillis() : before.sinceEpochMillis(),
                before.changes() + (moved ? 1 : 0),
                before.probedOnce()
                        || views.stream().noneMatch(view -> view.health().state() == Health.State.INIT),
                views,
                ordered(sentinels.values()));
        return new TopologyChange(before, topology);
    }

    private static List<SentinelView> ordered(Collection<SentinelView> views) {
        List<SentinelView> configuredFirst = new ArrayList<>(views);
        configuredFirst.sort((one, other) ->
                Boolean.compare(other.sentinel().configured(), one.sentinel().configured()));
        return configuredFirst;
    }
}
