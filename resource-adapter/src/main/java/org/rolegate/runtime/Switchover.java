package org.rolegate.runtime;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;

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

import static java.util.Objects.requireNonNull;

/**
 * The executor of planned switchovers of one group, one at a time. Belongs to the control loop.
 *
 * <p>With Sentinels, a Sentinel promotes the replica ({@code SENTINEL FAILOVER}), so that their view stays correct.
 * Without them the master does it ({@code FAILOVER}, Redis 6.2). A {@code REPLCONF GETACK} makes that faster, since a
 * replica acknowledges its offset only once a second by itself.
 */
final class Switchover {

    private static final Duration REPLY_TIMEOUT = Duration.ofSeconds(2);
    /** The time-out of the command {@code FAILOVER}. */
    private static final long FAILOVER_MILLIS = 3000;

    private static final String NO_SENTINEL = "no Sentinel is available for the failover";
    private static final String STOPS = "Rolegate is stopping";

    private final GroupSettings group;
    private final Ticker ticker;
    private final OneShotCommand commands;
    private final Supplier<Topology> latest;
    private Optional<SwitchPlan> plan = Optional.empty();
    /**
     * The id of the Sentinel that is known to prefer the target, if a target was named. Another Sentinel could choose
     * another replica.
     */
    private Optional<String> informedSentinel = Optional.empty();

    /** The outcome of the last switchover. Absent until the first one begins. */
    private @Nullable CompletableFuture<String> result;

    private boolean preparing;
    private boolean stopped;
    /** Completes when every change that a switchover made on a server is restored. */
    private CompletableFuture<?> cleanup = CompletableFuture.completedFuture(null);

    /**
     * Creates one without a switchover.
     *
     * @param latest returns the current topology
     */
    Switchover(GroupSettings group, EventLoops loops, Ticker ticker, Supplier<Topology> latest) {
        this.latest = latest;
        this.group = group;
        this.ticker = ticker;
        this.commands = new OneShotCommand(loops, REPLY_TIMEOUT);
    }

    /**
     * Begins a switchover.
     *
     * @return completes with a description of the result, or exceptionally with an {@link IllegalStateException} whose
     *     message is the reason
     */
    CompletableFuture<String> begin(Topology topology, Optional<String> target) {
        CompletableFuture<String> outcome = new CompletableFuture<>();
        if (plan.isPresent() || preparing || stopped) {
            outcome.completeExceptionally(
                    new IllegalStateException(stopped ? STOPS : "a switchover is already in progress"));
            return outcome;
        }
        informedSentinel = Optional.empty();
        if (target.isPresent() && withSentinels(topology)) {
            preferThenBegin(topology, target.get(), outcome);
        } else {
            plan(topology, target, outcome);
        }
        return outcome;
    }

    private void plan(Topology topology, Optional<String> target, CompletableFuture<String> outcome) {
        try {
            plan = Optional.of(SwitchPlan.of(topology, target, ticker.nanos()));
            result = outcome;
        } catch (IllegalArgumentException cannot) {
            outcome.completeExceptionally(new IllegalStateException(cannot.getMessage()));
        }
    }

    /**
     * Makes the Sentinels prefer the target, since they choose the replica to promote, and then begins the switchover.
     */
    private void preferThenBegin(Topology topology, String target, CompletableFuture<String> outcome) {
        try {
            // Checked first, so that nothing is changed for a switchover that cannot begin.
            SwitchPlan.of(topology, Optional.of(target), ticker.nanos());
        } catch (IllegalArgumentException cannot) {
            outcome.completeExceptionally(new IllegalStateException(cannot.getMessage()));
            return;
        }
        Optional<SentinelView> sentinel = availableSentinel(topology);
        if (sentinel.isEmpty()) {
            outcome.completeExceptionally(new IllegalStateException(NO_SENTINEL));
            return;
        }
        preparing = true;
        result = outcome;
        SentinelPreference preference = new SentinelPreference(
                group,
                commands,
                ticker,
                topology.server(target).orElseThrow(),
                sentinel.get().sentinel().endpoint());
        CompletableFuture<?> restored =
                outcome.handle((done, failure) -> preference.restore()).thenCompose(restore -> restore);
        cleanup = restored;
        preference.prefer().whenComplete((known, failure) -> {
            preparing = false;
            if (outcome.isDone()) {
                return; // Rolegate is stopping.
            }
            if (failure == null) {
                informedSentinel = Optional.of(sentinel.get().sentinel().id());
                plan(latest.get(), Optional.of(target), outcome);
            } else {
                outcome.completeExceptionally(
                        new IllegalStateException("switchover aborted: " + OneShotCommand.reason(failure)));
            }
        });
    }

    /** The effects of a switchover on the clients of the group. */
    interface Clients {
        /** Holds the clients of the group; the reason is for logs and pages. */
        void hold(String why);

        /** Releases the held clients. */
        void release();
    }

    /** Performs the next step of the plan if it is due. Must be called at every tick and after every change. */
    void step(Topology topology, Clients clients) {
        if (plan.isEmpty()) {
            return;
        }
        try {
            step(plan.get(), topology, clients);
        } catch (RuntimeException failed) {
            // Aborted, since a plan that fails at each tick would hold the clients for ever.
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
            CompletableFuture<String> outcome = requireNonNull(result, "set with the plan");
            finish(clients);
            outcome.complete(done.what());
        } else if (step instanceof SwitchPlan.Step.Aborted aborted) {
            abort(aborted.why(), clients);
        }
    }

    private void abort(String why, Clients clients) {
        RolegateLog.LOG.switchoverAborted(group.id(), why);
        CompletableFuture<String> outcome = requireNonNull(result, "set with the plan");
        try {
            finish(clients);
        } finally {
            outcome.completeExceptionally(new IllegalStateException("switchover aborted: " + why));
        }
    }

    private void finish(Clients clients) {
        plan = Optional.empty();
        clients.release();
    }

    /**
     * Cancels a switchover, since Rolegate stops.
     *
     * @return completes when every change that a switchover made on a server is restored
     */
    CompletableFuture<?> stop() {
        stopped = true;
        if (plan.isPresent() || preparing) {
            plan = Optional.empty();
            requireNonNull(result, "set with the plan and before a preparation")
                    .completeExceptionally(new IllegalStateException(STOPS));
        }
        return cleanup;
    }

    private void command(SwitchPlan current, Topology topology, SwitchPlan.Step.Command command) {
        if (informedSentinel.isPresent() || withSentinels(topology)) {
            bySentinel(current, topology);
        } else {
            byServer(current, command.master(), command.target());
        }
    }

    private static boolean withSentinels(Topology topology) {
        return topology.sentinels().stream().anyMatch(SentinelView::up);
    }

    private void bySentinel(SwitchPlan current, Topology topology) {
        Optional<SentinelView> available = availableSentinel(topology);
        if (available.isEmpty()) {
            onReply(
                    current,
                    Optional.of(informedSentinel
                            .map(id -> id + ", which knows the target, is not available for the failover")
                            .orElse(NO_SENTINEL)));
            return;
        }
        SentinelView sentinel = available.get();
        commands.run(
                        sentinel.sentinel().endpoint(),
                        group.sentinelCredentials(),
                        "SENTINEL",
                        "FAILOVER",
                        group.masterName())
                .whenComplete((reply, failure) ->
                        onReply(current, refusal(sentinel.sentinel().id(), reply, failure)));
    }

    private Optional<SentinelView> availableSentinel(Topology topology) {
        return topology.sentinels().stream()
                .filter(SentinelView::votes)
                .filter(view -> informedSentinel.isEmpty()
                        || informedSentinel.get().equals(view.sentinel().id()))
                .findFirst();
    }

    private void byServer(SwitchPlan current, ServerView master, ServerView target) {
        Endpoint to = target.reached().orElse(target.server().endpoint());
        requestAck(target);
        commands.run(
                        master.server().endpoint(),
                        group.credentials(),
                        "FAILOVER",
                        "TO",
                        to.host(),
                        String.valueOf(to.port()),
                        "TIMEOUT",
                        String.valueOf(FAILOVER_MILLIS))
                .whenComplete((reply, failure) -> {
                    requestAck(target);
                    onReply(current, refusal(master.id(), reply, failure));
                });
    }

    /** Makes the replica acknowledge its offset at once. It sends no reply, and a failure is ignored. */
    private void requestAck(ServerView target) {
        commands.run(target.server().endpoint(), group.credentials(), "REPLCONF", "GETACK", "*")
                .exceptionally(ignored -> null);
    }

    private static Optional<String> refusal(
            String by, OneShotCommand.@Nullable Reply reply, @Nullable Throwable failure) {
        if (failure != null) {
            return Optional.of(by + " did not confirm the failover command: " + OneShotCommand.reason(failure));
        }
        return requireNonNull(reply, "without a failure there is a reply")
                .error()
                .map(error -> by + " refused: " + error);
    }

    /** Passes a reply to the plan that sent the command. A late reply must not reach a newer plan. */
    private void onReply(SwitchPlan sender, Optional<String> refused) {
        sender.onCommandResult(refused, ticker.nanos());
    }

    /**
     * Waits for the outcome. Must not be called on the control loop.
     *
     * @throws IllegalStateException if the switchover failed; the message is the reason
     */
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
