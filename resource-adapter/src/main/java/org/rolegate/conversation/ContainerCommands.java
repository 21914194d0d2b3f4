package org.rolegate.conversation;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The container commands some of whose subcommands only query.
 *
 * <p>Most of these subcommands have no flag {@code readonly}. No command table flags any of them as a write, and their names
 * show that they query. ACL LOG is not among them, since it has an argument RESET.
 */
final class ContainerCommands {

    private static final String QUERIES =
            """
            ACL CAT, ACL DRYRUN, ACL GENPASS, ACL GETUSER, ACL LIST, ACL USERS, ACL WHOAMI,
            CLUSTER COUNT-FAILURE-REPORTS, CLUSTER COUNTKEYSINSLOT, CLUSTER GETKEYSINSLOT, CLUSTER GETSLOTMIGRATIONS,
            CLUSTER INFO, CLUSTER KEYSLOT, CLUSTER LINKS, CLUSTER MYID, CLUSTER MYSHARDID, CLUSTER NODES,
            CLUSTER REPLICAS, CLUSTER SHARDS, CLUSTER SLAVES, CLUSTER SLOT-STATS, CLUSTER SLOTS,
            COMMAND COUNT, COMMAND DOCS, COMMAND GETKEYS, COMMAND GETKEYSANDFLAGS, COMMAND INFO, COMMAND LIST,
            COMMANDLOG GET, COMMANDLOG LEN,
            CONFIG GET,
            FUNCTION DUMP, FUNCTION LIST, FUNCTION STATS,
            HOTKEYS GET,
            LATENCY DOCTOR, LATENCY GRAPH, LATENCY HISTOGRAM, LATENCY HISTORY, LATENCY LATEST,
            MEMORY DOCTOR, MEMORY MALLOC-STATS, MEMORY STATS, MEMORY USAGE,
            MODULE LIST,
            OBJECT ENCODING, OBJECT FREQ, OBJECT IDLETIME, OBJECT REFCOUNT,
            PUBSUB CHANNELS, PUBSUB NUMPAT, PUBSUB NUMSUB, PUBSUB SHARDCHANNELS, PUBSUB SHARDNUMSUB,
            SLOWLOG GET, SLOWLOG LEN,
            XINFO CONSUMERS, XINFO GROUPS, XINFO STREAM
            """;

    /** The command with which servers migrate slots; it turns the connection into a replication link. */
    private static final String SLOT_MIGRATION = "CLUSTER SYNCSLOTS";

    /** The containers and subcommands, separated by a space. */
    static final Set<String> READS = Arrays.stream(QUERIES.strip().split(",\\s+", -1))
            .collect(Collectors.collectingAndThen(Collectors.toSet(), Set::copyOf));

    /** The names of the containers, separated by spaces. */
    static final String NAMES =
            READS.stream().map(read -> read.split(" ", -1)[0]).distinct().collect(Collectors.joining(" "));

    private ContainerCommands() {}

    /** Returns the class of a container's subcommand. */
    static CommandClass of(List<byte[]> arguments) {
        if (arguments.size() < 2) {
            return CommandClass.ORDINARY;
        }
        String named = text(arguments.get(0)) + ' ' + text(arguments.get(1));
        if (named.equals(SLOT_MIGRATION)) {
            return CommandClass.PINNING;
        }
        return READS.contains(named) ? CommandClass.READ : CommandClass.ORDINARY;
    }

    /** Returns the part of the argument that Redis compares ({@link Arguments}). */
    private static String text(byte[] argument) {
        String text = new String(argument, StandardCharsets.ISO_8859_1).toUpperCase(Locale.ROOT);
        int end = text.indexOf('\0');
        return end < 0 ? text : text.substring(0, end);
    }
}
