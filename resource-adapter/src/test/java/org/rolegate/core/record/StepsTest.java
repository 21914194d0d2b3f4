package org.rolegate.core.record;

import java.util.List;

import org.junit.jupiter.api.Test;

import org.rolegate.core.event.Samples;
import org.rolegate.core.event.TopologyEvent;
import org.rolegate.core.model.Endpoint;
import org.rolegate.core.model.Role;
import org.rolegate.core.model.Server;

import static org.assertj.core.api.Assertions.assertThat;

class StepsTest {

    private static final Server SERVER = new Server("redis-2", new Endpoint("10.0.0.2", 6379));

    @Test
    void theTimelineHasEachKindOfEventOrLeavesItOut() {
        assertThat(TimelineSteps.of(Samples.ALL, 1, 2))
                .extracting(step -> step.who() + " " + step.what() + (step.doubt() ? " (doubt)" : ""))
                .containsExactly(
                        "redis-2 is up and reports role replica",
                        "redis-2 is down: connection refused (doubt)",
                        "redis-2 a check failed: timeout (doubt)",
                        "redis-2 reports role master (doubt)",
                        "sentinel-1 reports the master as down, or a failover in progress (doubt)",
                        "sentinel-1 names 10.0.0.2:6379 as the master at epoch 3 (doubt)",
                        "rolegate accepts redis-2 as the master: promoted",
                        "rolegate no master: silent",
                        "rolegate holds clients: cut off",
                        "rolegate clients may proceed");
    }

    @Test
    void theFirstCheckOfAServerIsNoStep() {
        assertThat(TimelineSteps.of(
                        List.of(
                                new TopologyEvent.ServerUp(1, SERVER, Role.MASTER, true),
                                new TopologyEvent.ServerDown(1, SERVER, "timeout", false, true)),
                        1,
                        2))
                .isEmpty();
    }

    @Test
    void whatConcernsAReplicaIsNoDoubt() {
        assertThat(TimelineSteps.of(
                        List.of(
                                new TopologyEvent.ServerDown(1, SERVER, "timeout", false, false),
                                new TopologyEvent.CheckFailed(1, SERVER, "timeout", false),
                                new TopologyEvent.RoleChanged(1, SERVER, Role.MASTER, Role.REPLICA, false)),
                        1,
                        2))
                .hasSize(3)
                .noneMatch(TimelineStep::doubt);
    }
}
