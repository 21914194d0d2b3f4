package org.rolegate.core.config;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

import org.rolegate.core.model.Endpoint;

/** Reads the keys of one frontend. */
final class FrontendReader {

    private static final String BIND_EXPECTED = "host:port to listen on, IPv6 as [::1]:5000, port 0 for any free one";
    private static final Duration LONGEST_CONNECT = Duration.ofMinutes(10);

    private static final int MOST_HELD = 1_000_000;

    private final Values values;
    private final String id;
    private final List<String> groups;

    FrontendReader(Values values, String id, List<String> groups) {
        this.values = values;
        this.id = id;
        this.groups = groups;
    }

    /** The frontend, or nothing if a part that has no default is missing or wrong. */
    Optional<FrontendSettings> read() {
        Optional<Endpoint> bind = bind();
        Optional<String> group = group();
        Optional<TargetRole> role = values.choice(Key.ROLE, id, List.of(TargetRole.values()), TargetRole::word);
        Optional<BalanceKind> balance =
                values.choice(Key.BALANCE, id, List.of(BalanceKind.values()), BalanceKind::word);
        Duration connectTimeout = values.duration(Key.TIMEOUT_CONNECT, id, LONGEST_CONNECT);
        Optional<SessionKind> session =
                values.choice(Key.SESSION, id, List.of(SessionKind.values()), SessionKind::word);
        HoldSettings hold = new HoldSettings(
                values.durationOrOff(Key.HOLD_TIMEOUT, id, LONGEST_CONNECT),
                values.number(Key.HOLD_SESSIONS, id, 0, MOST_HELD));
        if (bind.isEmpty() || group.isEmpty() || role.isEmpty() || balance.isEmpty() || session.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(new FrontendSettings(
                id, bind.get(), group.get(), role.get(), balance.get(), connectTimeout, session.get(), hold));
    }

    private Optional<Endpoint> bind() {
        Optional<String> text = values.text(Key.BIND, id);
        if (text.isEmpty()) {
            values.problem(Key.BIND, id, "is not set", BIND_EXPECTED);
            return Optional.empty();
        }
        try {
            return Optional.of(Endpoint.parseBindable(text.get()));
        } catch (IllegalArgumentException e) {
            values.problem(Key.BIND, id, e.getMessage(), BIND_EXPECTED);
            return Optional.empty();
        }
    }

    private Optional<String> group() {
        Optional<String> named = values.text(Key.GROUP, id);
        if (named.isEmpty()) {
            return groups.stream().findFirst();
        }
        if (!groups.contains(named.get())) {
            values.problem(
                    Key.GROUP,
                    id,
                    "is not a group",
                    "one of those in " + Key.GROUPS.of("") + ": " + String.join(", ", groups));
            return Optional.empty();
        }
        return named;
    }
}
