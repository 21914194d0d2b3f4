package org.rolegate.core.session;

import java.util.Optional;

/**
 * Whether a session stands between WATCH or MULTI and what ends them, as the server's replies tell.
 *
 * <p>What is queued has not run, and can be queued anew on another server. What is watched lies on one server: another one
 * does not know what changed before.
 */
final class Transaction {

    /** The code of the error that Rolegate itself answers when a server was lost before it did. */
    static final String UNCERTAIN = "UNCERTAIN";

    private boolean queueing;
    private boolean watching;
    /** Another server cannot be brought to where it stands: nobody knows whether it began, or something was refused in it. */
    private boolean doubtful;

    boolean open() {
        return queueing || watching;
    }

    /** Whether another server can be told of it. */
    boolean movable() {
        return !watching && !doubtful;
    }

    /** A command was refused instead of queued: EXEC will carry out nothing, and another server would not know why. */
    void refused() {
        doubtful |= queueing;
    }

    /** Whether commands are queued instead of executed. */
    boolean queueing() {
        return queueing;
    }

    void answered(CommandClass command, Optional<String> error) {
        boolean accepted = error.isEmpty();
        boolean uncertain = error.isPresent() && error.get().equals(UNCERTAIN);
        doubtful |= uncertain && (command == CommandClass.MULTI || command == CommandClass.WATCH);
        switch (command) {
            // Its client may have sent a part of the transaction only: the rest must not run outside of it.
            case MULTI -> queueing |= accepted || uncertain;
            case WATCH -> watching |= accepted || uncertain;
            case UNWATCH -> watching &= !accepted || queueing;
            // With its server the transaction is gone, whatever became of the word.
            case DISCARD -> endIf(accepted || uncertain);
            // An EXEC that is refused for what was queued, or in a cluster for where that lies, ends the transaction
            // too, and
            // so does one whose server was lost; one without MULTI, or with words behind it, ends nothing.
            case EXEC -> endIf(accepted || !error.get().equals("ERR"));
            default -> throw new IllegalArgumentException(command + " is no command of transactions");
        }
    }

    private void endIf(boolean ended) {
        queueing &= !ended;
        watching &= !ended;
        doubtful &= !ended;
    }
}
