package org.rolegate.core.tracking;

import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Collectors;

import org.rolegate.core.model.Admin;
import org.rolegate.core.model.Replication;
import org.rolegate.core.model.Role;
import org.rolegate.core.model.SentinelView;
import org.rolegate.core.model.ServerView;
import org.rolegate.core.model.Topology;

/**
 * The plan of a switchover: it returns the next step and does nothing itself.
 *
 * <pre>
 *             hold        all offsets read after the hold are equal        the command succeeds
 *   BEGIN ----------&gt; EQUALIZING ------------------------------------&gt; COMMANDING ---------&gt; VERIFYING
 *                          |                                                |                  |     |
 *                          | no replica catches up in time                  | refused          |     | another master
 *                          +--------------------&gt; ABORTED &lt;-----------------+------------------+     v is in use
 *                                                                 none in time, not the target     DONE
 * </pre>
 *
 * <p>Not thread-safe. Times are ticker nanoseconds.
 */
public final class SwitchPlan {

    /** The time in which the replica must receive all data of the master; clients are held meanwhile. */
    static final Duration CATCH_UP = Duration.ofSeconds(2);

    /** The time in which the promotion must happen after its command; clients are held meanwhile. */
    static final Duration PROMOTION = Duration.ofSeconds(10);

    /** The time after which requests that were in flight when clients were held have arrived at the master. */
    static final Duration IN_FLIGHT = Duration.ofMillis(10);

    /** The next action of the caller. */
    public sealed interface Step {

        /** The step to hold the clients of the master. */
        record Hold(String why) implements Step {}

        /** The step to wait. */
        record Wait() implements Step {}

        /** The step to promote a replica: the given target, or the choice of the Sentinels, or else this one. */
        record Command(ServerView master, ServerView target) implements Step {}

        /** The end of the plan: another master is in use. */
        record Done(String what) implements Step {}

        /** The failure of the plan; clients resume on the old master. */
        record Aborted(String why) implements Step {}
    }

    private enum State {
        BEGIN,
        EQUALIZING,
        COMMANDING,
        VERIFYING
    }

    private final String from;
    private final Optional<String> target;
    private final long begunAt;
    private State state = State.BEGIN;
    private Optional<String> refusal = Optional.empty();
    private long heldAt;
    private long commandedAt;

    private SwitchPlan(String from, Optional<String> target, long now) {
        this.from = from;
        this.target = target;
        this.begunAt = now;
    }

    /**
     * Creates a plan for the current topology.
     *
     * @param target the id of the replica to be promoted; empty for the best one
     * @throws IllegalArgumentException with the reason, if the switchover cannot begin
     */
    public static SwitchPlan of(Topology topology, Optional<String> target, long now) {
        ServerView master = topology.master()
                .orElseThrow(() -> new IllegalArgumentException("there is no master to switch from: "
                        + topology.verdict().reason()));
        topology.fence().ifPresent(fence -> {
            throw new IllegalArgumentException("a fence already holds the clients: " + fence.reason());
        });
        if (target.filter(master.id()::equals).isPresent()) {
            throw new IllegalArgumentException(master.id() + " is already the master");
        }
        List<ServerView> candidates = topology.servers().stream()
                .filter(view -> target.isEmpty() || target.get().equals(view.id()))
                .toList();
        if (candidates.isEmpty()) {
            throw new IllegalArgumentException(
                    "there is no server '" + target.orElse("") + "' in group " + topology.group());
        }
        if (candidates.stream().noneMatch(view -> promotable(view, master))) {
            throw new IllegalArgumentException((target.isPresent() ? target.get() + " is not" : "no server is")
                    + " a replica of " + master.id() + " that is up, ready, linked and not loading");
        }
        return new SwitchPlan(master.id(), target, now);
    }

    private static boolean promotable(ServerView view, ServerView master) {
        return view.admin() == Admin.READY && linked(view, master);
    }

    private static boolean linked(ServerView view, ServerView master) {
        return view.role() == Role.REPLICA
                && view.follows(master)
                && view.reported().filter(Replication::linked).isPresent();
    }

    /** Returns the next step for the current topology. */
    public Step next(Topology topology, long now) {
        if (state == State.BEGIN) {
            state = State.EQUALIZING;
            heldAt = now;
            return new Step.Hold("a planned switchover from " + from
                    + target.map(id -> " to " + id).orElse("") + " is under way");
        }
        Optional<String> inUse = topology.verdict().master();
        if (inUse.isPresent() && !inUse.get().equals(from)) {
            return onMasterChanged(inUse.get(), now);
        }
        if (state == State.EQUALIZING) {
            return equalize(topology, now);
        }
        return refusal.<Step>map(Step.Aborted::new).orElseGet(() -> verify(now));
    }

    private Step equalize(Topology topology, long now) {
        Optional<ServerView> master = topology.master();
        if (master.isEmpty()) {
            return new Step.Aborted(from + " was lost before the switchover: "
                    + topology.verdict().reason());
        }
        ServerView source = master.get();
        long arrivedBy = heldAt + IN_FLIGHT.toNanos();
        List<ServerView> replicas = topology.servers().stream()
                .filter(view -> target.isEmpty() || target.get().equals(view.id()))
                .filter(view -> promotable(view, source))
                .toList();
        boolean sentinelsChoose =
                target.isEmpty() && topology.sentinels().stream().anyMatch(SentinelView::up);
        if (source.requestedAt() - arrivedBy >= 0 && offset(source) != Replication.UNKNOWN_OFFSET) {
            Predicate<ServerView> hasAll =
                    view -> view.requestedAt() - arrivedBy >= 0 && offset(view) >= offset(source);
            Optional<ServerView> best = bestOf(replicas.stream().filter(hasAll).toList());
            // Sentinels compare priorities before offsets, so all replicas that they may choose must have all data.
            if (best.isPresent()
                    && (!sentinelsChoose
                            || topology.servers().stream()
                                    .filter(view -> linked(view, source))
                                    .allMatch(hasAll))) {
                state = State.COMMANDING;
                commandedAt = now;
                return new Step.Command(source, best.get());
            }
        }
        if (now - heldAt < CATCH_UP.toNanos()) {
            return new Step.Wait();
        }
        return new Step.Aborted(target.map(id -> id + " did not catch up")
                        .orElse(
                                sentinelsChoose
                                        ? "not every replica that the Sentinels may choose caught up"
                                        : "no replica caught up")
                + " with " + from + " within " + CATCH_UP.toMillis() + " ms: " + description(source)
                + replicas.stream().map(view -> ", " + description(view)).collect(Collectors.joining()));
    }

    private static Optional<ServerView> bestOf(List<ServerView> replicas) {
        return replicas.stream().max(Comparator.comparingLong(SwitchPlan::offset));
    }

    private static String description(ServerView view) {
        long offset = offset(view);
        return view.id() + " is at offset " + (offset == Replication.UNKNOWN_OFFSET ? "unknown" : offset);
    }

    private static long offset(ServerView view) {
        return view.reported().map(Replication::offset).orElse(Replication.UNKNOWN_OFFSET);
    }

    /** Applies the result of the command: empty if it succeeded, otherwise the error. */
    public void onCommandResult(Optional<String> refused, long now) {
        if (state == State.COMMANDING) {
            refusal = refused;
            if (refused.isEmpty()) {
                commandedAt = now;
                state = State.VERIFYING;
            }
        }
    }

    private Step verify(long now) {
        return now - commandedAt < PROMOTION.toNanos()
                ? new Step.Wait()
                : new Step.Aborted(
                        "no other server became master within " + PROMOTION.toMillis() + " ms after the command");
    }

    private Step onMasterChanged(String to, long now) {
        if (target.filter(id -> !id.equals(to)).isPresent()) {
            return new Step.Aborted(to + " became master instead of " + target.get());
        }
        return new Step.Done("switched from " + from + " to " + to + "; clients were held for "
                + (now - heldAt) / 1_000_000 + " ms; the switchover took " + (now - begunAt) / 1_000_000 + " ms");
    }
}
