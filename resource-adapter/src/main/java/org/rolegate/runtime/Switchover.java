package org.rolegate.runtime;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Supplier;

import org.rolegate.core.config.GroupSettings;
import org.rolegate.core.model.Endpoint;
import org.rolegate.core.model.SentinelView;
import org.rolegate.core.model.ServerView;
import org.rolegate.core.model.Topology;
import org.rolegate.core.time.Ticker;
import org.rolegate.core.tracking.SwitchPlan;
import org.rolegate.log.RolegateLog;
import org.rolegate.net.io.EventLoops;
import org.rolegate.net.probe.OneShotCommand;

/**
 * Carries out planned switchovers of one group, one at a time. Belongs to the control loop.
 *
 * <p>With Sentinels the promotion is theirs ({@code SENTINEL FAILOVER}), so that their view stays right; without it is the
 * server's own ({@code FAILOVER}, Redis 6.2), hurried by a {@code REPLCONF GETACK}: a replica acknowledges its offset only
 * once a second by itself.
 */
final class Switchover {

    private static final Duration ANSWER = Duration.ofSeconds(2);
    private static final long FAILOVER_MILLIS = 3000;
    private static final String NO_SENTINEL = "no Sentinel is available for the failover";
    private static final String STOPS = "Rolegate is stopping";

    private final GroupSettings group;
    private final Ticker ticker;
    private final OneShotCommand errand;
    private final Supplier<Topology> newest;
    private Optional<SwitchPlan> plan = Optional.empty();
    /** The Sentinel that was seen to prefer the target, where one was named: another one might choose otherwise. */
    private Optional<String> knowing = Optional.empty();

    private CompletableFuture<String> result;
    private boolean preparing;
    private boolean stopped;
    /** Complete when nothing that was changed for a switchover stays so. */
    private CompletableFuture<?> tidy = CompletableFuture.completedFuture(null);

    /**
     * Makes one that has nothing to do.
     *
     * @param newest the topology of now
     */
    Switchover(GroupSettings group, EventLoops loops, Ticker ticker, Supplier<Topology> newest) {
        this.newest = newest;
        this.group = group;
        this.ticker = ticker;
        this.errand = new OneShotCommand(loops, ANSWER);
    }

    /**
     * Begins a switchover.
     *
     * @return completes with what was done, or exceptionally with an {@link IllegalStateException} that says why not
     */
    CompletableFuture<String> begin(Topology topology, Optional<String> target) {
        CompletableFuture<String> mine = new CompletableFuture<>();
        if (plan.isPresent() || preparing || stopped) {
            mine.completeExceptionally(
                    new IllegalStateException(stopped ? STOPS : "a switchover is already in progress"));
            return mine;
        }
        knowing = Optional.empty();
        if (target.isPresent() && withSentinels(topology)) {
            preferThenBegin(topology, target.get(), mine);
        } else {
            plan(topology, target, mine);
        }
        return mine;
    }

    private void plan(Topology topology, Optional<String> target, CompletableFuture<String> mine) {
        try {
            plan = Optional.of(SwitchPlan.of(topology, target, ticker.nanos()));
            result = mine;
        } catch (IllegalArgumentException cannot) {
            mine.completeExceptionally(new IllegalStateException(cannot.getMessage()));
        }
    }

    /** The Sentinels choose whom they promote: they are made to choose the target. */
    private void preferThenBegin(Topology topology, String target, CompletableFuture<String> mine) {
        try {
            // Nothing is touched for a switchover that cannot begin.
            SwitchPlan.of(topology, Optional.of(target), ticker.nanos());
        } catch (IllegalArgumentException cannot) {
            mine.completeExceptionally(new IllegalStateException(cannot.getMessage()));
            return;
        }
        Optional<SentinelView> sentinel = able(topology);
        if (sentinel.isEmpty()) {
            mine.completeExceptionally(new IllegalStateException(NO_SENTINEL));
            return;
        }
        preparing = true;
        result = mine;
        SentinelPreference preference = new SentinelPreference(
                group,
                errand,
                ticker,
                topology.server(target).orElseThrow(),
                sentinel.get().sentinel().endpoint());
        CompletableFuture<?> restored =
                mine.handle((done, failure) -> preference.restore()).thenCompose(restore -> restore);
        tidy = restored;
        preference.prefer().whenComplete((known, failure) -> {
            preparing = false;
            if (mine.isDone()) {
                return; // Rolegate stops
            }
            if (failure == null) {
                knowing = Optional.of(sentinel.get().sentinel().id());
                plan(newest.get(), Optional.of(target), mine);
            } else {
                mine.completeExceptionally(
                        new IllegalStateException("switchover aborted: " + OneShotCommand.why(failure)));
            }
        });
    }

    /** What the group is to do for a switchover under way. */
    interface Clients {
        void hold(String why);

        void release();
    }

    /** Does what is due; to be called at every tick and whenever something changed. */
    void step(Topology topology, Clients clients) {
        if (plan.isEmpty()) {
            return;
        }
        try {
            step(plan.get(), topology, clients);
        } catch (RuntimeException failed) {
            // A plan that fails at each tick would hold the clients for ever.
            abort("internal error: " + failed, clients);
        }
    }

    private void step(SwitchPlan current, Topology topology, Clients clients) {
        SwitchPlan.Step step = current.next(topology, ticker.nanos());
        if (step instanceof SwitchPlan.Step.Hold hold) {
            clients.hold(hold.why());
        } else if (step instanceof SwitchPlan.Step.Command command) {
            command(current, topology, command);
        } else if (step instanceof SwitchPlan.Step.Done done) {
            RolegateLog.LOG.switchoverDone(group.id(), done.what());
            CompletableFuture<String> mine = result;
            over(clients);
            mine.complete(done.what());
        } else if (step instanceof SwitchPlan.Step.Aborted aborted) {
            abort(aborted.why(), clients);
        }
    }

    private void abort(String why, Clients clients) {
        RolegateLog.LOG.switchoverAborted(group.id(), why);
        CompletableFuture<String> mine = result;
        try {
            over(clients);
        } finally {
            mine.completeExceptionally(new IllegalStateException("switchover aborted: " + why));
        }
    }

    private void over(Clients clients) {
        plan = Optional.empty();
        clients.release();
    }

    /**
     * Rolegate stops.
     *
     * @return completes when nothing that was changed for a switchover stays so
     */
    CompletableFuture<?> stop() {
        stopped = true;
        if (plan.isPresent() || preparing) {
            plan = Optional.empty();
            result.completeExceptionally(new IllegalStateException(STOPS));
        }
        return tidy;
    }

    private void command(SwitchPlan current, Topology topology, SwitchPlan.Step.Command command) {
        if (knowing.isPresent() || withSentinels(topology)) {
            bySentinel(current, topology);
        } else {
            byServer(current, command.master(), command.target());
        }
    }

    private static boolean withSentinels(Topology topology) {
        return topology.sentinels().stream().anyMatch(SentinelView::up);
    }

    private void bySentinel(SwitchPlan current, Topology topology) {
        Optional<SentinelView> able = able(topology);
        if (able.isEmpty()) {
            taken(
                    current,
                    Optional.of(knowing.map(id -> id + ", which knows the target, is not available for the failover")
                            .orElse(NO_SENTINEL)));
            return;
        }
        SentinelView asked = able.get();
        errand.run(asked.sentinel().endpoint(), group.sentinelCredentials(), "SENTINEL", "FAILOVER", group.masterName())
                .whenComplete((reply, failure) ->
                        taken(current, refusal(asked.sentinel().id(), reply, failure)));
    }

    private Optional<SentinelView> able(Topology topology) {
        return topology.sentinels().stream()
                .filter(SentinelView::votes)
                .filter(view -> knowing.isEmpty()
                        || knowing.get().equals(view.sentinel().id()))
                .findFirst();
    }

    private void byServer(SwitchPlan current, ServerView master, ServerView target) {
        Endpoint to = target.reached().orElse(target.server().endpoint());
        hurry(target);
        errand.run(
                        master.server().endpoint(),
                        group.credentials(),
                        "FAILOVER",
                        "TO",
                        to.host(),
                        String.valueOf(to.port()),
                        "TIMEOUT",
                        String.valueOf(FAILOVER_MILLIS))
                .whenComplete((reply, failure) -> {
                    hurry(target);
                    taken(current, refusal(master.id(), reply, failure));
                });
    }

    /** Has the replica acknowledge its offset at once. It sends no reply, and whether it can is no condition. */
    private void hurry(ServerView target) {
        errand.run(target.server().endpoint(), group.credentials(), "REPLCONF", "GETACK", "*")
                .exceptionally(ignored -> null);
    }

    private static Optional<String> refusal(String by, OneShotCommand.Reply reply, Throwable failure) {
        if (failure != null) {
            return Optional.of(by + " did not confirm the failover command: " + OneShotCommand.why(failure));
        }
        return reply.error().map(error -> by + " refused: " + error);
    }

    /** The answer may come late: it is about the plan that asked for it, and no other. */
    private void taken(SwitchPlan asker, Optional<String> refused) {
        asker.onCommandResult(refused, ticker.nanos());
    }

    /** Waits for the outcome, for a caller that is not the control loop. */
    static String await(CompletableFuture<String> outcome) {
        try {
            return outcome.join();
        } catch (CompletionException failed) {
            if (failed.getCause() instanceof IllegalStateException why) {
                throw new IllegalStateException(why.getMessage());
            }
            throw failed;
        }
    }
}
