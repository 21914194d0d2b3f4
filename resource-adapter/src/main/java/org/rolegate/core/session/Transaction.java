package org.rolegate.core.session;

import java.util.Optional;

/**
 * Whether a session stands between WATCH or MULTI and what ends them, as the server's replies tell.
 *
 * <p>What is queued or watched lies on one server and cannot be told to another.
 */
final class Transaction {

    /** The code of the error that Rolegate itself answers when a server was lost before it did. */
    static final String UNCERTAIN = "UNCERTAIN";

    private boolean queueing;
    private boolean watching;

    boolean open() {
        return queueing || watching;
    }

    /** Whether commands are queued instead of executed. */
    boolean queueing() {
        return queueing;
    }

    void answered(CommandClass command, Optional<String> error) {
        boolean accepted = error.isEmpty();
        boolean uncertain = error.isPresent() && error.get().equals(UNCERTAIN);
        switch (command) {
            // Its client may have sent a part of the transaction only: the rest must not run outside of it.
            case MULTI -> queueing |= accepted || uncertain;
            case WATCH -> watching |= accepted || uncertain;
            case UNWATCH -> watching &= !accepted || queueing;
            case DISCARD -> endIf(accepted);
            // An EXEC that is refused for what was queued ends the transaction too, and so does one whose server was
            // lost;
            // one without MULTI ends nothing.
            case EXEC -> endIf(accepted || uncertain || error.get().equals("EXECABORT"));
            default -> throw new IllegalArgumentException(command + " is no command of transactions");
        }
    }

    private void endIf(boolean ended) {
        queueing &= !ended;
        watching &= !ended;
    }
}
