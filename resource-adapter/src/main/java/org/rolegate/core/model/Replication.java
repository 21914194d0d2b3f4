package org.rolegate.core.model;

import java.util.Optional;

/**
 * The replication state of a server, as it reported it in one reply. Immutable.
 *
 * <p>Only {@code INFO replication} has the replication ids. {@code ROLE} has the role, the offset and the master, and
 * {@code HELLO} has the role alone. Fields that a reply lacks are empty, or {@link #UNKNOWN_OFFSET}.
 *
 * @param source the command that was replied to
 * @param role the role that it reports
 * @param runId the id of this run of the server process; empty if unknown
 * @param replicationId {@code master_replid}: the history that it writes or follows; empty if unknown
 * @param previousId {@code master_replid2}: the history that it followed before its promotion; empty if none
 * @param offset the replication offset in bytes
 * @param master the server that it replicates from; empty if it is a master or did not report it
 * @param linkUp a replica's link to its master; true for a master
 * @param syncing true if a full synchronization is under way
 * @param replicas the number of online replicas of a master, -1 if unknown
 * @param branchOffset {@code second_repl_offset}: the first offset that is not in the previous history
 */
public record Replication(
        Source source,
        Role role,
        String runId,
        String replicationId,
        String previousId,
        long offset,
        Optional<Endpoint> master,
        boolean linkUp,
        boolean syncing,
        int replicas,
        long branchOffset) {

    /** The offset of a server that did not report one. */
    public static final long UNKNOWN_OFFSET = -1;

    /** The commands whose replies contain a role, most informative first. */
    public enum Source {
        INFO,
        ROLE,
        HELLO
    }

    /** Creates the state of a server that did not report where it left its previous history. */
    public Replication(
            Source source,
            Role role,
            String runId,
            String replicationId,
            String previousId,
            long offset,
            Optional<Endpoint> master,
            boolean linkUp,
            boolean syncing,
            int replicas) {
        this(source, role, runId, replicationId, previousId, offset, master, linkUp, syncing, replicas, UNKNOWN_OFFSET);
    }

    /** Returns the state of a server that reported only its role. */
    public static Replication roleOnly(Source source, Role role) {
        return new Replication(source, role, "", "", "", UNKNOWN_OFFSET, Optional.empty(), true, false, -1);
    }

    public boolean claimsMaster() {
        return role == Role.MASTER;
    }

    /** Returns whether this is a replica whose link to its master is up, with no full synchronization under way. */
    public boolean linked() {
        return !claimsMaster() && linkUp && !syncing;
    }

    /** Returns whether this server was promoted out of the history of the given id. */
    public boolean descendsFrom(String id) {
        return !id.isEmpty() && id.equals(previousId);
    }
}
