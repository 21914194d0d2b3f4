package org.rolegate.core.model;

import java.util.Optional;

/**
 * All that is known of one server at one moment.
 *
 * @param server the server
 * @param admin what the operator wants of it
 * @param health its rise and fall
 * @param reported its last answer, kept while it is silent
 * @param reportedAskedAt when the question of that answer was sent, in ticker nanoseconds
 * @param reached the numeric address of the last successful check
 * @param check how the last check ended
 * @param lastCheck the last check in words
 * @param lastCheckAt when it ended, in ticker nanoseconds
 * @param changedEpochMillis when the health last changed between up and down
 * @param checkFailures failed checks while it was up
 * @param downs how often it went down
 * @param downtimeMillis how long it was down in all, up to its last change
 */
public record ServerView(
        Server server,
        Admin admin,
        Health health,
        Optional<Replication> reported,
        long reportedAskedAt,
        Optional<Endpoint> reached,
        CheckStatus check,
        String lastCheck,
        long lastCheckAt,
        long changedEpochMillis,
        long checkFailures,
        long downs,
        long downtimeMillis) {

    /** Returns a server of which nothing is known yet. */
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

    /** Returns the role that it claims, unknown while it is down. */
    public Role role() {
        return health.up() ? reported.map(Replication::role).orElse(Role.UNKNOWN) : Role.UNKNOWN;
    }

    /** Tells whether it is up and says master. */
    public boolean claimsMaster() {
        return role() == Role.MASTER;
    }

    /** Tells whether others mean this server when they name the address. */
    public boolean answersTo(Endpoint address) {
        return server.endpoint().equals(address)
                || reached.filter(address::equals).isPresent();
    }

    /** Tells whether it is a replica of the given server. */
    public boolean follows(ServerView master) {
        return role() == Role.REPLICA
                && reported.flatMap(Replication::master)
                        .filter(master::answersTo)
                        .isPresent();
    }

    public ServerView with(Admin wanted) {
        return new ServerView(
                server,
                wanted,
                health,
                reported,
                reportedAskedAt,
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
