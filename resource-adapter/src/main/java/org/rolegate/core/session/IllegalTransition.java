package org.rolegate.core.session;

/** The exception for a transition that a state does not have. */
final class IllegalTransition extends IllegalStateException {

    private static final long serialVersionUID = 1L;

    IllegalTransition(Enum<?> state, String transition) {
        super(state.getDeclaringClass().getSimpleName() + " " + state + " has no transition " + transition);
    }
}
