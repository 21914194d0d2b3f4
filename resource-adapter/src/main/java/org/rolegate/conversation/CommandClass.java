package org.rolegate.conversation;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The effect of a command on a session that may have to move to another server, derived from the command's name.
 *
 * <p>The reads come from the command tables of Redis and Valkey ({@link KnownReads}); the few without a flag are listed here.
 * Unknown and renamed commands are ordinary. Nearly all state of Redis belongs to the server, not to the connection. The few
 * commands with state of the connection are listed here. HIMPORT is one of them: its field sets belong to the connection.
 */
public enum CommandClass {
    /** A command without connection state that would have to be replayed. */
    ORDINARY(false),
    /** A command that changes nothing, so it may be resent to another server. */
    READ(false, KnownReads.NAMES, "ECHO INFO LASTSAVE PING ROLE TIME"),
    /** A command with subcommands, some of which change nothing; {@link #with} distinguishes them. */
    CONTAINER(true, ContainerCommands.NAMES),
    /** A command that runs a function of a user, which may send any reply. */
    SCRIPTED(false, "FCALL"),
    /** A command that runs a script of a user and adds it to the server's scripts or refers to one of them. */
    EVAL(true, "EVAL EVALSHA"),
    /** A command like EVAL that changes nothing; in the command tables it is a read. */
    EVAL_READ(true, "EVAL_RO EVALSHA_RO"),
    /** A command that may block on the server; one that is unblocked has changed nothing. */
    BLOCKING(false, "BLPOP BRPOP BLMOVE BLMOVEM BRPOPLPUSH BLMPOP BZPOPMIN BZPOPMAX BZMPOP XREAD XREADGROUP"),
    /** AUTH, which sets the user. */
    AUTH(true, "AUTH"),
    /** HELLO, which sets the protocol version and optionally the user and the name. */
    HELLO(true, "HELLO"),
    /** SELECT, which sets the database. */
    SELECT(true, "SELECT"),
    /** CLIENT, whose subcommands set state that can be replayed, state that cannot, or none. */
    CLIENT(true, "CLIENT"),
    /** SCRIPT, which manages the server's scripts; only its debugger changes the connection. */
    SCRIPT(true, "SCRIPT"),
    /** MULTI, which begins a transaction. */
    MULTI(false, "MULTI"),
    /** EXEC, which executes a transaction. */
    EXEC(false, "EXEC"),
    /** DISCARD, which discards a transaction. */
    DISCARD(false, "DISCARD"),
    /** WATCH, which makes the next transaction depend on unchanged keys. */
    WATCH(false, "WATCH"),
    /** UNWATCH, which ends all watches. */
    UNWATCH(false, "UNWATCH"),
    /** A command that subscribes or unsubscribes; it may have many replies, or pushes in place of them. */
    SUBSCRIBING(true, "SUBSCRIBE PSUBSCRIBE SSUBSCRIBE UNSUBSCRIBE PUNSUBSCRIBE SUNSUBSCRIBE"),
    /** RESET, which restores the state of a new connection. */
    RESET(false, "RESET"),
    /**
     * A command that pins the session. It breaks the rule of one reply to each request, or it sets or reads state that cannot be
     * replayed. WAIT is one of them, since it depends on the writes of this connection.
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

    /** Returns the class of a command whose name in upper case is the first {@code length} bytes. */
    public static CommandClass of(byte[] name, int length) {
        return TABLE.find(name, length);
    }

    /** Returns the exact class of a command of this class with these arguments; the first is its name in upper case. */
    public CommandClass with(List<byte[]> arguments) {
        return this == CONTAINER ? ContainerCommands.of(arguments) : this;
    }

    /** Returns whether an unanswered command may be resent to another server. */
    public boolean resendable() {
        // This is called for each command, and nearly all are one of these two.
        if (this == READ || this == ORDINARY) {
            return this == READ;
        }
        return switch (this) {
            case EVAL_READ, AUTH, HELLO, SELECT, WATCH, UNWATCH -> true;
            default -> false;
        };
    }

    /** Returns whether the command may send any reply and have any effect. */
    public boolean scripted() {
        return this == SCRIPTED || this == EVAL;
    }

    /** Returns whether commands after this one are no longer queued, unless it is refused. */
    public boolean endsTransaction() {
        return this == EXEC || this == DISCARD || this == RESET;
    }

    /** Returns whether a {@link ConnectionState} must record the command even without its arguments. */
    public boolean changesState() {
        if (this == READ || this == ORDINARY) {
            return false;
        }
        return switch (this) {
            case CONTAINER, SCRIPTED, EVAL, EVAL_READ, BLOCKING -> false;
            default -> true;
        };
    }

    /** Returns whether the arguments are part of the connection state or decide the class of the command. */
    public boolean argumentsMatter() {
        return argumentsMatter;
    }

    /** Returns the class of a command of this class whose arguments exceeded the limits of their capture. */
    public CommandClass withoutArguments() {
        return switch (this) {
            // SCRIPT LOAD and FUNCTION LOAD have long arguments; SCRIPT DEBUG has one short argument.
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
