package org.rolegate.net.probe;

import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.jspecify.annotations.Nullable;

import org.rolegate.core.model.Endpoint;
import org.rolegate.core.model.Replication;
import org.rolegate.core.model.Role;
import org.rolegate.resp.InfoText;
import org.rolegate.resp.RespValue;

/**
 * The commands that query the role of a server, from the most to the least detailed one.
 *
 * <p>The ACL of the server decides which one is permitted. {@code INFO} needs {@code @dangerous}, {@code ROLE} needs
 * {@code @admin} and {@code @dangerous}, {@code HELLO} needs only {@code @connection}. Only the reply to {@code INFO}
 * has the replication ids.
 */
enum RoleQuery {
    INFO("INFO", "replication") {
        @Override
        Optional<Replication> read(RespValue reply, String runId) {
            return reply.text().map(InfoText::parse).flatMap(info -> fromInfo(info, runId));
        }
    },
    ROLE("ROLE") {
        @Override
        Optional<Replication> read(RespValue reply, String runId) {
            return fromRole(reply.items(), runId);
        }
    },
    HELLO("HELLO") {
        @Override
        Optional<Replication> read(RespValue reply, String runId) {
            return Optional.ofNullable(reply.fields().get("role"))
                    .map(role -> Replication.roleOnly(Replication.Source.HELLO, Role.of(role)));
        }
    };

    private final String[] arguments;

    RoleQuery(String... arguments) {
        this.arguments = arguments;
    }

    String[] arguments() {
        return arguments.clone();
    }

    /** Returns the query to use where this one is not permitted. */
    Optional<RoleQuery> weaker() {
        return ordinal() + 1 < values().length ? Optional.of(values()[ordinal() + 1]) : Optional.empty();
    }

    /**
     * Parses the reply.
     *
     * @param runId the run id of the server process; empty if it is unknown
     * @return empty if the reply has no role
     */
    abstract Optional<Replication> read(RespValue reply, String runId);

    private static Optional<Replication> fromInfo(Map<String, String> info, String runId) {
        String role = info.get("role");
        if (role == null) {
            return Optional.empty();
        }
        boolean replica = Role.of(role) == Role.REPLICA;
        return Optional.of(new Replication(
                Replication.Source.INFO,
                Role.of(role),
                runId,
                id(info.get("master_replid")),
                id(info.get("master_replid2")),
                number(info.get(
                        replica && info.containsKey("slave_repl_offset") ? "slave_repl_offset" : "master_repl_offset")),
                endpoint(info.get("master_host"), info.get("master_port")),
                !replica || "up".equals(info.get("master_link_status")),
                "1".equals(info.get("master_sync_in_progress")),
                replica ? -1 : countOnline(info),
                number(info.get("second_repl_offset"))));
    }

    /** Counts the replicas to which a master streams. A replica that is still loading its copy does not count. */
    private static int countOnline(Map<String, String> info) {
        return (int) info.entrySet().stream()
                .filter(entry ->
                        entry.getKey().matches("slave\\d+") && entry.getValue().contains("state=online"))
                .count();
    }

    private static Optional<Replication> fromRole(List<RespValue> items, String runId) {
        if (items.isEmpty()) {
            return Optional.empty();
        }
        Role role = Role.of(items.get(0).text().orElse(""));
        if (role == Role.MASTER && items.size() >= 3) {
            return Optional.of(new Replication(
                    Replication.Source.ROLE,
                    role,
                    runId,
                    "",
                    "",
                    number(items.get(1).text().orElse("")),
                    Optional.empty(),
                    true,
                    false,
                    items.get(2).items().size()));
        }
        if (role == Role.REPLICA && items.size() >= 5) {
            String state = items.get(3).text().orElse("");
            return Optional.of(new Replication(
                    Replication.Source.ROLE,
                    role,
                    runId,
                    "",
                    "",
                    number(items.get(4).text().orElse("")),
                    endpoint(
                            items.get(1).text().orElse(null),
                            items.get(2).text().orElse(null)),
                    "connected".equals(state),
                    "sync".equals(state),
                    -1));
        }
        return Optional.of(Replication.roleOnly(Replication.Source.ROLE, role));
    }

    /** Returns a replication id. Redis reports 40 zeros where it has none, for which the result is empty. */
    private static String id(@Nullable String reported) {
        return reported == null || reported.chars().allMatch(c -> c == '0') ? "" : reported;
    }

    private static long number(@Nullable String reported) {
        try {
            return reported == null ? Replication.UNKNOWN_OFFSET : Long.parseLong(reported);
        } catch (NumberFormatException notANumber) {
            return Replication.UNKNOWN_OFFSET;
        }
    }

    /** Parses an address that a peer sent. Returns empty if it is not a valid address. */
    static Optional<Endpoint> endpoint(@Nullable String host, @Nullable String port) {
        try {
            return host == null || host.isEmpty()
                    ? Optional.empty()
                    : Optional.of(new Endpoint(host, Math.toIntExact(number(port))));
        } catch (IllegalArgumentException | ArithmeticException notAnAddress) {
            return Optional.empty();
        }
    }
}
