package org.rolegate.core.model;

import java.util.Optional;

/**
 * What a server said about its place in the replication, in one reply.
 *
 * <p>Only {@code INFO replication} has the replication ids; {@code ROLE} has the role, the offset and the master;
 * {@code HELLO} has the role alone. What a reply lacks is empty, or {@link #UNKNOWN_OFFSET}.
 *
 * @param source the command that answered
 * @param role the role it claims
 * @param runId the id of this run of the server process; empty if unknown
 * @param replicationId {@code master_replid}: the history that it writes or follows; empty if unknown
 * @param previousId {@code master_replid2}: the history that it followed before its promotion; empty if none
 * @param offset the replication offset in bytes
 * @param master where it replicates from, if it is a replica and said so
 * @param linkUp a replica's link to its master; true for a master
 * @param syncing a full synchronization is under way
 * @param replicas online replicas that a master has, -1 if unknown
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

    /** The offset of a server that did not say one. */
    public static final long UNKNOWN_OFFSET = -1;

    /** The commands that tell a role, strongest first. */
    public enum Source {
        INFO,
        ROLE,
        HELLO
    }

    /** Makes what a server said that did not say where it left its previous history. */
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

    /** Returns the reply of a server that said nothing but its role. */
    public static Replication roleOnly(Source source, Role role) {
        return new Replication(source, role, "", "", "", UNKNOWN_OFFSET, Optional.empty(), true, false, -1);
    }

    public boolean claimsMaster() {
        return role == Role.MASTER;
    }

    /** Tells whether this is a replica whose link to its master is up, with no full synchronization under way. */
    public boolean linked() {
        return !claimsMaster() && linkUp && !syncing;
    }

    /** Tells whether this server was promoted out of the history of the given id. */
    public boolean descendsFrom(String id) {
        return !id.isEmpty() && id.equals(previousId);
    }
}
