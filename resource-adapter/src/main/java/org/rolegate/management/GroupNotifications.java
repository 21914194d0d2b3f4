package org.rolegate.management;

import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicLong;

import javax.management.MBeanNotificationInfo;
import javax.management.Notification;
import javax.management.NotificationBroadcasterSupport;
import javax.management.NotificationEmitter;

import org.rolegate.core.event.TopologyEvent;
import org.rolegate.core.event.TopologyEventHandler;

/** The JMX face of a group's topology events: a notification for each that an operator may have to act on. */
final class GroupNotifications implements TopologyEventHandler {

    /** A master is in use: another one, or one after there was none. */
    static final String MASTER_CHANGED = Names.DOMAIN + ".master.changed";

    /** No master is in use any more. */
    static final String MASTER_LOST = Names.DOMAIN + ".master.lost";

    /** Clients are held; the message contains the reason. */
    static final String MASTER_FENCED = Names.DOMAIN + ".master.fenced";

    /** Clients are no longer held. */
    static final String MASTER_RELEASED = Names.DOMAIN + ".master.released";

    /** The master restarted with less data than it had. */
    static final String RESTARTED_EMPTY = Names.DOMAIN + ".master.restarted-empty";

    /** A server reports role master, but another server is the master in use. */
    static final String STALE_CLAIM = Names.DOMAIN + ".server.stale-claim";

    private final String group;
    private final NotificationBroadcasterSupport broadcaster;
    private final AtomicLong sequence = new AtomicLong();

    /**
     * Creates the notifications of one group.
     *
     * @param group the group's id
     * @param notifier runs the listeners of JMX clients, which must not delay an election
     */
    GroupNotifications(String group, Executor notifier) {
        this.group = group;
        this.broadcaster = new NotificationBroadcasterSupport(
                notifier,
                new MBeanNotificationInfo(
                        new String[] {
                            MASTER_CHANGED, MASTER_LOST, MASTER_FENCED, MASTER_RELEASED, RESTARTED_EMPTY, STALE_CLAIM
                        },
                        Notification.class.getName(),
                        "A change of the master, of its fences or of stale claims; the message contains the reason"));
    }

    NotificationEmitter emitter() {
        return broadcaster;
    }

    @Override
    public void onServerUp(TopologyEvent.ServerUp event) {
        // No notification: the state of each server is an attribute of its MBean.
    }

    @Override
    public void onServerDown(TopologyEvent.ServerDown event) {
        // No notification: the state of each server is an attribute of its MBean.
    }

    @Override
    public void onCheckFailed(TopologyEvent.CheckFailed event) {
        // No notification: the checks of each server are attributes of its MBean.
    }

    @Override
    public void onRoleChanged(TopologyEvent.RoleChanged event) {
        // No notification: the role of each server is an attribute of its MBean.
    }

    @Override
    public void onSentinelUp(TopologyEvent.SentinelUp event) {
        // No notification: the Sentinels are an attribute of the group.
    }

    @Override
    public void onSentinelDown(TopologyEvent.SentinelDown event) {
        // No notification: the Sentinels are an attribute of the group.
    }

    @Override
    public void onSentinelDoubtsMaster(TopologyEvent.SentinelDoubtsMaster event) {
        // No notification: the flight record has the opinion of each Sentinel.
    }

    @Override
    public void onVoteChanged(TopologyEvent.VoteChanged event) {
        // No notification: the flight record has the opinion of each Sentinel.
    }

    @Override
    public void onMasterChanged(TopologyEvent.MasterChanged event) {
        send(MASTER_CHANGED, event, event.reason());
    }

    @Override
    public void onMasterLost(TopologyEvent.MasterLost event) {
        send(MASTER_LOST, event, event.reason());
    }

    @Override
    public void onNoMasterYet(TopologyEvent.NoMasterYet event) {
        // No notification: no master was lost.
    }

    @Override
    public void onRestartedEmpty(TopologyEvent.RestartedEmpty event) {
        send(RESTARTED_EMPTY, event, event.reason());
    }

    @Override
    public void onStaleClaimFound(TopologyEvent.StaleClaimFound event) {
        send(
                STALE_CLAIM,
                event,
                event.server().id() + " reports role master, but " + event.master() + " is the master in use: "
                        + event.reason());
    }

    @Override
    public void onFenceBegan(TopologyEvent.FenceBegan event) {
        // The notification is sent when the fence is confirmed.
    }

    @Override
    public void onFenceEnded(TopologyEvent.FenceEnded event) {
        // The notification is sent if the fence was confirmed.
    }

    @Override
    public void onFenceConfirmed(TopologyEvent.FenceConfirmed event) {
        send(MASTER_FENCED, event, event.fence().reason());
    }

    @Override
    public void onConfirmedFenceEnded(TopologyEvent.ConfirmedFenceEnded event) {
        send(
                MASTER_RELEASED,
                event,
                "clients were held for " + event.lastedMillis() + " ms: "
                        + event.fence().reason());
    }

    private void send(String type, TopologyEvent event, String message) {
        broadcaster.sendNotification(
                new Notification(type, Names.group(group), sequence.incrementAndGet(), event.epochMillis(), message));
    }
}
