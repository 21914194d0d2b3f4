package org.rolegate.runtime;

import org.rolegate.core.event.TopologyEvent;
import org.rolegate.core.event.TopologyEventHandler;
import org.rolegate.core.model.Fence;
import org.rolegate.core.model.Role;
import org.rolegate.log.RolegateLog;

/** A writer of log lines for the topology events of a group, at most one line for each event. */
final class ChangeLog implements TopologyEventHandler {

    private static final String NONE = "none";

    private final String group;

    ChangeLog(String group) {
        this.group = group;
    }

    @Override
    public void onServerUp(TopologyEvent.ServerUp event) {
        RolegateLog.LOG.serverUp(
                group,
                event.server().id(),
                event.server().endpoint().toString(),
                event.role().keyword());
    }

    @Override
    public void onServerDown(TopologyEvent.ServerDown event) {
        RolegateLog.LOG.serverDown(
                group, event.server().id(), event.server().endpoint().toString(), event.reason());
    }

    @Override
    public void onCheckFailed(TopologyEvent.CheckFailed event) {
        // Not logged: a server that fails several checks in a row is logged as down.
    }

    @Override
    public void onRoleChanged(TopologyEvent.RoleChanged event) {
        if (event.before() != Role.UNKNOWN) {
            RolegateLog.LOG.roleChanged(
                    group,
                    event.server().id(),
                    event.after().keyword(),
                    event.before().keyword());
        }
    }

    @Override
    public void onSentinelUp(TopologyEvent.SentinelUp event) {
        RolegateLog.LOG.sentinelUp(
                group, event.sentinel().id(), event.sentinel().endpoint().toString());
    }

    @Override
    public void onSentinelDown(TopologyEvent.SentinelDown event) {
        RolegateLog.LOG.sentinelDown(
                group, event.sentinel().id(), event.sentinel().endpoint().toString(), event.reason());
    }

    @Override
    public void onSentinelDoubtsMaster(TopologyEvent.SentinelDoubtsMaster event) {
        // The flight record has the opinion of each Sentinel.
    }

    @Override
    public void onVoteChanged(TopologyEvent.VoteChanged event) {
        // The flight record has the opinion of each Sentinel.
    }

    @Override
    public void onMasterChanged(TopologyEvent.MasterChanged event) {
        RolegateLog.LOG.masterElected(
                group,
                event.master().id(),
                event.master().endpoint().toString(),
                event.before().orElse(NONE),
                event.reason());
    }

    @Override
    public void onMasterLost(TopologyEvent.MasterLost event) {
        RolegateLog.LOG.masterLost(group, event.before().orElse(NONE), event.reason());
    }

    @Override
    public void onNoMasterYet(TopologyEvent.NoMasterYet event) {
        RolegateLog.LOG.noMasterYet(group, event.reason());
    }

    @Override
    public void onRestartedEmpty(TopologyEvent.RestartedEmpty event) {
        RolegateLog.LOG.restartedEmpty(group, event.reason());
    }

    @Override
    public void onStaleClaimFound(TopologyEvent.StaleClaimFound event) {
        RolegateLog.LOG.secondMaster(
                group, event.server().id(), event.server().endpoint().toString(), event.master(), event.reason());
    }

    @Override
    public void onFenceBegan(TopologyEvent.FenceBegan event) {
        // Logged when the fence is confirmed.
    }

    @Override
    public void onFenceEnded(TopologyEvent.FenceEnded event) {
        // Logged as the end of a confirmed fence, if it was confirmed.
    }

    @Override
    public void onFenceConfirmed(TopologyEvent.FenceConfirmed event) {
        Fence fence = event.fence();
        String kind = fence.kind().keyword();
        if (fence.kind() == Fence.Kind.ISOLATED || fence.kind() == Fence.Kind.FROZEN) {
            RolegateLog.LOG.graveFenceBegan(group, kind, fence.reason());
        } else {
            RolegateLog.LOG.fenceBegan(group, kind, fence.reason());
        }
    }

    @Override
    public void onConfirmedFenceEnded(TopologyEvent.ConfirmedFenceEnded event) {
        RolegateLog.LOG.fenceEnded(
                group,
                event.fence().kind().keyword(),
                event.lastedMillis(),
                event.master().orElse(NONE));
    }
}
