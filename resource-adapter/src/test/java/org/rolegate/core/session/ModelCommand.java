package org.rolegate.core.session;

/** What a client of a {@link SessionModel} says, by what it means for a move. */
enum ModelCommand {
    /** May be asked again. */
    READ,
    /** Must not run twice. */
    WRITE,
    /** Leaves behind what no other server can be told. */
    PIN
}
