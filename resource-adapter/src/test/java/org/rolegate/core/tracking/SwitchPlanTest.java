package org.rolegate.core.tracking;

import java.time.Duration;
import java.util.Optional;

import org.junit.jupiter.api.Test;

import org.rolegate.core.model.Admin;
import org.rolegate.core.model.Replication;
import org.rolegate.core.model.Role;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class SwitchPlanTest {

    private static final long OFFSET = 1000;

    /** With Sentinels, and a master and two replicas that said their offsets. */
    private final Scene scene = new Scene(3, 3);

    SwitchPlanTest() {
        scene.says(1, master("run-1", OFFSET));
        scene.says(1, master("run-1", OFFSET));
        for (int n = 2; n <= 3; n++) {
            scene.says(n, replica(OFFSET)).says(n, replica(OFFSET));
        }
        scene.allVote(1, 1);
    }

    private static Replication master(String run, long offset) {
        return new Replication(
                Replication.Source.INFO, Role.MASTER, run, "r1", "", offset, Optional.empty(), true, false, 2);
    }

    private static Replication replica(long offset) {
        return replica(offset, true);
    }

    private static Replication replica(long offset, boolean linkUp) {
        return new Replication(
                Replication.Source.INFO,
                Role.REPLICA,
                "any-run",
                "r1",
                "",
                offset,
                Optional.of(Scene.at(1)),
                linkUp,
                false,
                -1);
    }

    private SwitchPlan plan(String... target) {
        return SwitchPlan.of(
                scene.topology(), Optional.ofNullable(target.length == 0 ? null : target[0]), scene.ticker.nanos());
    }

    private SwitchPlan.Step next(SwitchPlan plan) {
        return plan.next(scene.topology(), scene.ticker.nanos());
    }

    private SwitchPlan held(String... target) {
        SwitchPlan plan = plan(target);
        assertThat(next(plan)).isInstanceOf(SwitchPlan.Step.Hold.class);
        scene.ticker.forward(SwitchPlan.IN_FLIGHT);
        return plan;
    }

    private SwitchPlan commanded(String... target) {
        SwitchPlan plan = held(target);
        scene.says(1, master("run-1", OFFSET)).says(2, replica(OFFSET)).says(3, replica(OFFSET));
        assertThat(next(plan)).isInstanceOf(SwitchPlan.Step.Command.class);
        return plan;
    }

    private void promote(int server) {
        scene.announces(1, "+try-failover", 1)
                .announces(1, "+selected-slave", server)
                .says(
                        server,
                        new Replication(
                                Replication.Source.INFO,
                                Role.MASTER,
                                "any-run",
                                "r2",
                                "r1",
                                OFFSET,
                                Optional.empty(),
                                true,
                                false,
                                0));
        assertThat(scene.elected()).isEqualTo("redis-" + server);
    }

    private void assertAborted(SwitchPlan plan, String why) {
        assertThat(next(plan)).isEqualTo(new SwitchPlan.Step.Aborted(why));
    }

    @Test
    void holdsFirst() {
        assertThat(next(plan())).isEqualTo(new SwitchPlan.Step.Hold("a planned switchover from redis-1 is under way"));
        assertThat(next(plan("redis-3")))
                .isEqualTo(new SwitchPlan.Step.Hold("a planned switchover from redis-1 to redis-3 is under way"));
    }

    @Test
    void believesNoOffsetThatWasAskedBeforeTheHold() {
        // Given
        SwitchPlan plan = held();

        // Then
        assertThat(next(plan)).isInstanceOf(SwitchPlan.Step.Wait.class);

        // When
        scene.says(2, replica(OFFSET)).says(3, replica(OFFSET));

        // Then
        assertThat(next(plan)).isInstanceOf(SwitchPlan.Step.Wait.class);
    }

    @Test
    void waitsForEveryReplicaThatTheSentinelsMayChoose() {
        // Given
        SwitchPlan plan = held();
        scene.says(1, master("run-1", OFFSET)).says(2, replica(OFFSET)).says(3, replica(OFFSET - 1));

        // Then
        assertThat(next(plan)).isInstanceOf(SwitchPlan.Step.Wait.class);

        // When
        scene.says(3, replica(OFFSET));

        // Then
        assertThat(next(plan)).isInstanceOf(SwitchPlan.Step.Command.class);
    }

    @Test
    void waitsForTheNamedTargetAlone() {
        // Given
        SwitchPlan plan = held("redis-3");
        scene.says(1, master("run-1", OFFSET)).says(2, replica(OFFSET)).says(3, replica(OFFSET - 1));
        assertThat(next(plan)).isInstanceOf(SwitchPlan.Step.Wait.class);

        // When
        scene.says(3, replica(OFFSET)).says(2, replica(OFFSET - 1));

        // Then
        assertThat(next(plan)).isInstanceOfSatisfying(SwitchPlan.Step.Command.class, command -> {
            assertThat(command.master().id()).isEqualTo("redis-1");
            assertThat(command.target().id()).isEqualTo("redis-3");
        });
    }

    @Test
    void abortsWhenTheTargetDoesNotCatchUp() {
        // Given
        SwitchPlan plan = held("redis-3");
        scene.says(1, master("run-1", OFFSET)).says(3, replica(OFFSET - 1));

        // When
        scene.ticker.forward(SwitchPlan.CATCH_UP);

        // Then
        assertAborted(
                plan,
                "redis-3 did not catch up with redis-1 within 2000 ms: redis-1 is at offset 1000,"
                        + " redis-3 is at offset 999");
    }

    @Test
    void abortsWhenOneTheSentinelsMayChooseDoesNotCatchUp() {
        // Given
        SwitchPlan plan = held();
        scene.says(1, master("run-1", OFFSET)).says(2, replica(OFFSET)).says(3, replica(OFFSET - 1));

        // When
        scene.ticker.forward(SwitchPlan.CATCH_UP);

        // Then
        assertAborted(
                plan,
                "not every replica that the Sentinels may choose caught up with redis-1 within 2000 ms:"
                        + " redis-1 is at offset 1000, redis-2 is at offset 1000, redis-3 is at offset 999");
    }

    @Test
    void takesNoUnknownOffsetForAnEqualOne() {
        // Given
        SwitchPlan plan = held("redis-2");
        scene.says(1, master("run-1", Replication.UNKNOWN_OFFSET)).says(2, replica(Replication.UNKNOWN_OFFSET));

        // When
        scene.ticker.forward(SwitchPlan.CATCH_UP);

        // Then
        assertAborted(
                plan,
                "redis-2 did not catch up with redis-1 within 2000 ms: redis-1 is at offset unknown,"
                        + " redis-2 is at offset unknown");
    }

    @Test
    void abortsWhenTheCommandIsRefused() {
        // Given
        SwitchPlan plan = commanded();

        // When
        plan.onCommandResult(Optional.of("sentinel-1 refused: INPROG"), scene.ticker.nanos());

        // Then
        assertAborted(plan, "sentinel-1 refused: INPROG");
    }

    @Test
    void abortsWhenNobodyIsPromotedInTime() {
        // Given
        SwitchPlan plan = commanded();
        plan.onCommandResult(Optional.empty(), scene.ticker.nanos());
        assertThat(next(plan)).isInstanceOf(SwitchPlan.Step.Wait.class);

        // When
        scene.ticker.forward(SwitchPlan.PROMOTION);

        // Then
        assertAborted(plan, "no other server became master within 10000 ms after the command");
    }

    @Test
    void abortsEvenWhenNobodySaysWhatBecameOfTheCommand() {
        // Given
        SwitchPlan plan = commanded();
        assertThat(next(plan)).isInstanceOf(SwitchPlan.Step.Wait.class);

        // When
        scene.ticker.forward(SwitchPlan.PROMOTION);

        // Then
        assertAborted(plan, "no other server became master within 10000 ms after the command");
    }

    @Test
    void isDoneWhenAnotherServerIsMaster() {
        // Given
        SwitchPlan plan = commanded("redis-2");
        plan.onCommandResult(Optional.empty(), scene.ticker.nanos());

        // When
        promote(2);

        // Then
        assertThat(next(plan)).isInstanceOfSatisfying(SwitchPlan.Step.Done.class, done -> assertThat(done.what())
                .startsWith("switched from redis-1 to redis-2; clients were held for "));
    }

    @Test
    void isNoSuccessWhenAnotherOneThanTheTargetIsMaster() {
        // Given
        SwitchPlan plan = commanded("redis-2");
        plan.onCommandResult(Optional.empty(), scene.ticker.nanos());

        // When
        promote(3);

        // Then
        assertAborted(plan, "redis-3 became master instead of redis-2");
    }

    @Test
    void beginsOnlyWithATargetThatCanBePromoted() {
        assertThatThrownBy(() -> plan("redis-1")).hasMessage("redis-1 is already the master");
        assertThatThrownBy(() -> plan("redis-9")).hasMessage("there is no server 'redis-9' in group main");

        // When
        scene.says(2, replica(OFFSET, false));
        scene.admin(3, Admin.MAINT);

        // Then
        for (String target : new String[] {"redis-2", "redis-3"}) {
            assertThatThrownBy(() -> plan(target))
                    .hasMessage(target + " is not a replica of redis-1 that is up, ready, linked and not loading");
        }
        assertThatThrownBy(this::plan)
                .hasMessage("no server is a replica of redis-1 that is up, ready, linked and not loading");
    }

    @Test
    void beginsOnlyWhileThereIsAMasterAndNobodyIsHeld() {
        // When
        scene.tracker.switchover(Optional.of("by another one"));

        // Then
        assertThatThrownBy(this::plan).hasMessageContaining("a fence already holds the clients: by another one");
        assertThatThrownBy(() -> SwitchPlan.of(new Scene(3, 0).topology(), Optional.empty(), 0))
                .hasMessageStartingWith("there is no master to switch from: ");
    }

    @Test
    void abortsWhenTheMasterIsLostBeforehand() {
        // Given
        SwitchPlan plan = held();

        // When
        scene.dies(1);
        scene.ticker.forward(Duration.ofSeconds(1));
        scene.tracker.tick();

        // Then
        assertThat(next(plan))
                .isInstanceOfSatisfying(SwitchPlan.Step.Aborted.class, aborted -> assertThat(aborted.why())
                        .startsWith("redis-1 was lost before the switchover: "));
    }
}
