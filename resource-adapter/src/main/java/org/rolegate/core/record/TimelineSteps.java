package org.rolegate.core.record;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

import org.rolegate.core.event.TopologyEvent;
import org.rolegate.core.event.TopologyEventHandler;
import org.rolegate.core.model.Observation;
import org.rolegate.core.model.Role;
import org.rolegate.core.model.ServerView;
import org.rolegate.core.model.Topology;

/** The time line's face of topology events and of Sentinel announcements: the steps that they are worth, as texts. */
final class TimelineSteps implements TopologyEventHandler {

    /** The source of the decisions of this process. */
    static final String HERE = "rolegate";

    /** Announcements of these kinds also concern replicas, which has nothing to do with a failover. */
    private static final Set<String> DOWN = Set.of("+sdown", "-sdown", "+odown", "-odown");

    /** Announcements that follow the decision. */
    private static final Set<String> AFTERMATH =
            Set.of("+failover-state-reconf-slaves", "+failover-end", "+failover-end-for-timeout");

    /** Announcements about the next master; they are no news about the master in use. */
    private static final Set<String> OF_SUCCESSOR = Set.of(
            "+selected-slave",
            "+failover-state-send-slaveof-noone",
            "+failover-state-wait-promotion",
            "+promoted-slave",
            "+switch-master");

    private final long nanos;
    private final long epochMillis;
    private final List<TimelineStep> steps = new ArrayList<>();

    private TimelineSteps(long nanos, long epochMillis) {
        this.nanos = nanos;
        this.epochMillis = epochMillis;
    }

    /** Returns the step of a Sentinel's announcement about its group. */
    static TimelineStep of(Observation.SentinelReported announced, Topology now, long nanos, long epochMillis) {
        Optional<ServerView> about = announced.address().flatMap(address -> now.servers().stream()
                .filter(view -> view.hasAddress(address))
                .findFirst());
        boolean ofMaster = about.map(ServerView::id)
                .filter(id -> now.verdict().master().filter(id::equals).isPresent())
                .isPresent();
        String event = announced.event();
        boolean failover = event.contains("failover")
                || event.equals("+elected-leader")
                || event.equals("+selected-slave")
                || event.equals("+promoted-slave")
                || event.equals("+switch-master");
        String whom = about.map(ServerView::id)
                .or(() -> announced.address().map(Object::toString))
                .map(name -> " " + name)
                .orElse("");
        boolean aftermath = AFTERMATH.contains(event) || ofMaster && OF_SUCCESSOR.contains(event);
        boolean doubt = failover && !aftermath || ofMaster && DOWN.contains(event);
        return new TimelineStep(nanos, epochMillis, announced.sentinel(), event + whom, doubt);
    }

    /** Returns the steps of one change's events, which may be fewer than the events. */
    static List<TimelineStep> of(List<TopologyEvent> events, long nanos, long epochMillis) {
        TimelineSteps all = new TimelineSteps(nanos, epochMillis);
        events.forEach(event -> event.deliver(all));
        return all.steps;
    }

    @Override
    public void onServerUp(TopologyEvent.ServerUp event) {
        if (!event.first()) {
            String role = event.role().keyword();
            add(event.server().id(), "is up and reports role " + role, false);
        }
    }

    @Override
    public void onServerDown(TopologyEvent.ServerDown event) {
        if (!event.first()) {
            add(event.server().id(), "is down: " + event.reason(), event.inUse());
        }
    }

    @Override
    public void onCheckFailed(TopologyEvent.CheckFailed event) {
        add(event.server().id(), "a check failed: " + event.reason(), event.inUse());
    }

    @Override
    public void onRoleChanged(TopologyEvent.RoleChanged event) {
        boolean doubt = event.inUse() || event.after() == Role.MASTER;
        add(event.server().id(), "reports role " + event.after().keyword(), doubt);
    }

    @Override
    public void onSentinelUp(TopologyEvent.SentinelUp event) {
        // It is no part of a failover.
    }

    @Override
    public void onSentinelDown(TopologyEvent.SentinelDown event) {
        // It is no part of a failover.
    }

    @Override
    public void onSentinelDoubtsMaster(TopologyEvent.SentinelDoubtsMaster event) {
        add(event.sentinel().id(), "reports the master as down, or a failover in progress", true);
    }

    @Override
    public void onVoteChanged(TopologyEvent.VoteChanged event) {
        String what = "names " + event.after() + " as the master at epoch " + event.epoch();
        add(event.sentinel().id(), what, true);
    }

    @Override
    public void onMasterChanged(TopologyEvent.MasterChanged event) {
        add(HERE, "accepts " + event.master().id() + " as the master: " + event.reason(), false);
    }

    @Override
    public void onMasterLost(TopologyEvent.MasterLost event) {
        add(HERE, "no master: " + event.reason(), false);
    }

    @Override
    public void onNoMasterYet(TopologyEvent.NoMasterYet event) {
        // A failover begins with a master.
    }

    @Override
    public void onRestartedEmpty(TopologyEvent.RestartedEmpty event) {
        // The reason of the next fence contains it if clients are held for it.
    }

    @Override
    public void onStaleClaimFound(TopologyEvent.StaleClaimFound event) {
        // The claim itself is in the time line, as a change of role.
    }

    @Override
    public void onFenceBegan(TopologyEvent.FenceBegan event) {
        add(HERE, "holds clients: " + event.fence().reason(), false);
    }

    @Override
    public void onFenceEnded(TopologyEvent.FenceEnded event) {
        add(HERE, "clients may proceed", false);
    }

    @Override
    public void onFenceConfirmed(TopologyEvent.FenceConfirmed event) {
        // The time line has every fence from its beginning.
    }

    @Override
    public void onConfirmedFenceEnded(TopologyEvent.ConfirmedFenceEnded event) {
        // The time line has every fence to its end.
    }

    private void add(String who, String what, boolean doubt) {
        steps.add(new TimelineStep(nanos, epochMillis, who, what, doubt));
    }
}
