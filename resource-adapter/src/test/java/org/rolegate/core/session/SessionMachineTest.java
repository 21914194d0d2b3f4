package org.rolegate.core.session;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import org.rolegate.testing.Slow;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Goes through every order in which things can happen to a session with a short script, two servers and so many mishaps at most:
 * every state that can be reached is reached, everything that can happen next happens, and from everywhere all ends well once
 * nothing goes wrong any more.
 */
@Slow
class SessionMachineTest {

    private static final int MISHAPS = Integer.getInteger("rolegate.test.mishaps", 1);
    private static final int FEWEST_STATES = 10_000;

    /** How a state was reached: the last step, and what was before. */
    private record Path(Path before, SessionStep step) {

        List<SessionStep> steps() {
            List<SessionStep> steps = new ArrayList<>();
            for (Path at = this; at.step != null; at = at.before) {
                steps.add(0, at.step);
            }
            return steps;
        }
    }

    static Stream<List<ModelCommand>> scripts() {
        ModelCommand[] all = ModelCommand.values();
        return Stream.concat(Stream.of(all).map(List::of), Stream.of(all).flatMap(first -> Stream.of(all)
                .map(second -> List.of(first, second))));
    }

    /** Where less is said, more goes wrong. */
    @ParameterizedTest
    @MethodSource("scripts")
    void allEndsWellWhateverHappens(List<ModelCommand> script) {
        int states = 0;
        for (int rules = 0; rules < 8; rules++) {
            states += explore(
                    script,
                    new SessionRules((rules & 1) == 0, (rules & 2) == 0, (rules & 4) == 0),
                    MISHAPS + (script.size() == 1 ? 1 : 0));
        }

        // A world in which little can happen proves little.
        assertThat(states).isGreaterThan(FEWEST_STATES);
    }

    /** Some things take two commands and two mishaps. */
    @Test
    void allEndsWellAfterOneMishapMore() {
        int states = explore(
                List.of(ModelCommand.READ, ModelCommand.WRITE), new SessionRules(true, true, false), MISHAPS + 1);

        assertThat(states).isGreaterThan(FEWEST_STATES);
    }

    /** What is not drawn does not occur: each exploration checks that. */
    @Test
    void allThatIsDrawnOccurs() {
        SessionRecord record = new SessionRecord();
        SessionRules rules = new SessionRules(true, true, true);
        explore(List.of(ModelCommand.WRITE), rules, MISHAPS + 1, record);
        explore(List.of(ModelCommand.WRITE, ModelCommand.READ), rules, MISHAPS, record);

        // The requests are only forgotten if memory is short, which this world does not know; MovesTest has it.
        assertThat(record.missing())
                .containsExactly(new Transition(MoveState.RESENDING, "onServerReady", MoveState.MOVED));
    }

    private static int explore(List<ModelCommand> script, SessionRules rules, int mishaps) {
        return explore(script, rules, mishaps, new SessionRecord());
    }

    /** Returns how many states there are. */
    private static int explore(List<ModelCommand> script, SessionRules rules, int mishaps, SessionRecord record) {
        Set<String> seen = new HashSet<>();
        Deque<Path> open = new ArrayDeque<>(List.of(new Path(null, null)));
        while (!open.isEmpty()) {
            Path path = open.remove();
            Set<SessionStep> next = EnumSet.noneOf(SessionStep.class);
            SessionModel here = replay(script, rules, mishaps, record, path);
            for (SessionStep step : SessionStep.values()) {
                if (step.possible(here)) {
                    next.add(step);
                }
            }
            for (SessionStep step : next) {
                Path longer = new Path(path, step);
                SessionModel world = replay(script, rules, mishaps, record, longer);
                if (seen.add(world.toString())) {
                    settle(world, longer, rules);
                    open.add(longer);
                }
            }
        }
        return seen.size();
    }

    private static SessionModel replay(
            List<ModelCommand> script, SessionRules rules, int mishaps, SessionRecord record, Path path) {
        SessionModel world = new SessionModel(script, rules, mishaps, record);
        world.machine.onAccepted();
        List<SessionStep> steps = path.steps();
        for (SessionStep step : steps) {
            try {
                step.apply(world);
            } catch (AssertionError wrong) {
                throw new AssertionError(
                        wrong.getMessage() + ": " + script + " " + rules + " " + steps + " " + world, wrong);
            }
        }
        return world;
    }

    private static void settle(SessionModel world, Path path, SessionRules rules) {
        String before = world.toString();
        try {
            world.settle();
        } catch (AssertionError wrong) {
            throw new AssertionError(
                    wrong.getMessage() + ", in the end: " + world.script + " " + rules + " " + path.steps() + " "
                            + before + " " + world,
                    wrong);
        }
    }
}
