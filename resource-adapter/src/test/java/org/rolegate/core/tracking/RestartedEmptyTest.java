package org.rolegate.core.tracking;

import java.util.Optional;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import org.rolegate.core.config.RestartedEmpty;
import org.rolegate.core.model.Fence;
import org.rolegate.core.model.Replication;
import org.rolegate.core.model.Role;

import static org.assertj.core.api.Assertions.assertThat;

/** A master that was started anew and has less data than it was seen to have. */
class RestartedEmptyTest {

    private static final String ALARM =
            "redis-1 restarted with less data: replication offset 0, before the restart 100";

    @ParameterizedTest
    @EnumSource(RestartedEmpty.class)
    void isAlarmedOnceInBothModes(RestartedEmpty mode) {
        Scene scene = restarted(mode, 0);

        scene.says(1, run("run-1b", 0)).allVote(1, 1);

        assertThat(scene.elected()).isEqualTo("redis-1");
        assertThat(scene.alarms).containsExactly(ALARM);
    }

    @Test
    void isServedWhereAnAlarmIsEnough() {
        assertThat(restarted(RestartedEmpty.ALARM, 0).topology().fence()).isEmpty();
    }

    @Test
    void isHeldBackUntilAnOperatorThawsIt() {
        Scene scene = restarted(RestartedEmpty.FREEZE, 0);
        assertThat(scene.topology().fence()).get().satisfies(fence -> {
            assertThat(fence.kind()).isEqualTo(Fence.Kind.FROZEN);
            assertThat(fence.reason()).isEqualTo(ALARM + "; an operator must promote a replica or thaw the group");
        });

        scene.tracker.thaw();

        assertThat(scene.topology().fence()).isEmpty();
        assertThat(scene.elected()).isEqualTo("redis-1");
    }

    @Test
    void withAllItsDataIsNoAlarm() {
        assertThat(restarted(RestartedEmpty.FREEZE, 100).alarms).isEmpty();
        assertThat(restarted(RestartedEmpty.FREEZE, 100).topology().fence()).isEmpty();
    }

    private static Scene restarted(RestartedEmpty mode, long offset) {
        return Scene.atWork(3, 3, mode).says(1, run("run-1b", offset)).allVote(1, 1);
    }

    private static Replication run(String id, long offset) {
        return new Replication(
                Replication.Source.INFO, Role.MASTER, id, "r9", "r1", offset, Optional.empty(), true, false, 0);
    }
}
