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
    private static final Duration PATIENCE = Duration.ofMillis(300);

    /** The time for which offsets of the master are stored, beyond the largest permitted lag. */
    private static final Duration HISTORY = Duration.ofSeconds(5);

    private final CheckSettings check;
    private final Ticker ticker;
    private final Map<String, ServerView> servers = new LinkedHashMap<>();
    private final Map<String, SentinelView> sentinels = new LinkedHashMap<>();
    private final SentinelFailovers announcements = new SentinelFailovers();
    private final OffsetHistory offsets;
    private final IsolationFence isolation;
    private final PauseDetector sleep = new PauseDetector();
    private final Fences fences = new Fences();
    private final VoteStability voteAge = new VoteStability();
    private final MasterSilence masterSilent = new MasterSilence();
    private final StaleClaims rivals;
    private final boolean freezes;
    private final long silence;
    private Optional<MasterReference> reference = Optional.empty();
    private long sampledAt;
    private Topology topology;

    public RoleTracker(GroupSettings group, Ticker ticker) {
        this.check = group.check();
        this.ticker = ticker;
        this.freezes = group.safety().restartedEmpty() == RestartedEmpty.FREEZE;
        this.silence = check.inter().plus(PATIENCE).toNanos();
        this.offsets =
                new OffsetHistory(group.freshness().maxLag().plus(HISTORY).toNanos());
        this.rivals = new StaleClaims(offsets, group.freshness().maxLag().toNanos());
        this.isolation = new IsolationFence(group.safety().isolation().toNanos(), silence);
        for (Server server : group.servers()) {
            servers.put(server.id(), ServerView.unknown(server, ticker.nanos(), ticker.epochMillis()));
        }
        topology = new Topology(
                group.id(),
                new Verdict.Nobody("no server was checked yet"),
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
        return announcements.any()
                || topology.fence().isPresent()
                || isolation.suspected()
                || topology.verdict().master().isEmpty()
                || sentinels.values().stream().anyMatch(view -> view.votes() && !view.settled())
                || servers.values().stream().anyMatch(view -> view.health().changing())
                || topology.master().filter(this::leftBehind).isPresent();
    }

    /**
     * Returns whether a server still follows a former master that is down.
     *
     * <p>If that master restarts empty, its replica becomes empty a moment later.
     */
    private boolean leftBehind(ServerView master) {
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
        sleep.tick(ticker.nanos());
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
            answered(answered);
        } else if (observation instanceof Observation.ServerFailed failed) {
            failed(failed);
        } else {
            bySentinel(observation);
        }
        return decide();
    }

    /** Applies the administrative state that the operator set for a server. */
    public TopologyChange admin(String server, Admin wanted) {
        servers.computeIfPresent(server, (id, view) -> view.with(wanted));
        return decide();
    }

    private void answered(Observation.ServerAnswered answer) {
        sleep.asked(answer.server(), answer.askedAt());
        servers.computeIfPresent(
                answer.server(), (id, view) -> ServerChecks.answered(view, answer, check, ticker.epochMillis()));
    }

    private void failed(Observation.ServerFailed failure) {
        sleep.asked(failure.server(), failure.askedAt());
        servers.computeIfPresent(
                failure.server(), (id, view) -> ServerChecks.failed(view, failure, check, ticker.epochMillis()));
    }

    private void bySentinel(Observation observation) {
        if (observation instanceof Observation.SentinelKnown known) {
            sentinels.put(known.sentinel().id(), SentinelView.unknown(known.sentinel(), known.askedAt()));
        } else if (observation instanceof Observation.SentinelForgotten forgotten) {
            sentinels.remove(forgotten.sentinel());
            sleep.forget(forgotten.sentinel());
            announcements.forget(forgotten.sentinel());
        } else if (observation instanceof Observation.SentinelSubscribed change) {
            sentinels.computeIfPresent(change.sentinel(), (id, view) -> view.subscribed(change.subscribed()));
        } else if (observation instanceof Observation.SentinelFailed failure) {
            sleep.asked(failure.sentinel(), failure.askedAt());
            sentinels.computeIfPresent(failure.sentinel(), (id, view) -> view.failed(failure.why()));
        } else if (observation instanceof Observation.SentinelAnswered answer) {
            sleep.asked(answer.sentinel(), answer.askedAt());
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
        } else if (observation instanceof Observation.SentinelReported reported) {
            announcement(reported);
        }
    }

    private void announcement(Observation.SentinelReported reported) {
        SentinelView by = sentinels.get(reported.sentinel());
        if (by != null && !by.tilt()) {
            announcements.heard(reported);
        }
    }

    private TopologyChange decide() {
        long now = ticker.nanos();
        List<ServerView> views = List.copyOf(servers.values());
        Vote vote = Vote.of(List.copyOf(sentinels.values()), views);
        announcements.expire(now);
        announcements.compare(sentinels);
        boolean votedLong = voteAge.look(vote, announcements.any(), now);
        MasterPolicy.Outcome outcome = MasterPolicy.decide(new Evidence(
                views,
                sleep.overslept(now) || sleep.unread(everybody(), needed(), now),
                vote,
                reference,
                announcements.any(),
                reference
                        .filter(master -> announcements.awaits(view(master.server()), now))
                        .isPresent(),
                announcements.givenUp(),
                votedLong,
                masterSilent.outlastedBy(vote, views, reference, now),
                rivals.look(views, reference, vote, announcements.any()),
                announcements.abandoned(views),
                announcements.witnessed(sentinels)));
        Optional<String> restartedEmpty = accept(outcome.reference());
        Optional<ServerView> master = outcome.verdict().master().map(this::view);
        master.ifPresent(announcements::cameTrue);
        master.ifPresent(this::sample);
        boolean asleep = sleep.unread(everybody(), needed(), now);
        if (!asleep) {
            sleep.over();
        }
        Optional<Fence> fence = fences.look(
                asleep,
                announcements.fence(reference.map(MasterReference::server).map(this::view), now),
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
                asleep
                        ? before.freshness()
                        : ReplicationLag.of(views, outcome.verdict().master(), offsets, silence, now));
        return new TopologyChange(before, topology, restartedEmpty);
    }

    /** Returns a description if the master restarted with less data than it had. */
    private Optional<String> accept(Optional<MasterReference> next) {
        Optional<String> restartedEmpty = Optional.empty();
        if (next.isPresent() && reference.isPresent()) {
            MasterReference former = reference.get();
            if (!former.server().equals(next.get().server())) {
                announcements.newMaster(view(former.server()), view(next.get().server()), ticker.nanos());
                fences.thaw();
                fences.switchover(Optional.empty());
            } else {
                restartedEmpty = former.lessIn(next.get());
                restartedEmpty
                        .filter(why -> freezes)
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
        if (master.reportedAskedAt() != sampledAt) {
            sampledAt = master.reportedAskedAt();
            offsets.add(master.reported().orElseThrow(), master.reportedAskedAt(), master.lastCheckAt());
        }
    }

    private Optional<String> isolated(Optional<ServerView> master, List<ServerView> views, Vote vote, long now) {
        return master.flatMap(view -> isolation.look(view, views, offsets, vote, now));
    }

    private List<String> everybody() {
        return Stream.concat(
                        servers.values().stream()
                                .filter(view -> view.admin() != Admin.MAINT)
                                .map(ServerView::id),
                        talkingSentinels())
                .toList();
    }

    private List<String> needed() {
        return Stream.concat(reference.map(MasterReference::server).stream(), talkingSentinels())
                .toList();
    }

    /**
     * Returns the Sentinels that reply; one that did not reply before a pause has sent nothing that is still unread.
     */
    private Stream<String> talkingSentinels() {
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
