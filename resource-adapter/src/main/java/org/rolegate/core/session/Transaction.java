package org.rolegate.core.session;

import java.util.Optional;

/**
 * Whether a session stands between WATCH or MULTI and what ends them, as the server's replies tell.
 *
 * <p>What is queued or watched lies on one server and cannot be told to another.
 */
final class Transaction {

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
        switch (command) {
            case MULTI -> queueing |= accepted;
            case WATCH -> watching |= accepted;
            case UNWATCH -> watching &= !accepted || queueing;
            case DISCARD -> endIf(accepted);
            // An EXEC that is refused for what was queued ends the transaction too; one without MULTI ends nothing.
            case EXEC -> endIf(accepted || error.get().equals("EXECABORT"));
            default -> throw new IllegalArgumentException(command + " is no command of transactions");
        }
    }

    private void endIf(boolean ended) {
        queueing &= !ended;
        watching &= !ended;
    }
}
