package org.rolegate.core.session;

/** The parts of a session's state that occur together between two events. */
record Combination(SessionPhase phase, HoldState hold, DrainState drain, RefusalState refusal) {}
