package org.rolegate.core.event;

/**
 * One face of a group's topology events: a method for each kind of event.
 *
 * <p>The methods are called in the order of the events, on the control loop. They must not block. There are no default
 * methods on purpose: see {@link TopologyEvent}.
 */
public interface TopologyEventHandler {

    void onServerUp(TopologyEvent.ServerUp event);

    void onServerDown(TopologyEvent.ServerDown event);

    void onCheckFailed(TopologyEvent.CheckFailed event);

    void onRoleChanged(TopologyEvent.RoleChanged event);

    void onSentinelUp(TopologyEvent.SentinelUp event);

    void onSentinelDown(TopologyEvent.SentinelDown event);

    void onSentinelDoubtsMaster(TopologyEvent.SentinelDoubtsMaster event);

    void onVoteChanged(TopologyEvent.VoteChanged event);

    void onMasterChanged(TopologyEvent.MasterChanged event);

    void onMasterLost(TopologyEvent.MasterLost event);

    void onNoMasterYet(TopologyEvent.NoMasterYet event);

    void onRestartedEmpty(TopologyEvent.RestartedEmpty event);

    void onStaleClaimFound(TopologyEvent.StaleClaimFound event);

    void onFenceBegan(TopologyEvent.FenceBegan event);

    void onFenceEnded(TopologyEvent.FenceEnded event);

    void onFenceConfirmed(TopologyEvent.FenceConfirmed event);

    void onConfirmedFenceEnded(TopologyEvent.ConfirmedFenceEnded event);
}
