package org.rolegate.conversation;

import java.util.Optional;

/**
 * The state of WATCH and MULTI of a session, derived from the server's replies.
 *
 * <p>Queued commands have not been executed and can be queued again on another server. Watched keys are known to one server
 * only: another one does not know whether they changed before. So a move breaks a watch, and the following EXEC must not be
 * executed:
 *
 * <pre>
 *            WATCH               the session moved
 *   FREE ------------&gt; WATCHING -------------------&gt; BROKEN: DISCARD is sent for EXEC
 *    ^                    |                            |
 *    +--------------------+-- EXEC, DISCARD, UNWATCH --+
 * </pre>
 */
final class Transaction {

    /** The code of the error that Rolegate itself sends if a server was lost before it replied. */
    static final String UNCERTAIN = "UNCERTAIN";

    /** The code of the error with which Redis rejects EXEC or DISCARD without MULTI. */
    private static final String MISPLACED = "ERR";

    private boolean queueing;
    private boolean watching;
    /** The watched keys were watched on a server that the session has left. */
    private boolean broken;
    /** The state cannot be replayed: it is unknown whether MULTI was executed, or a command was refused in the transaction. */
    private boolean doubtful;

    boolean isOpen() {
        return queueing || watching;
    }

    /** Returns whether the state can be replayed or need not be. */
    boolean movable() {
        return !doubtful;
    }

    /** Returns whether keys are watched. */
    boolean watching() {
        return watching;
    }

    /** Returns whether EXEC must not be executed, since changes of the watched keys are unknown. */
    boolean broken() {
        return broken;
    }

    /** Records that the session left its server. */
    void onServerLeft() {
        broken = watching;
    }

    /** Records a refused command: EXEC will fail on this server, but would not on another one. */
    void onRefusal() {
        doubtful |= queueing;
    }

    /** Returns whether commands are queued instead of executed. */
    boolean queueing() {
        return queueing;
    }

    /** Records the reply to a command of transactions; {@code error} is the error code if it is an error. */
    void onReply(CommandClass command, Optional<String> error) {
        boolean accepted = error.isEmpty();
        boolean uncertain = error.isPresent() && error.get().equals(UNCERTAIN);
        doubtful |= uncertain && command == CommandClass.MULTI;
        switch (command) {
            // The client may send more commands of the transaction, which must not be executed outside of it.
            case MULTI -> queueing |= accepted || uncertain;
            // The transaction must not be executed as if no key were watched.
            case WATCH -> watching |= accepted || uncertain;
            case UNWATCH -> unwatchIf(accepted && !queueing);
            // A lost server's transaction is gone, whether or not DISCARD was executed.
            // Without a transaction, the watch stays.
            case DISCARD -> endIf(accepted || uncertain && queueing);
            // An EXEC also ends the transaction if it is refused for a queued command or (in a cluster) for a key's
            // slot, or if its server was lost. An EXEC without MULTI or with arguments ends nothing.
            case EXEC -> endIf(accepted || !error.get().equals(MISPLACED) && (queueing || !uncertain));
            default -> throw new IllegalArgumentException(command + " is no command of transactions");
        }
    }

    /**
     * Returns the reply for the client to an EXEC in whose place the server got DISCARD; empty if the server may still be in the
     * transaction. It must be called before {@link #onReply}. Versions differ in whether a nested MULTI or WATCH, which is an
     * error, makes EXEC fail: here any error does.
     *
     * @param error the error code if the reply to DISCARD is an error
     */
    Optional<AbortedExec> abortedExec(Optional<String> error) {
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
