package org.rolegate.core.session;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * What a command means for a session that may have to move to another server, told by the command's name.
 *
 * <p>What changes nothing is told by the flag {@code readonly} of {@code COMMAND} in Redis 7.0.15, blocking ones left out.
 * Unknown and renamed commands are ordinary: Redis keeps nearly all its state per server, not per connection, and the
 * few commands that do otherwise are here.
 */
public enum CommandClass {
    /** Leaves nothing behind that another server would have to be told. */
    ORDINARY(false),
    /** Changes nothing: sent again to another server it does no harm. */
    READ(
            false,
            "BITCOUNT",
            "BITFIELD_RO",
            "BITPOS",
            "DBSIZE",
            "DUMP",
            "ECHO",
            "EVALSHA_RO",
            "EVAL_RO",
            "EXISTS",
            "EXPIRETIME",
            "FCALL_RO",
            "GEODIST",
            "GEOHASH",
            "GEOPOS",
            "GEORADIUSBYMEMBER_RO",
            "GEORADIUS_RO",
            "GEOSEARCH",
            "GET",
            "GETBIT",
            "GETRANGE",
            "HEXISTS",
            "HGET",
            "HGETALL",
            "HKEYS",
            "HLEN",
            "HMGET",
            "HRANDFIELD",
            "HSCAN",
            "HSTRLEN",
            "HVALS",
            "INFO",
            "KEYS",
            "LCS",
            "LINDEX",
            "LLEN",
            "LOLWUT",
            "LPOS",
            "LRANGE",
            "MGET",
            "PEXPIRETIME",
            "PFCOUNT",
            "PING",
            "PTTL",
            "RANDOMKEY",
            "ROLE",
            "SCAN",
            "SCARD",
            "SDIFF",
            "SINTER",
            "SINTERCARD",
            "SISMEMBER",
            "SMEMBERS",
            "SMISMEMBER",
            "SORT_RO",
            "SRANDMEMBER",
            "SSCAN",
            "STRLEN",
            "SUBSTR",
            "SUNION",
            "TIME",
            "TOUCH",
            "TTL",
            "TYPE",
            "XLEN",
            "XPENDING",
            "XRANGE",
            "XREVRANGE",
            "ZCARD",
            "ZCOUNT",
            "ZDIFF",
            "ZINTER",
            "ZINTERCARD",
            "ZLEXCOUNT",
            "ZMSCORE",
            "ZRANDMEMBER",
            "ZRANGE",
            "ZRANGEBYLEX",
            "ZRANGEBYSCORE",
            "ZRANK",
            "ZREVRANGE",
            "ZREVRANGEBYLEX",
            "ZREVRANGEBYSCORE",
            "ZREVRANK",
            "ZSCAN",
            "ZSCORE",
            "ZUNION"),
    /** Runs what a user wrote, which may answer whatever it likes. */
    SCRIPTED(false, "EVAL", "EVALSHA", "FCALL"),
    /** Waits on the server for something to come; an unblocked one has done nothing. */
    BLOCKING(
            false,
            "BLPOP",
            "BRPOP",
            "BLMOVE",
            "BRPOPLPUSH",
            "BLMPOP",
            "BZPOPMIN",
            "BZPOPMAX",
            "BZMPOP",
            "XREAD",
            "XREADGROUP"),
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
    /**
     * Leaves the pattern of one reply to each request, makes state that cannot be told to another server, or asks for such:
     * WAIT is answered for what was written on this very connection.
     */
    PINNING(
            false,
            "SUBSCRIBE",
            "PSUBSCRIBE",
            "SSUBSCRIBE",
            "UNSUBSCRIBE",
            "PUNSUBSCRIBE",
            "SUNSUBSCRIBE",
            "MONITOR",
            "WAIT",
            "WAITAOF",
            "SYNC",
            "PSYNC",
            "REPLCONF",
            "SHUTDOWN",
            "READONLY",
            "READWRITE",
            "ASKING",
            "QUIT",
            "RESET");

    private record Entry(byte[] name, CommandClass kind) {}

    /** By the length of the name: most commands find few or no entries to be compared with. */
    private static final Entry[][] BY_LENGTH = byLength();

    private final boolean wordsMatter;
    private final List<String> names;

    CommandClass(boolean wordsMatter, String... names) {
        this.wordsMatter = wordsMatter;
        this.names = List.of(names);
    }

    /** Returns the class of a command by its name in upper case, which is the first bytes of an array. */
    public static CommandClass of(byte[] name, int length) {
        if (length < BY_LENGTH.length) {
            for (Entry entry : BY_LENGTH[length]) {
                if (Arrays.equals(name, 0, length, entry.name, 0, length)) {
                    return entry.kind;
                }
            }
        }
        return ORDINARY;
    }

    /** Whether it may be sent once more, to another server, if it was not answered. */
    public boolean repeatable() {
        return this == READ || this == AUTH || this == HELLO || this == SELECT;
    }

    /** Whether a journal needs to hear of it at all. */
    public boolean remarkable() {
        return this != ORDINARY && this != READ && this != SCRIPTED && this != BLOCKING;
    }

    /** Whether a journal needs the command's arguments. */
    public boolean wordsMatter() {
        return wordsMatter;
    }

    /** Returns what to make of such a command when its arguments were too many or too long to be kept. */
    public CommandClass withoutWords() {
        if (this == SCRIPT) {
            // SCRIPT LOAD is the one that is long; SCRIPT DEBUG has one short argument.
            return ORDINARY;
        }
        return wordsMatter ? PINNING : this;
    }

    private static Entry[][] byLength() {
        List<List<Entry>> table = new ArrayList<>();
        for (CommandClass kind : values()) {
            for (String name : kind.names) {
                while (table.size() <= name.length()) {
                    table.add(new ArrayList<>());
                }
                table.get(name.length()).add(new Entry(name.getBytes(StandardCharsets.US_ASCII), kind));
            }
        }
        return table.stream().map(entries -> entries.toArray(Entry[]::new)).toArray(Entry[][]::new);
    }
}
