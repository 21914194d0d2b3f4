package org.rolegate.core.model;

import java.util.Optional;

/**
 * The knowledge about one server at one moment. Immutable.
 *
 * @param server the server
 * @param admin the administrative state that the operator set
 * @param health its health by the checks
 * @param reported its last reply; it stays while later checks fail
 * @param requestedAt when the request of that reply was sent, in ticker nanoseconds
 * @param reached the numeric address of the last successful check
 * @param check the result of the last check
 * @param lastCheck the result of the last check as text
 * @param lastCheckAt when the last check ended, in ticker nanoseconds
 * @param changedEpochMillis when the health last changed between up and down
 * @param checkFailures the number of failed checks while it was up
 * @param downs the number of times it went down
 * @param downtimeMillis its total downtime up to its last change, in milliseconds
 */
public record ServerView(
        Server server,
        Admin admin,
        Health health,
        Optional<Replication> reported,
        long requestedAt,
        Optional<Endpoint> reached,
        CheckStatus check,
        String lastCheck,
        long lastCheckAt,
        long changedEpochMillis,
        long checkFailures,
        long downs,
        long downtimeMillis) {

    /** Returns the view of a server that was not checked yet. */
    public static ServerView unknown(Server server, long nanos, long epochMillis) {
        return new ServerView(
                server,
                Admin.READY,
                Health.INIT,
                Optional.empty(),
                nanos,
                Optional.empty(),
                CheckStatus.INI,
                "not checked yet",
                nanos,
                epochMillis,
                0,
                0,
                0);
    }

    public String id() {
        return server.id();
    }

    /** Returns the role that it reports; unknown while it is down. */
    public Role role() {
        return health.up() ? reported.map(Replication::role).orElse(Role.UNKNOWN) : Role.UNKNOWN;
    }

    /** Returns whether it is a claimant: it is up and reports role master. */
    public boolean claimsMaster() {
        return role() == Role.MASTER;
    }

    /** Returns whether the address is one of this server: the configured one, or the numeric one of its checks. */
    public boolean hasAddress(Endpoint address) {
        return server.endpoint().equals(address)
                || reached.filter(address::equals).isPresent();
    }

    /** Returns whether it is a replica of the given server. */
    public boolean follows(ServerView master) {
        return role() == Role.REPLICA
                && reported.flatMap(Replication::master)
                        .filter(master::hasAddress)
                        .isPresent();
    }

    public ServerView with(Admin wanted) {
        return new ServerView(
                server,
                wanted,
                health,
                reported,
                requestedAt,
                reached,
                check,
                lastCheck,
                lastCheckAt,
                changedEpochMillis,
                checkFailures,
                downs,
                downtimeMillis);
    }
}
