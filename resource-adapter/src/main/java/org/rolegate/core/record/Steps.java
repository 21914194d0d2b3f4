package org.rolegate.core.record;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

import org.rolegate.core.model.Fence;
import org.rolegate.core.model.Observation;
import org.rolegate.core.model.SentinelView;
import org.rolegate.core.model.ServerView;
import org.rolegate.core.model.Topology;
import org.rolegate.core.model.TopologyChange;

/** Puts into words what is worth a place in a time line. */
final class Steps {

    static final String HERE = "rolegate";

    /** What Sentinels say of a replica that has nothing to do with a failover also begins with these. */
    private static final Set<String> DOWN = Set.of("+sdown", "-sdown", "+odown", "-odown");

    /** Said when all is decided. */
    private static final Set<String> AFTERMATH =
            Set.of("+failover-state-reconf-slaves", "+failover-end", "+failover-end-for-timeout");

    /** Said of who is to be master, and no news of one who is. */
    private static final Set<String> OF_SUCCESSOR = Set.of(
            "+selected-slave",
            "+failover-state-send-slaveof-noone",
            "+failover-state-wait-promotion",
            "+promoted-slave",
            "+switch-master");

    private final long nanos;
    private final long epochMillis;
    private final List<Step> steps = new ArrayList<>();

    private Steps(long nanos, long epochMillis) {
        this.nanos = nanos;
        this.epochMillis = epochMillis;
    }

    /** Returns what a Sentinel said of its group. */
    static Step of(Observation.SentinelSaid said, Topology now, long nanos, long epochMillis) {
        Optional<ServerView> about = said.about().flatMap(address -> now.servers().stream()
                .filter(view -> view.answersTo(address))
                .findFirst());
        boolean ofMaster = about.filter(view -> isMaster(view, now)).isPresent();
        String event = said.event();
        boolean failover = event.contains("failover")
                || event.equals("+elected-leader")
                || event.equals("+selected-slave")
                || event.equals("+promoted-slave")
                || event.equals("+switch-master");
        String whom = about.map(ServerView::id)
                .or(() -> said.about().map(Object::toString))
                .map(name -> " " + name)
                .orElse("");
        boolean aftermath = AFTERMATH.contains(event) || ofMaster && OF_SUCCESSOR.contains(event);
        boolean doubt = failover && !aftermath || ofMaster && DOWN.contains(event);
        return new Step(nanos, epochMillis, said.sentinel(), event + whom, doubt);
    }

    /** Returns what one change of the topology brought. */
    static List<Step> of(TopologyChange change, long nanos, long epochMillis) {
        Steps all = new Steps(nanos, epochMillis);
        Topology before = change.before();
        Topology after = change.after();
        for (int i = 0; i < after.servers().size(); i++) {
            all.server(
                    before.servers().get(i),
                    after.servers().get(i),
                    isMaster(after.servers().get(i), before));
        }
        Map<String, SentinelView> sentinels = before.sentinels().stream()
                .collect(Collectors.toMap(view -> view.sentinel().id(), Function.identity()));
        for (SentinelView view : after.sentinels()) {
            Optional.ofNullable(sentinels.get(view.sentinel().id())).ifPresent(was -> all.sentinel(was, view));
        }
        all.verdict(change);
        all.fence(before.fence(), after.fence());
        return all.steps;
    }

    private static boolean isMaster(ServerView view, Topology topology) {
        return topology.verdict().master().filter(view.id()::equals).isPresent();
    }

    private void server(ServerView before, ServerView after, boolean master) {
        boolean healthy = before.health().up() && !before.health().changing();
        if (before.health().up() && !after.health().up()) {
            add(after.id(), "is down: " + after.lastCheck(), master);
        } else if (healthy && after.health().changing()) {
            add(after.id(), "a check failed: " + after.lastCheck(), master);
        } else if (before.health().down() && after.health().up()) {
            add(after.id(), "is up and says " + after.role().word(), false);
        } else if (before.health().up() && before.role() != after.role()) {
            add(after.id(), "says " + after.role().word(), master || after.claimsMaster());
        }
    }

    private void sentinel(SentinelView before, SentinelView after) {
        String id = after.sentinel().id();
        if (before.votes() && before.settled() && after.votes() && !after.settled()) {
            add(id, "sees the master down or a failover under way", true);
        }
        if (before.votes() && after.votes() && !before.names().equals(after.names())) {
            add(id, "names " + after.names().orElseThrow() + " at epoch " + after.epoch(), true);
        }
    }

    private void verdict(TopologyChange change) {
        Topology after = change.after();
        if (change.masterChanged()) {
            add(
                    HERE,
                    after.verdict().master().map(id -> "accepts " + id + ": ").orElse("no master: ")
                            + after.verdict().reason(),
                    false);
        }
    }

    private void fence(Optional<Fence> before, Optional<Fence> after) {
        if (!before.map(Fence::kind).equals(after.map(Fence::kind))) {
            add(
                    HERE,
                    after.map(fence -> "holds clients back: " + fence.reason()).orElse("lets clients in"),
                    false);
        }
    }

    private void add(String who, String what, boolean doubt) {
        steps.add(new Step(nanos, epochMillis, who, what, doubt));
    }
}
