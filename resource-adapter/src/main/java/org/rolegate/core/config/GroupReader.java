package org.rolegate.core.config;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

import org.rolegate.core.model.Endpoint;
import org.rolegate.core.model.Server;

/** The reader of the keys of one group. */
final class GroupReader {

    private static final String SERVERS_EXPECTED = "a list of [id=]host:port, IPv6 as [::1]:6379";
    private static final String SENTINELS_EXPECTED = "a list of host:port, IPv6 as [::1]:26379";
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9._-]+");
    private static final Duration LONGEST_INTER = Duration.ofHours(1);
    private static final Duration LONGEST_TIMEOUT = Duration.ofMinutes(1);
    private static final int MOST_CHECKS = 100;
    private static final int MOST_BYTES = 999_999_999;

    private final Values values;
    private final String id;
    private final Set<Endpoint> seen = new HashSet<>();
    private final Set<String> serverIds = new LinkedHashSet<>();

    GroupReader(Values values, String id) {
        this.values = values;
        this.id = id;
    }

    GroupSettings read() {
        return new GroupSettings(
                id,
                servers(),
                sentinels(),
                masterName(),
                credentials(Key.USER, Key.PASSWORD),
                credentials(Key.SENTINEL_USER, Key.SENTINEL_PASSWORD),
                check(),
                freshness(),
                safety(),
                new WeightsReader(values, id, serverIds).read());
    }

    private FreshnessSettings freshness() {
        return new FreshnessSettings(
                values.duration(Key.MAX_LAG, id, LONGEST_INTER),
                values.number(Key.MAX_LAG_BYTES, id, 0, MOST_BYTES),
                values.choice(Key.NO_REPLICA, id, List.of(NoReplica.values()), NoReplica::keyword)
                        .orElse(NoReplica.NONE));
    }

    private SafetySettings safety() {
        return new SafetySettings(
                values.durationOrOff(Key.ISOLATION, id, LONGEST_TIMEOUT),
                values.choice(Key.RESTARTED_EMPTY, id, List.of(RestartedEmpty.values()), RestartedEmpty::keyword)
                        .orElse(RestartedEmpty.ALARM));
    }

    private List<Server> servers() {
        List<Server> servers = new ArrayList<>();
        int position = 0;
        for (String entry : values.entries(Key.SERVERS, id, SERVERS_EXPECTED)) {
            position++;
            int equals = entry.indexOf('=');
            String serverId = equals < 0
                    ? "redis-" + position
                    : entry.substring(0, equals).strip();
            if (!NAME.matcher(serverId).matches()) {
                values.problem(
                        Key.SERVERS,
                        id,
                        "entry " + position + ": the id contains a character that is not allowed",
                        "letters, digits, '_', '.' and '-' before the '='");
            } else if (!serverIds.add(serverId)) {
                values.problem(Key.SERVERS, id, "two servers have the id '" + serverId + "'", "each id once");
            } else {
                endpoint(Key.SERVERS, position, entry.substring(equals + 1).strip(), SERVERS_EXPECTED)
                        .ifPresent(endpoint -> servers.add(new Server(serverId, endpoint)));
            }
        }
        return servers;
    }

    private List<Endpoint> sentinels() {
        if (values.text(Key.SENTINELS, id).isEmpty()) {
            return List.of();
        }
        List<Endpoint> sentinels = new ArrayList<>();
        int position = 0;
        for (String entry : values.entries(Key.SENTINELS, id, SENTINELS_EXPECTED)) {
            endpoint(Key.SENTINELS, ++position, entry, SENTINELS_EXPECTED).ifPresent(sentinels::add);
        }
        return sentinels;
    }

    private Optional<Endpoint> endpoint(Key key, int position, String text, String expected) {
        try {
            Endpoint endpoint = Endpoint.parse(text);
            if (seen.add(endpoint)) {
                return Optional.of(endpoint);
            }
            values.problem(
                    key, id, "entry " + position + ": " + endpoint + " is already in this group", "each address once");
        } catch (IllegalArgumentException e) {
            values.problem(key, id, "entry " + position + ": " + e.getMessage(), expected);
        }
        return Optional.empty();
    }

    private String masterName() {
        String name = values.text(Key.MASTER_NAME, id).orElseThrow();
        if (!NAME.matcher(name).matches()) {
            values.problem(
                    Key.MASTER_NAME,
                    id,
                    "is not a valid name of a master for Sentinel",
                    "the name in 'sentinel monitor <name>': letters, digits, '.', '-' and '_'");
        }
        return name;
    }

    private Credentials credentials(Key userKey, Key passwordKey) {
        Optional<String> user = values.text(userKey, id);
        Optional<Secret> password = values.verbatim(passwordKey, id).map(Secret::new);
        if (user.isPresent() && password.isEmpty()) {
            values.problem(userKey, id, "is set without a password", passwordKey.of(id) + " to be set as well");
            return Credentials.NONE;
        }
        if (user.filter(name -> name.chars().anyMatch(c -> c <= ' ')).isPresent()) {
            values.problem(userKey, id, "contains a space or a control character", "the name of a Redis ACL user");
        }
        return new Credentials(user, password);
    }

    private CheckSettings check() {
        Duration inter = values.duration(Key.CHECK_INTER, id, LONGEST_INTER);
        return new CheckSettings(
                inter,
                fastInter(inter),
                values.duration(Key.CHECK_TIMEOUT, id, LONGEST_TIMEOUT),
                values.number(Key.CHECK_RISE, id, 1, MOST_CHECKS),
                values.number(Key.CHECK_FALL, id, 1, MOST_CHECKS));
    }

    /** Returns the fast interval. An unset one is at most {@code inter}; a set one that is longer is a problem. */
    private Duration fastInter(Duration inter) {
        Duration fast = values.duration(Key.CHECK_FASTINTER, id, LONGEST_INTER);
        if (fast.compareTo(inter) <= 0) {
            return fast;
        }
        if (values.isSet(Key.CHECK_FASTINTER, id)) {
            values.problem(
                    Key.CHECK_FASTINTER,
                    id,
                    "is longer than " + Key.CHECK_INTER.of(id),
                    "at most " + DurationText.format(inter));
        }
        return inter;
    }
}
