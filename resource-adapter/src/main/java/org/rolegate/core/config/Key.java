package org.rolegate.core.config;

import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** The configuration keys and their defaults. No other class contains either. */
enum Key {
    GROUPS("rolegate.groups", "main"),
    FRONTENDS("rolegate.frontends", "master,replicas"),
    TRANSPORT("rolegate.transport", "auto"),
    EVENT_LOOPS("rolegate.event-loops", "0"),
    MAXCONN("rolegate.maxconn", "0"),

    SERVERS("rolegate.groups.<group>.servers", Map.of("main", "127.0.0.1:6379")),
    SENTINELS("rolegate.groups.<group>.sentinels"),
    MASTER_NAME("rolegate.groups.<group>.master-name", "mymaster"),
    USER("rolegate.groups.<group>.user"),
    PASSWORD("rolegate.groups.<group>.password"),
    SENTINEL_USER("rolegate.groups.<group>.sentinel-user"),
    SENTINEL_PASSWORD("rolegate.groups.<group>.sentinel-password"),
    CHECK_INTER("rolegate.groups.<group>.check.inter", "200ms"),
    CHECK_FASTINTER("rolegate.groups.<group>.check.fastinter", "25ms"),
    CHECK_TIMEOUT("rolegate.groups.<group>.check.timeout", "1s"),
    CHECK_RISE("rolegate.groups.<group>.check.rise", "2"),
    CHECK_FALL("rolegate.groups.<group>.check.fall", "3"),
    MAX_LAG("rolegate.groups.<group>.max-lag", "1s"),
    MAX_LAG_BYTES("rolegate.groups.<group>.max-lag-bytes", "0"),
    NO_REPLICA("rolegate.groups.<group>.no-replica", "none"),
    ISOLATION("rolegate.groups.<group>.isolation-fence", "400ms"),
    RESTARTED_EMPTY("rolegate.groups.<group>.restarted-empty", "alarm"),
    WEIGHTS("rolegate.groups.<group>.weights"),
    SERVER_MAXCONN("rolegate.groups.<group>.maxconn", "0"),
    SLOWSTART("rolegate.groups.<group>.slowstart", "0s"),

    BIND("rolegate.frontends.<frontend>.bind", Map.of("master", "127.0.0.1:5000", "replicas", "127.0.0.1:5001")),
    GROUP("rolegate.frontends.<frontend>.group"),
    ROLE("rolegate.frontends.<frontend>.role", Map.of("master", "master", "replicas", "replicas")),
    BALANCE("rolegate.frontends.<frontend>.balance", "roundrobin"),
    FRONTEND_MAXCONN("rolegate.frontends.<frontend>.maxconn", "0"),
    BACKLOG("rolegate.frontends.<frontend>.backlog", "1024"),
    RATE_LIMIT_SESSIONS("rolegate.frontends.<frontend>.rate-limit.sessions", "0"),
    RATE_LIMIT_SOURCE("rolegate.frontends.<frontend>.rate-limit.source", "0"),
    ALLOW("rolegate.frontends.<frontend>.allow"),
    DENY("rolegate.frontends.<frontend>.deny"),
    TIMEOUT_CONNECT("rolegate.frontends.<frontend>.timeout.connect", "4s"),
    TIMEOUT_QUEUE("rolegate.frontends.<frontend>.timeout.queue", "4s"),
    TIMEOUT_FIRST_BYTE("rolegate.frontends.<frontend>.timeout.first-byte", "0"),
    TIMEOUT_CLIENT("rolegate.frontends.<frontend>.timeout.client", "0"),
    TIMEOUT_SERVER("rolegate.frontends.<frontend>.timeout.server", "0"),
    TIMEOUT_TUNNEL("rolegate.frontends.<frontend>.timeout.tunnel", "0"),
    TIMEOUT_CLIENT_FIN("rolegate.frontends.<frontend>.timeout.client-fin", "1m"),
    TIMEOUT_SERVER_FIN("rolegate.frontends.<frontend>.timeout.server-fin", "0"),
    RETRIES("rolegate.frontends.<frontend>.retries", "3"),
    REDISPATCH("rolegate.frontends.<frontend>.redispatch", "true"),
    CLITCPKA("rolegate.frontends.<frontend>.clitcpka", "true"),
    CLITCPKA_IDLE("rolegate.frontends.<frontend>.clitcpka-idle", "5m"),
    CLITCPKA_INTVL("rolegate.frontends.<frontend>.clitcpka-intvl", "0"),
    CLITCPKA_CNT("rolegate.frontends.<frontend>.clitcpka-cnt", "0"),
    CLIENT_TCP_UT("rolegate.frontends.<frontend>.tcp-ut.client", "0"),
    SRVTCPKA("rolegate.frontends.<frontend>.srvtcpka", "true"),
    SRVTCPKA_IDLE("rolegate.frontends.<frontend>.srvtcpka-idle", "5m"),
    SRVTCPKA_INTVL("rolegate.frontends.<frontend>.srvtcpka-intvl", "0"),
    SRVTCPKA_CNT("rolegate.frontends.<frontend>.srvtcpka-cnt", "0"),
    SERVER_TCP_UT("rolegate.frontends.<frontend>.tcp-ut.server", "4s"),
    SESSION("rolegate.frontends.<frontend>.session", "tracked"),
    UNANSWERED("rolegate.frontends.<frontend>.unanswered", "error"),
    HOLD_TIMEOUT("rolegate.frontends.<frontend>.hold-timeout", "15s"),
    HOLD_SESSIONS("rolegate.frontends.<frontend>.hold-sessions", "10000");

    private static final String ANY_ID = "";

    private final String pattern;
    /** Unmodifiable, as {@link Map#of} makes it; the type does not show it. */
    @SuppressWarnings("ImmutableEnumChecker")
    private final Map<String, String> fallbacks;

    Key(String pattern) {
        this(pattern, Map.of());
    }

    Key(String pattern, String fallback) {
        this(pattern, Map.of(ANY_ID, fallback));
    }

    Key(String pattern, Map<String, String> fallbacks) {
        this.pattern = pattern;
        this.fallbacks = fallbacks;
    }

    /** Returns the key as documented, with the id in angle brackets. */
    String pattern() {
        return pattern;
    }

    /** Returns the key of one group or frontend; a key without an id is returned unchanged. */
    String of(String id) {
        int open = pattern.indexOf('<');
        return open < 0 ? pattern : pattern.substring(0, open) + id + pattern.substring(pattern.indexOf('>') + 1);
    }

    /** Returns the default, if there is one. */
    Optional<String> fallback(String id) {
        return Optional.ofNullable(fallbacks.getOrDefault(id, fallbacks.get(ANY_ID)));
    }

    /** Returns the key that lists the possible ids of this key; empty for a key without an id. */
    Optional<Key> idsFrom() {
        if (pattern.contains("<group>")) {
            return Optional.of(GROUPS);
        }
        return pattern.contains("<frontend>") ? Optional.of(FRONTENDS) : Optional.empty();
    }

    /** Returns the environment variable of a key, by the rule of MicroProfile Config. */
    static String environmentForm(String key) {
        return key.replaceAll("[^A-Za-z0-9]", "_").toUpperCase(Locale.ROOT);
    }
}
