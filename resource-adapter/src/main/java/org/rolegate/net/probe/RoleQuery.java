package org.rolegate.net.probe;

import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.rolegate.core.model.Endpoint;
import org.rolegate.core.model.Replication;
import org.rolegate.core.model.Role;
import org.rolegate.resp.InfoText;
import org.rolegate.resp.RespValue;

/**
 * The question for a server's role, as strong as its ACL permits.
 *
 * <p>{@code INFO} needs {@code @dangerous}, {@code ROLE} needs {@code @admin} and {@code @dangerous}, {@code HELLO} only
 * {@code @connection}; only {@code INFO} has the replication ids.
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

    /** Returns the question to ask where this one is not permitted. */
    Optional<RoleQuery> weaker() {
        return ordinal() + 1 < values().length ? Optional.of(values()[ordinal() + 1]) : Optional.empty();
    }

    /** Reads the reply; empty if it holds no role. */
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
                replica ? -1 : online(info),
                number(info.get("second_repl_offset"))));
    }

    /** Counts the replicas that a master streams to; one that is still loading its copy follows nobody yet. */
    private static int online(Map<String, String> info) {
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

    /** Redis writes 40 zeros where it has no id. */
    private static String id(String reported) {
        return reported == null || reported.chars().allMatch(c -> c == '0') ? "" : reported;
    }

    private static long number(String reported) {
        try {
            return reported == null ? Replication.UNKNOWN_OFFSET : Long.parseLong(reported);
        } catch (NumberFormatException notOne) {
            return Replication.UNKNOWN_OFFSET;
        }
    }

    /** Reads an address that a peer sent; empty if it is none. */
    static Optional<Endpoint> endpoint(String host, String port) {
        try {
            return host == null || host.isEmpty()
                    ? Optional.empty()
                    : Optional.of(new Endpoint(host, Math.toIntExact(number(port))));
        } catch (IllegalArgumentException | ArithmeticException notAnAddress) {
            return Optional.empty();
        }
    }
}
