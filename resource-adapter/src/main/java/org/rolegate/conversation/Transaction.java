package org.rolegate.conversation;

import java.util.Optional;

/**
 * Whether a session stands between WATCH or MULTI and what ends them, as the server's replies tell.
 *
 * <p>What is queued has not run, and can be queued anew on another server. What is watched lies on one server: another one
 * does not know what changed before. So a watch is broken by a move, and the EXEC behind it must not be carried out:
 *
 * <pre>
 *            WATCH               the session moved
 *   FREE ------------&gt; WATCHING -------------------&gt; BROKEN: DISCARD goes out for EXEC
 *    ^                    |                            |
 *    +--------------------+-- EXEC, DISCARD, UNWATCH --+
 * </pre>
 */
final class Transaction {

    /** The code of the error that Rolegate itself answers when a server was lost before it did. */
    static final String UNCERTAIN = "UNCERTAIN";

    /** The code of the error with which Redis answers what has no business at this place. */
    private static final String MISPLACED = "ERR";

    private boolean queueing;
    private boolean watching;
    /** What is watched was so on a server that the session has left. */
    private boolean broken;
    /** Another server cannot be brought to where it stands: nobody knows whether it began, or something was refused in it. */
    private boolean doubtful;

    boolean open() {
        return queueing || watching;
    }

    /** Whether another server can be told of it, or need not be. */
    boolean movable() {
        return !doubtful;
    }

    /** Whether EXEC is carried out only if nothing changed meanwhile. */
    boolean watching() {
        return watching;
    }

    /** Whether EXEC must not be carried out: nobody knows what changed meanwhile. */
    boolean broken() {
        return broken;
    }

    /** The session left its server. */
    void left() {
        broken = watching;
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
        doubtful |= uncertain && command == CommandClass.MULTI;
        switch (command) {
            // Its client may have sent a part of the transaction only: the rest must not run outside of it.
            case MULTI -> queueing |= accepted || uncertain;
            // Nor must it run as if nothing had been watched.
            case WATCH -> watching |= accepted || uncertain;
            case UNWATCH -> unwatchIf(accepted && !queueing);
            // With its server the transaction is gone, whatever became of the word; not what is watched if there was
            // none.
            case DISCARD -> endIf(accepted || uncertain && queueing);
            // An EXEC that is refused for what was queued, or in a cluster for where that lies, ends the transaction
            // too, and so does one whose server was lost; one without MULTI, or with words behind it, ends nothing.
            case EXEC -> endIf(accepted || !error.get().equals(MISPLACED) && (queueing || !uncertain));
            default -> throw new IllegalArgumentException(command + " is no command of transactions");
        }
    }

    /**
     * Returns what the client is to hear of an EXEC in whose place the server got DISCARD, before that is told to
     * {@link #answered}; nothing if the server may be in the transaction still. Versions differ in whether a nested MULTI or
     * WATCH, which is an error, spoils a transaction: here any error does.
     *
     * @param error the code of the error, if DISCARD was answered with one
     */
    Optional<AbortedExec> insteadOfExec(Optional<String> error) {
        if (error.isPresent()) {
            boolean misplaced = error.get().equals(MISPLACED) && !queueing;
            return misplaced ? Optional.of(AbortedExec.NOT_BEGUN) : Optional.empty();
        }
        if (doubtful) {
            return Optional.of(AbortedExec.REFUSED);
        }
        return Optional.of(broken ? AbortedExec.TOUCHED : AbortedExec.TOO_EARLY);
    }

    private void endIf(boolean ended) {
        queueing &= !ended;
        doubtful &= !ended;
        unwatchIf(ended);
    }

    private void unwatchIf(boolean ended) {
        watching &= !ended;
        broken &= !ended;
    }
}
