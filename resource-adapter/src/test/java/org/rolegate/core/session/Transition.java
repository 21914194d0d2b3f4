package org.rolegate.core.session;

/** One transition of one part of a session's state: from, by the method of this name, to. */
record Transition(Enum<?> from, String by, Enum<?> to) {

    @Override
    public String toString() {
        return from.getDeclaringClass().getSimpleName() + " " + from + " -- " + by + " --> " + to;
    }
}
