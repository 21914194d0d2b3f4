package org.rolegate.conversation;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What a command means for a session that may have to move to another server, told by the command's name.
 *
 * <p>What changes nothing is told by the tables of commands of Redis and Valkey ({@link KnownReads}), and for the few that
 * carry no flag by hand. Unknown and renamed commands are ordinary: Redis keeps nearly all its state per server, not per
 * connection, and the few commands that do otherwise are here. HIMPORT is one of them: its field sets belong to the
 * connection.
 */
public enum CommandClass {
    /** Leaves nothing behind that another server would have to be told. */
    ORDINARY(false),
    /** Changes nothing: sent again to another server it does no harm. */
    READ(false, KnownReads.NAMES, "ECHO INFO LASTSAVE PING ROLE TIME"),
    /** Has subcommands, some of which change nothing: {@link #with} tells. */
    CONTAINER(true, ContainerCommands.NAMES),
    /** Runs what a user wrote, which may answer whatever it likes. */
    SCRIPTED(false, "FCALL"),
    /** Does so, and tells the server's scripts what that is, or names one of them. */
    EVAL(true, "EVAL EVALSHA"),
    /** Does so, and changes nothing: in the tables they are reads like others. */
    EVAL_READ(true, "EVAL_RO EVALSHA_RO"),
    /** Waits on the server for something to come; an unblocked one has done nothing. */
    BLOCKING(false, "BLPOP BRPOP BLMOVE BLMOVEM BRPOPLPUSH BLMPOP BZPOPMIN BZPOPMAX BZMPOP XREAD XREADGROUP"),
    /** Sets the user. */
    AUTH(true, "AUTH"),
    /** Sets the protocol version and, if it wants, the user and the name. */
    HELLO(true, "HELLO"),
    /** Sets the database. */
    SELECT(true, "SELECT"),
    /** Has many subcommands: some set what a journal can tell, some what it cannot, some nothing. */
    CLIENT(true, "CLIENT"),
    /** Manages the server's scripts, but for the debugger, which takes over the connection. */
    SCRIPT(true, "SCRIPT"),
    /** Begins a transaction. */
    MULTI(false, "MULTI"),
    /** Ends a transaction. */
    EXEC(false, "EXEC"),
    /** Gives a transaction up. */
    DISCARD(false, "DISCARD"),
    /** Ties the next transaction to what the server knows of some keys. */
    WATCH(false, "WATCH"),
    /** Unties it. */
    UNWATCH(false, "UNWATCH"),
    /** Listens to what others publish, or no longer; may have many replies, or pushes instead of them. */
    SUBSCRIBING(true, "SUBSCRIBE PSUBSCRIBE SSUBSCRIBE UNSUBSCRIBE PUNSUBSCRIBE SUNSUBSCRIBE"),
    /** Makes the connection what a new one is. */
    RESET(false, "RESET"),
    /**
     * Leaves the pattern of one reply to each request, makes state that cannot be told to another server, or asks for such:
     * WAIT is answered for what was written on this very connection.
     */
    PINNING(false, "MONITOR WAIT WAITAOF SYNC PSYNC REPLCONF SHUTDOWN READONLY READWRITE ASKING HIMPORT QUIT");

    private static final CommandTable TABLE = table();

    private final boolean argumentsMatter;
    private final List<String> names;

    CommandClass(boolean argumentsMatter, String... names) {
        this.argumentsMatter = argumentsMatter;
        this.names = Arrays.stream(names)
                .flatMap(some -> Arrays.stream(some.strip().split("\\s+", -1)))
                .toList();
    }

    /** Returns the class of a command by its name in upper case, which is the first bytes of an array. */
    public static CommandClass of(byte[] name, int length) {
        return TABLE.find(name, length);
    }

    /** Returns the class of a command of this class with these words, the first of which is its name in upper case. */
    public CommandClass with(List<byte[]> arguments) {
        return this == CONTAINER ? ContainerCommands.of(arguments) : this;
    }

    /** Whether it may be sent once more, to another server, if it was not answered. */
    public boolean repeatable() {
        // Asked of each command, and nearly all are one of these two.
        if (this == READ || this == ORDINARY) {
            return this == READ;
        }
        return switch (this) {
            case EVAL_READ, AUTH, HELLO, SELECT, WATCH, UNWATCH -> true;
            default -> false;
        };
    }

    /** Whether it may answer whatever it likes, and did who knows what. */
    public boolean scripted() {
        return this == SCRIPTED || this == EVAL;
    }

    /** Whether a command behind it is no longer queued, if it is what it seems. */
    public boolean endsTransaction() {
        return this == EXEC || this == DISCARD || this == RESET;
    }

    /** Whether a journal needs to hear of it at all. */
    public boolean remarkable() {
        if (this == READ || this == ORDINARY) {
            return false;
        }
        return switch (this) {
            case CONTAINER, SCRIPTED, EVAL, EVAL_READ, BLOCKING -> false;
            default -> true;
        };
    }

    /** Whether the command's arguments say what a journal needs, or what class it is of. */
    public boolean argumentsMatter() {
        return argumentsMatter;
    }

    /** Returns what to make of such a command when its arguments were too many or too long to be kept. */
    public CommandClass withoutWords() {
        return switch (this) {
            // SCRIPT LOAD and FUNCTION LOAD are the ones that are long; SCRIPT DEBUG has one short argument.
            case SCRIPT, CONTAINER -> ORDINARY;
            case EVAL -> SCRIPTED;
            case EVAL_READ -> READ;
            default -> argumentsMatter ? PINNING : this;
        };
    }

    private static CommandTable table() {
        Map<String, CommandClass> entries = new HashMap<>();
        for (CommandClass kind : values()) {
            kind.names.forEach(name -> entries.put(name, kind));
        }
        return new CommandTable(entries);
    }
}
