package org.rolegate.core.session;

import java.util.HashSet;
import java.util.Set;

/** The transitions and combinations that occurred in some worlds; one that is not drawn is an error at once. */
final class SessionRecord {

    private static final Set<Transition> DRAWN_TRANSITIONS = SessionDrawing.allTransitions();
    private static final Set<Combination> DRAWN_COMBINATIONS = SessionDrawing.combinations();

    private final Set<Transition> transitions = new HashSet<>();
    private final Set<Combination> combinations = new HashSet<>();
    /** What is in the sets already, for speed: a step is recorded some ten million times. */
    private final boolean[][] phases = new boolean[SessionPhase.values().length][SessionPhase.values().length];

    private final boolean[][][][] parts = new boolean[SessionPhase.values().length][HoldState.values().length]
            [DrainState.values().length][RefusalState.values().length];

    /** A method of the handover or of the hold was called. */
    void transition(Enum<?> from, String by, Enum<?> to) {
        if (from == to) {
            return;
        }
        Transition transition = new Transition(from, by, to);
        if (transitions.add(transition)) {
            mustBeDrawn(DRAWN_TRANSITIONS.contains(transition), transition);
        }
    }

    /** A step led from this phase to where the machine is now. */
    void step(SessionPhase before, SessionMachine machine) {
        phases(before, machine.phase());
        HoldState hold = machine.hold.state();
        DrainState drain = machine.handover.drainState();
        RefusalState refusal = machine.handover.refusalState();
        boolean[] known = parts[machine.phase().ordinal()][hold.ordinal()][drain.ordinal()];
        if (!known[refusal.ordinal()]) {
            known[refusal.ordinal()] = true;
            Combination combination = new Combination(machine.phase(), hold, drain, refusal);
            combinations.add(combination);
            mustBeDrawn(DRAWN_COMBINATIONS.contains(combination), combination);
        }
    }

    private void phases(SessionPhase before, SessionPhase after) {
        if (before == after || phases[before.ordinal()][after.ordinal()]) {
            return;
        }
        phases[before.ordinal()][after.ordinal()] = true;
        Set<Transition> arrows = new HashSet<>(DRAWN_TRANSITIONS);
        arrows.removeIf(arrow -> arrow.from() != before || arrow.to() != after);
        mustBeDrawn(!arrows.isEmpty(), before + " to " + after);
        transitions.addAll(arrows);
    }

    private static void mustBeDrawn(boolean drawn, Object what) {
        if (!drawn) {
            throw new AssertionError("not drawn: " + what);
        }
    }

    /** Returns what is drawn and did not occur. */
    Set<Object> missing() {
        Set<Object> missing = new HashSet<>(DRAWN_TRANSITIONS);
        missing.addAll(DRAWN_COMBINATIONS);
        missing.removeAll(transitions);
        missing.removeAll(combinations);
        return missing;
    }
}
