package org.rolegate.core.config;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import org.rolegate.core.model.AccessList;
import org.rolegate.core.model.Cidr;
import org.rolegate.core.model.Endpoint;

/** The reader of the keys of one frontend. */
final class FrontendReader {

    private static final String BIND_EXPECTED = "host:port to listen on, IPv6 as [::1]:5000, port 0 for any free port";
    private static final Duration LONGEST_CONNECT = Duration.ofMinutes(10);

    /** HAProxy's longest timeout: the milliseconds of a signed 32 bit number. */
    private static final Duration LONGEST_SILENCE = Duration.ofDays(24);

    private static final String BLOCKS_EXPECTED = "a list of IP addresses and blocks such as 10.0.0.0/8 or fd00::/8";

    static final int MOST_CONNECTIONS = 1_000_000;
    private static final int MOST_BACKLOG = 65_535;
    private static final int MOST_HELD = 1_000_000;

    /** Linux takes no more than 32,767 seconds between two keep-alive probes, and no more than 127 of them. */
    private static final Duration LONGEST_KEPT = Duration.ofHours(9);

    private static final int MOST_PROBES = 127;
    private static final int MOST_RETRIES = 100;

    private final Values values;
    private final String id;
    private final List<String> groups;

    FrontendReader(Values values, String id, List<String> groups) {
        this.values = values;
        this.id = id;
        this.groups = groups;
    }

    /** Returns the frontend; empty if a part without a default is missing or wrong. */
    Optional<FrontendSettings> read() {
        Optional<Endpoint> bind = bind();
        Optional<String> group = group();
        Optional<TargetRole> role = values.choice(Key.ROLE, id, List.of(TargetRole.values()), TargetRole::keyword);
        Optional<BalanceKind> balance =
                values.choice(Key.BALANCE, id, List.of(BalanceKind.values()), BalanceKind::keyword);
        Optional<SessionKind> session =
                values.choice(Key.SESSION, id, List.of(SessionKind.values()), SessionKind::keyword);
        Optional<Unanswered> unanswered =
                values.choice(Key.UNANSWERED, id, List.of(Unanswered.values()), Unanswered::keyword);
        HoldSettings hold = new HoldSettings(
                values.durationOrOff(Key.HOLD_TIMEOUT, id, LONGEST_CONNECT),
                values.number(Key.HOLD_SESSIONS, id, 0, MOST_HELD));
        TimeoutSettings timeouts = timeouts();
        LimitSettings limits = limits();
        ConnectionSettings connections = connections();
        if (bind.isEmpty()
                || group.isEmpty()
                || role.isEmpty()
                || balance.isEmpty()
                || session.isEmpty()
                || unanswered.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(new FrontendSettings(
                id,
                bind.get(),
                group.get(),
                role.get(),
                balance.get(),
                session.get(),
                unanswered.get(),
                hold,
                timeouts,
                limits,
                connections));
    }

    private TimeoutSettings timeouts() {
        return new TimeoutSettings(
                values.duration(Key.TIMEOUT_CONNECT, id, LONGEST_CONNECT),
                values.duration(Key.TIMEOUT_QUEUE, id, LONGEST_CONNECT),
                values.durationOrOff(Key.TIMEOUT_FIRST_BYTE, id, LONGEST_SILENCE),
                values.durationOrOff(Key.TIMEOUT_CLIENT, id, LONGEST_SILENCE),
                values.durationOrOff(Key.TIMEOUT_SERVER, id, LONGEST_SILENCE),
                values.durationOrOff(Key.TIMEOUT_TUNNEL, id, LONGEST_SILENCE),
                values.duration(Key.TIMEOUT_CLIENT_FIN, id, LONGEST_SILENCE),
                values.durationOrOff(Key.TIMEOUT_SERVER_FIN, id, LONGEST_SILENCE));
    }

    private LimitSettings limits() {
        return new LimitSettings(
                values.number(Key.FRONTEND_MAXCONN, id, 0, MOST_CONNECTIONS),
                values.number(Key.BACKLOG, id, 1, MOST_BACKLOG),
                values.number(Key.RATE_LIMIT_SESSIONS, id, 0, MOST_CONNECTIONS),
                values.number(Key.RATE_LIMIT_SOURCE, id, 0, MOST_CONNECTIONS),
                new AccessList(blocks(Key.ALLOW), blocks(Key.DENY)));
    }

    private ConnectionSettings connections() {
        return new ConnectionSettings(
                values.number(Key.RETRIES, id, 0, MOST_RETRIES),
                values.flag(Key.REDISPATCH, id),
                tcp(Key.CLITCPKA, Key.CLITCPKA_IDLE, Key.CLITCPKA_INTVL, Key.CLITCPKA_CNT, Key.CLIENT_TCP_UT),
                tcp(Key.SRVTCPKA, Key.SRVTCPKA_IDLE, Key.SRVTCPKA_INTVL, Key.SRVTCPKA_CNT, Key.SERVER_TCP_UT));
    }

    private TcpSettings tcp(Key keepAlive, Key idle, Key interval, Key count, Key userTimeout) {
        return new TcpSettings(
                values.flag(keepAlive, id),
                values.secondsOrOff(idle, id, LONGEST_KEPT),
                values.secondsOrOff(interval, id, LONGEST_KEPT),
                values.number(count, id, 0, MOST_PROBES),
                values.durationOrOff(userTimeout, id, LONGEST_SILENCE));
    }

    private List<Cidr> blocks(Key key) {
        if (!values.isSet(key, id)) {
            return List.of();
        }
        List<Cidr> blocks = new ArrayList<>();
        for (String entry : values.entries(key, id, BLOCKS_EXPECTED)) {
            try {
                blocks.add(Cidr.parse(entry));
            } catch (IllegalArgumentException e) {
                values.problem(key, id, String.valueOf(e.getMessage()), BLOCKS_EXPECTED);
            }
        }
        return blocks;
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
            values.problem(Key.BIND, id, String.valueOf(e.getMessage()), BIND_EXPECTED);
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
                    "one of the ids in " + Key.GROUPS.of("") + ": " + String.join(", ", groups));
            return Optional.empty();
        }
        return named;
    }
}
