package org.rolegate.core.tracking;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

import org.rolegate.core.config.CheckSettings;
import org.rolegate.core.config.GroupSettings;
import org.rolegate.core.config.RestartedEmpty;
import org.rolegate.core.model.Admin;
import org.rolegate.core.model.Fence;
import org.rolegate.core.model.Health;
import org.rolegate.core.model.Observation;
import org.rolegate.core.model.Role;
import org.rolegate.core.model.SentinelView;
import org.rolegate.core.model.Server;
import org.rolegate.core.model.ServerView;
import org.rolegate.core.model.Topology;
import org.rolegate.core.model.TopologyChange;
import org.rolegate.core.model.Verdict;
import org.rolegate.core.time.Ticker;

/**
 * The tracker of one group: it turns observations into the next topology.
 *
 * <p>Not thread-safe: one thread owns it. It does no I/O, and the ticker is its only source of time.
 */
public final class RoleTracker {

    /** The time after the next request at which a missing reply counts as none. */
    private static final Duration REPLY_GRACE = Duration.ofMillis(300);

    /** The time for which offsets of the master are stored, beyond the largest permitted lag. */
    private static final Duration HISTORY = Duration.ofSeconds(5);

    private final CheckSettings check;
    private final Ticker ticker;
    private final Map<String, ServerView> servers = new LinkedHashMap<>();
    private final Map<String, SentinelView> sentinels = new LinkedHashMap<>();
    private final SentinelFailovers failovers = new SentinelFailovers();
    private final OffsetHistory offsets;
    private final IsolationFence isolation;
    private final PauseDetector pauses = new PauseDetector();
    private final Fences fences = new Fences();
    private final VoteStability voteStability = new VoteStability();
    private final MasterSilence masterSilence = new MasterSilence();
    private final StaleClaims staleClaims;
    private final boolean freezeOnDataLoss;
    private final long maxSilence;
    private Optional<MasterReference> reference = Optional.empty();
    private long sampledAt;
    private Topology topology;

    public RoleTracker(GroupSettings group, Ticker ticker) {
        this.check = group.check();
        this.ticker = ticker;
        this.freezeOnDataLoss = group.safety().restartedEmpty() == RestartedEmpty.FREEZE;
        this.maxSilence = check.inter().plus(REPLY_GRACE).toNanos();
        this.offsets =
                new OffsetHistory(group.freshness().maxLag().plus(HISTORY).toNanos());
        this.staleClaims = new StaleClaims(offsets, group.freshness().maxLag().toNanos());
        this.isolation = new IsolationFence(group.safety().isolation().toNanos(), maxSilence);
        for (Server server : group.servers()) {
            servers.put(server.id(), ServerView.unknown(server, ticker.nanos(), ticker.epochMillis()));
        }
        topology = new Topology(
                group.id(),
                new Verdict.NoMaster("no server was checked yet"),
                ticker.nanos(),
                ticker.epochMillis(),
                0,
                false,
                List.copyOf(servers.values()),
                List.of(),
                Optional.empty(),
                Map.of());
    }

    public Topology topology() {
        return topology;
    }

    /** Returns whether the state is in doubt, so that checks should be frequent. */
    public boolean inDoubt() {
        return failovers.isUnderWay()
                || topology.fence().isPresent()
                || isolation.suspected()
                || topology.verdict().master().isEmpty()
                || sentinels.values().stream().anyMatch(view -> view.votes() && !view.masterHealthy())
                || servers.values().stream().anyMatch(view -> view.health().changing())
                || topology.master().filter(this::hasFollowersOfFormer).isPresent();
    }

    /**
     * Returns whether a server still follows a former master that is down.
     *
     * <p>If that master restarts empty, its replica becomes empty a moment later.
     */
    private boolean hasFollowersOfFormer(ServerView master) {
        return ticker.nanos() - topology.sinceNanos() < Topology.RELINK_NANOS
                && servers.values().stream()
                        .filter(other -> !other.id().equals(master.id())
                                && !other.health().up())
                        .filter(other -> other.reported()
                                .filter(reported -> reported.role() == Role.MASTER)
                                .isPresent())
                        .anyMatch(former -> servers.values().stream().anyMatch(view -> view.follows(former)));
    }

    /** Advances the time. The control loop calls it every 25 ms; a late call means that this process was paused. */
    public TopologyChange tick() {
        pauses.tick(ticker.nanos());
        return decide();
    }

    /** Starts the fence of a planned switchover with this reason, or ends it if the reason is empty. */
    public TopologyChange switchover(Optional<String> why) {
        fences.switchover(why);
        return decide();
    }

    /** Ends the freeze: the operator permits the master although it restarted with less data. */
    public TopologyChange thaw() {
        fences.thaw();
        return decide();
    }

    /** Applies one observation. */
    public TopologyChange observe(Observation observation) {
        if (observation instanceof Observation.ServerAnswered answered) {
            onServerAnswered(answered);
        } else if (observation instanceof Observation.ServerFailed failed) {
            onServerFailed(failed);
        } else {
            onSentinel(observation);
        }
        return decide();
    }

    /** Applies the administrative state that the operator set for a server. */
    public TopologyChange admin(String server, Admin wanted) {
        servers.computeIfPresent(server, (id, view) -> view.with(wanted));
        return decide();
    }

    private void onServerAnswered(Observation.ServerAnswered answer) {
        pauses.onChecked(answer.server(), answer.requestedAt());
        servers.computeIfPresent(
                answer.server(), (id, view) -> ServerChecks.answered(view, answer, check, ticker.epochMillis()));
    }

    private void onServerFailed(Observation.ServerFailed failure) {
        pauses.onChecked(failure.server(), failure.requestedAt());
        servers.computeIfPresent(
                failure.server(), (id, view) -> ServerChecks.failed(view, failure, check, ticker.epochMillis()));
    }

    private void onSentinel(Observation observation) {
        if (observation instanceof Observation.SentinelKnown known) {
            sentinels.put(known.sentinel().id(), SentinelView.unknown(known.sentinel(), known.requestedAt()));
        } else if (observation instanceof Observation.SentinelForgotten forgotten) {
            sentinels.remove(forgotten.sentinel());
            pauses.forget(forgotten.sentinel());
            failovers.forget(forgotten.sentinel());
        } else if (observation instanceof Observation.SentinelSubscribed change) {
            sentinels.computeIfPresent(change.sentinel(), (id, view) -> view.subscribed(change.subscribed()));
        } else if (observation instanceof Observation.SentinelFailed failure) {
            pauses.onChecked(failure.sentinel(), failure.requestedAt());
            sentinels.computeIfPresent(failure.sentinel(), (id, view) -> view.failed(failure.why()));
        } else if (observation instanceof Observation.SentinelAnswered answer) {
            pauses.onChecked(answer.sentinel(), answer.requestedAt());
            sentinels.computeIfPresent(
                    answer.sentinel(),
                    (id, view) -> answer.requestedAt() - view.requestedAt() < 0
                            ? view
                            : new SentinelView(
                                    view.sentinel(),
                                    true,
                                    view.subscribed(),
                                    Optional.of(answer.master()),
                                    answer.epoch(),
                                    answer.others(),
                                    answer.masterHealthy(),
                                    answer.tilt(),
                                    answer.requestedAt(),
                                    ""));
        } else if (observation instanceof Observation.SentinelReported reported) {
            onSentinelReported(reported);
        }
    }

    private void onSentinelReported(Observation.SentinelReported reported) {
        SentinelView by = sentinels.get(reported.sentinel());
        if (by != null && !by.tilt()) {
            failovers.onEvent(reported);
        }
    }

    private TopologyChange decide() {
        long now = ticker.nanos();
        List<ServerView> views = List.copyOf(servers.values());
        Vote vote = Vote.of(List.copyOf(sentinels.values()), views);
        failovers.expire(now);
        failovers.removeDisproved(sentinels);
        boolean voteStable = voteStability.update(vote, failovers.isUnderWay(), now);
        MasterPolicy.Outcome outcome = MasterPolicy.decide(new Evidence(
                views,
                pauses.isLate(now) || pauses.isStale(allSources(), requiredSources(), now),
                vote,
                reference,
                failovers.isUnderWay(),
                reference
                        .filter(master -> failovers.isPromotionPending(view(master.server()), now))
                        .isPresent(),
                failovers.failoverAborted(),
                voteStable,
                masterSilence.precedesVotes(vote, views, reference, now),
                staleClaims.update(views, reference, vote, failovers.isUnderWay()),
                failovers.abortedPromotions(views),
                failovers.chosenReplicas(sentinels)));
        Optional<String> restartedEmpty = accept(outcome.reference());
        Optional<ServerView> master = outcome.verdict().master().map(this::view);
        master.ifPresent(failovers::onMasterInUse);
        master.ifPresent(this::sample);
        boolean paused = pauses.isStale(allSources(), requiredSources(), now);
        if (!paused) {
            pauses.end();
        }
        Optional<Fence> fence = fences.update(
                paused,
                failovers.fence(reference.map(MasterReference::server).map(this::view), now),
                isolated(master, views, vote, now),
                now,
                ticker.epochMillis());
        Topology before = topology;
        boolean moved = !outcome.verdict().master().equals(before.verdict().master());
        topology = new Topology(
                before.group(),
                outcome.verdict(),
                moved ? now : before.sinceNanos(),
                moved ? ticker.epochMillis() : before.sinceEpochMillis(),
                before.changes() + (moved ? 1 : 0),
                before.probedOnce()
                        || views.stream().noneMatch(view -> view.health().state() == Health.State.INIT),
                views,
                ordered(sentinels.values()),
                fence,
                paused
                        ? before.freshness()
                        : ReplicationLag.of(views, outcome.verdict().master(), offsets, maxSilence, now));
        return new TopologyChange(before, topology, restartedEmpty);
    }

    /** Returns a description if the master restarted with less data than it had. */
    private Optional<String> accept(Optional<MasterReference> next) {
        Optional<String> restartedEmpty = Optional.empty();
        if (next.isPresent() && reference.isPresent()) {
            MasterReference former = reference.get();
            if (!former.server().equals(next.get().server())) {
                failovers.onMasterChanged(view(former.server()), view(next.get().server()), ticker.nanos());
                fences.thaw();
                fences.switchover(Optional.empty());
            } else {
                restartedEmpty = former.describeDataLoss(next.get());
                restartedEmpty
                        .filter(why -> freezeOnDataLoss)
                        .ifPresent(
                                why -> fences.freeze(why + "; an operator must promote a replica or thaw the group"));
            }
        }
        reference = next;
        return restartedEmpty;
    }

    /** Returns the view of a configured server; the master in use is always one of them. */
    private ServerView view(String server) {
        return Objects.requireNonNull(servers.get(server), server);
    }

    private void sample(ServerView master) {
        if (master.requestedAt() != sampledAt) {
            sampledAt = master.requestedAt();
            offsets.add(master.reported().orElseThrow(), master.requestedAt(), master.lastCheckAt());
        }
    }

    private Optional<String> isolated(Optional<ServerView> master, List<ServerView> views, Vote vote, long now) {
        return master.flatMap(view -> isolation.update(view, views, offsets, vote, now));
    }

    private List<String> allSources() {
        return Stream.concat(
                        servers.values().stream()
                                .filter(view -> view.admin() != Admin.MAINT)
                                .map(ServerView::id),
                        respondingSentinels())
                .toList();
    }

    private List<String> requiredSources() {
        return Stream.concat(reference.map(MasterReference::server).stream(), respondingSentinels())
                .toList();
    }

    /**
     * Returns the Sentinels that reply; one that did not reply before a pause has sent nothing that is still unread.
     */
    private Stream<String> respondingSentinels() {
        return sentinels.values().stream().filter(SentinelView::up).map(view -> view.sentinel()
                .id());
    }

    private static List<SentinelView> ordered(Collection<SentinelView> views) {
        List<SentinelView> configuredFirst = new ArrayList<>(views);
        configuredFirst.sort((one, other) ->
                Boolean.compare(other.sentinel().configured(), one.sentinel().configured()));
        return configuredFirst;
    }
}
