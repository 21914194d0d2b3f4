package org.rolegate.core.event;

import java.util.Optional;

import org.rolegate.core.model.Endpoint;
import org.rolegate.core.model.Fence;
import org.rolegate.core.model.Role;
import org.rolegate.core.model.Sentinel;
import org.rolegate.core.model.Server;

/**
 * One fact that a change of a group's topology brought.
 *
 * <p>The log, the flight record and the notifications are faces of the same events. Each face is a
 * {@link TopologyEventHandler}, which has one method for each kind of event. So a new kind does not compile until every
 * face handles or explicitly ignores it.
 */
public sealed interface TopologyEvent {

    /** Returns when the event happened, in milliseconds since 1970; when it was noticed, if no better time is known. */
    long epochMillis();

    /** Calls the handler's method for this kind of event. */
    void deliver(TopologyEventHandler handler);

    /**
     * A server is up.
     *
     * @param role the role that it reports
     * @param first true if no check of it had ended before
     */
    record ServerUp(long epochMillis, Server server, Role role, boolean first) implements TopologyEvent {
        @Override
        public void deliver(TopologyEventHandler handler) {
            handler.onServerUp(this);
        }
    }

    /**
     * A server is down.
     *
     * @param reason the result of the last check
     * @param inUse true if it was the master in use before the change
     * @param first true if no check of it had ended before
     */
    record ServerDown(long epochMillis, Server server, String reason, boolean inUse, boolean first)
            implements TopologyEvent {
        @Override
        public void deliver(TopologyEventHandler handler) {
            handler.onServerDown(this);
        }
    }

    /**
     * A check of a server failed for the first time; the server is not down yet.
     *
     * @param reason the result of the check
     * @param inUse true if it was the master in use before the change
     */
    record CheckFailed(long epochMillis, Server server, String reason, boolean inUse) implements TopologyEvent {
        @Override
        public void deliver(TopologyEventHandler handler) {
            handler.onCheckFailed(this);
        }
    }

    /**
     * A server that was up and still is reports another role.
     *
     * @param before the role that it reported before
     * @param after the role that it reports now
     * @param inUse true if it was the master in use before the change
     */
    record RoleChanged(long epochMillis, Server server, Role before, Role after, boolean inUse)
            implements TopologyEvent {
        @Override
        public void deliver(TopologyEventHandler handler) {
            handler.onRoleChanged(this);
        }
    }

    /** A Sentinel answers. */
    record SentinelUp(long epochMillis, Sentinel sentinel) implements TopologyEvent {
        @Override
        public void deliver(TopologyEventHandler handler) {
            handler.onSentinelUp(this);
        }
    }

    /**
     * A Sentinel does not answer: any more, or to the first request.
     *
     * @param reason the last error
     */
    record SentinelDown(long epochMillis, Sentinel sentinel, String reason) implements TopologyEvent {
        @Override
        public void deliver(TopologyEventHandler handler) {
            handler.onSentinelDown(this);
        }
    }

    /** A Sentinel whose vote counts now reports the master as down, or a failover in progress. */
    record SentinelDoubtsMaster(long epochMillis, Sentinel sentinel) implements TopologyEvent {
        @Override
        public void deliver(TopologyEventHandler handler) {
            handler.onSentinelDoubtsMaster(this);
        }
    }

    /**
     * A Sentinel whose vote counts names another master.
     *
     * @param before the address that it named before
     * @param after the address that it names now
     * @param epoch its config-epoch for that master
     */
    record VoteChanged(long epochMillis, Sentinel sentinel, Endpoint before, Endpoint after, long epoch)
            implements TopologyEvent {
        @Override
        public void deliver(TopologyEventHandler handler) {
            handler.onVoteChanged(this);
        }
    }

    /**
     * A master is in use: another one than before, or one after there was none.
     *
     * @param before the id of the master in use before, empty if there was none
     * @param master the master in use
     * @param reason the evidence for it
     */
    record MasterChanged(long epochMillis, Optional<String> before, Server master, String reason)
            implements TopologyEvent {
        @Override
        public void deliver(TopologyEventHandler handler) {
            handler.onMasterChanged(this);
        }
    }

    /**
     * No master is in use any more.
     *
     * @param before the id of the master in use before, empty if there was none
     * @param reason why there is none
     */
    record MasterLost(long epochMillis, Optional<String> before, String reason) implements TopologyEvent {
        @Override
        public void deliver(TopologyEventHandler handler) {
            handler.onMasterLost(this);
        }
    }

    /**
     * Every server was checked, and there never was a master; occurs at most once.
     *
     * @param reason why there is none
     */
    record NoMasterYet(long epochMillis, String reason) implements TopologyEvent {
        @Override
        public void deliver(TopologyEventHandler handler) {
            handler.onNoMasterYet(this);
        }
    }

    /**
     * The master restarted with less data than it had.
     *
     * @param reason what it had, and what it has now
     */
    record RestartedEmpty(long epochMillis, String reason) implements TopologyEvent {
        @Override
        public void deliver(TopologyEventHandler handler) {
            handler.onRestartedEmpty(this);
        }
    }

    /**
     * A server makes a stale claim: it reports {@code role:master} while another server is the master in use. Occurs once
     * until the server gives the claim up.
     *
     * @param server the claimant
     * @param master the id of the master in use
     * @param reason why that one is in use
     */
    record StaleClaimFound(long epochMillis, Server server, String master, String reason) implements TopologyEvent {
        @Override
        public void deliver(TopologyEventHandler handler) {
            handler.onStaleClaimFound(this);
        }
    }

    /** A fence began, or took the place of one of another kind; every fence, however short. */
    record FenceBegan(Fence fence) implements TopologyEvent {
        @Override
        public long epochMillis() {
            return fence.sinceEpochMillis();
        }

        @Override
        public void deliver(TopologyEventHandler handler) {
            handler.onFenceBegan(this);
        }
    }

    /**
     * There is no fence any more; every fence, however short.
     *
     * @param fence the last one
     */
    record FenceEnded(long epochMillis, Fence fence) implements TopologyEvent {
        @Override
        public void deliver(TopologyEventHandler handler) {
            handler.onFenceEnded(this);
        }
    }

    /**
     * A fence is worth a report to an operator: at once, but one of kind {@link Fence.Kind#ASLEEP} only if it lasts for a
     * second. Occurs again if a fence of another kind takes its place.
     */
    record FenceConfirmed(Fence fence) implements TopologyEvent {
        @Override
        public long epochMillis() {
            return fence.sinceEpochMillis();
        }

        @Override
        public void deliver(TopologyEventHandler handler) {
            handler.onFenceConfirmed(this);
        }
    }

    /**
     * There is no fence any more, and at least one was confirmed.
     *
     * @param fence the fence that was confirmed last
     * @param lastedMillis how long clients were held, from the first fence confirmed
     * @param master the id of the master in use, empty if there is none
     */
    record ConfirmedFenceEnded(long epochMillis, Fence fence, long lastedMillis, Optional<String> master)
            implements TopologyEvent {
        @Override
        public void deliver(TopologyEventHandler handler) {
            handler.onConfirmedFenceEnded(this);
        }
    }
}
