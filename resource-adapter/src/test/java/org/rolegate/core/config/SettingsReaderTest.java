package org.rolegate.core.config;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

import org.rolegate.core.model.AccessList;
import org.rolegate.core.model.Cidr;
import org.rolegate.core.model.Endpoint;
import org.rolegate.core.model.Server;

import static org.assertj.core.api.Assertions.assertThat;

/** What the settings are when nothing is wrong with them. */
class SettingsReaderTest {

    @Test
    void everyDefaultHoldsWhenNothingIsSet() {
        // When
        Settings settings = valid(Map.of());

        // Then
        Duration second = Duration.ofSeconds(1);
        CheckSettings check = new CheckSettings(Duration.ofMillis(200), Duration.ofMillis(25), second, 2, 3);
        Server redis = new Server("redis-1", Endpoint.parse("127.0.0.1:6379"));
        Duration connect = Duration.ofSeconds(4);
        TimeoutSettings timeouts = new TimeoutSettings(
                connect,
                connect,
                Duration.ZERO,
                Duration.ZERO,
                Duration.ZERO,
                Duration.ZERO,
                Duration.ofMinutes(1),
                Duration.ZERO);
        LimitSettings limits = new LimitSettings(0, 1024, 0, 0, AccessList.ANY_CLIENT);
        HoldSettings hold = new HoldSettings(Duration.ofSeconds(15), 10_000);
        Duration silence = Duration.ofMinutes(5);
        ConnectionSettings connections = new ConnectionSettings(
                3,
                true,
                new TcpSettings(true, silence, Duration.ZERO, 0, Duration.ZERO),
                new TcpSettings(true, silence, Duration.ZERO, 0, Duration.ofSeconds(4)));
        assertThat(settings)
                .isEqualTo(new Settings(
                        new ProcessSettings(0, 0, TransportChoice.AUTO),
                        List.of(new GroupSettings(
                                "main",
                                List.of(redis),
                                List.of(),
                                "mymaster",
                                Credentials.NONE,
                                Credentials.NONE,
                                check,
                                new FreshnessSettings(second, 0, NoReplica.NONE),
                                new SafetySettings(Duration.ofMillis(400), RestartedEmpty.ALARM),
                                WeightSettings.EQUAL)),
                        List.of(
                                new FrontendSettings(
                                        "master",
                                        Endpoint.parse("127.0.0.1:5000"),
                                        "main",
                                        TargetRole.MASTER,
                                        BalanceKind.ROUNDROBIN,
                                        SessionKind.TRACKED,
                                        Unanswered.ERROR,
                                        hold,
                                        timeouts,
                                        limits,
                                        connections),
                                new FrontendSettings(
                                        "replicas",
                                        Endpoint.parse("127.0.0.1:5001"),
                                        "main",
                                        TargetRole.REPLICAS,
                                        BalanceKind.ROUNDROBIN,
                                        SessionKind.TRACKED,
                                        Unanswered.ERROR,
                                        hold,
                                        timeouts,
                                        limits,
                                        connections))));
    }

    @Test
    void everyKeyIsHeeded() {
        // Given
        Map<String, String> values = new HashMap<>();
        values.put("rolegate.groups", "cache, sessions");
        values.put("rolegate.groups.cache.servers", "a=10.0.0.1:1, [::1]:2");
        values.put("rolegate.groups.cache.sentinels", "10.0.0.1:26379,10.0.0.2:26379");
        values.put("rolegate.groups.cache.master-name", "the.cache");
        values.put("rolegate.groups.cache.user", "proxy");
        values.put("rolegate.groups.cache.password", " a,b\"\u00e9 ");
        values.put("rolegate.groups.cache.sentinel-user", "watcher");
        values.put("rolegate.groups.cache.sentinel-password", "s");
        values.put("rolegate.groups.cache.check.inter", "2s");
        values.put("rolegate.groups.cache.check.fastinter", "50");
        values.put("rolegate.groups.cache.check.timeout", "1m");
        values.put("rolegate.groups.cache.check.rise", "1");
        values.put("rolegate.groups.cache.check.fall", "100");
        values.put("rolegate.groups.cache.max-lag", "3s");
        values.put("rolegate.groups.cache.max-lag-bytes", "4096");
        values.put("rolegate.groups.cache.no-replica", "stale");
        values.put("rolegate.groups.cache.isolation-fence", "0");
        values.put("rolegate.groups.cache.restarted-empty", "freeze");
        values.put("rolegate.groups.cache.weights", "redis-2 = 256, a=0");
        values.put("rolegate.groups.cache.slowstart", "60s");
        values.put("rolegate.groups.cache.maxconn", "300");
        values.put("rolegate.groups.sessions.servers", "h:1");
        values.put("rolegate.frontends", "all");
        values.put("rolegate.frontends.all.bind", "[::]:7000");
        values.put("rolegate.frontends.all.group", "sessions");
        values.put("rolegate.frontends.all.role", "any");
        values.put("rolegate.frontends.all.balance", "leastconn");
        values.put("rolegate.frontends.all.timeout.connect", "5000us");
        values.put("rolegate.frontends.all.session", "relay");
        values.put("rolegate.frontends.all.unanswered", "close");
        values.put("rolegate.frontends.all.hold-timeout", "0");
        values.put("rolegate.frontends.all.hold-sessions", "7");
        values.put("rolegate.frontends.all.timeout.queue", "6");
        values.put("rolegate.frontends.all.timeout.first-byte", "7");
        values.put("rolegate.frontends.all.timeout.client", "8");
        values.put("rolegate.frontends.all.timeout.server", "9");
        values.put("rolegate.frontends.all.timeout.tunnel", "10");
        values.put("rolegate.frontends.all.timeout.client-fin", "11");
        values.put("rolegate.frontends.all.timeout.server-fin", "12");
        values.put("rolegate.frontends.all.maxconn", "100");
        values.put("rolegate.frontends.all.backlog", "64");
        values.put("rolegate.frontends.all.rate-limit.sessions", "200");
        values.put("rolegate.frontends.all.rate-limit.source", "20");
        values.put("rolegate.frontends.all.allow", "10.0.0.0/8, ::1");
        values.put("rolegate.frontends.all.deny", "10.1.0.0/16");
        values.put("rolegate.frontends.all.retries", "0");
        values.put("rolegate.frontends.all.redispatch", "false");
        values.put("rolegate.frontends.all.clitcpka", "false");
        values.put("rolegate.frontends.all.clitcpka-idle", "1m");
        values.put("rolegate.frontends.all.clitcpka-intvl", "1500ms");
        values.put("rolegate.frontends.all.clitcpka-cnt", "127");
        values.put("rolegate.frontends.all.tcp-ut.client", "30s");
        values.put("rolegate.frontends.all.srvtcpka", "true");
        values.put("rolegate.frontends.all.srvtcpka-idle", "9h");
        values.put("rolegate.frontends.all.srvtcpka-intvl", "7s");
        values.put("rolegate.frontends.all.srvtcpka-cnt", "3");
        values.put("rolegate.frontends.all.tcp-ut.server", "0");
        values.put("rolegate.transport", "nio");
        values.put("rolegate.event-loops", "64");
        values.put("rolegate.maxconn", "9000");

        // When
        Settings settings = valid(values);

        // Then
        GroupSettings cache = settings.groups().get(0);
        assertThat(cache)
                .isEqualTo(new GroupSettings(
                        "cache",
                        List.of(
                                new Server("a", Endpoint.parse("10.0.0.1:1")),
                                new Server("redis-2", Endpoint.parse("[::1]:2"))),
                        List.of(Endpoint.parse("10.0.0.1:26379"), Endpoint.parse("10.0.0.2:26379")),
                        "the.cache",
                        new Credentials(Optional.of("proxy"), Optional.of(new Secret(" a,b\"\u00e9 "))),
                        new Credentials(Optional.of("watcher"), Optional.of(new Secret("s"))),
                        new CheckSettings(Duration.ofSeconds(2), Duration.ofMillis(50), Duration.ofMinutes(1), 1, 100),
                        new FreshnessSettings(Duration.ofSeconds(3), 4096, NoReplica.STALE),
                        new SafetySettings(Duration.ZERO, RestartedEmpty.FREEZE),
                        new WeightSettings(Map.of("a", 0, "redis-2", 256), 300, Duration.ofMinutes(1))));
        assertThat(settings.frontends())
                .containsExactly(new FrontendSettings(
                        "all",
                        Endpoint.parse("[::]:7000"),
                        "sessions",
                        TargetRole.ANY,
                        BalanceKind.LEASTCONN,
                        SessionKind.RELAY,
                        Unanswered.CLOSE,
                        new HoldSettings(Duration.ZERO, 7),
                        new TimeoutSettings(
                                Duration.ofMillis(5),
                                Duration.ofMillis(6),
                                Duration.ofMillis(7),
                                Duration.ofMillis(8),
                                Duration.ofMillis(9),
                                Duration.ofMillis(10),
                                Duration.ofMillis(11),
                                Duration.ofMillis(12)),
                        new LimitSettings(
                                100,
                                64,
                                200,
                                20,
                                new AccessList(
                                        List.of(Cidr.parse("10.0.0.0/8"), Cidr.parse("::1")),
                                        List.of(Cidr.parse("10.1.0.0/16")))),
                        new ConnectionSettings(
                                0,
                                false,
                                new TcpSettings(
                                        false,
                                        Duration.ofMinutes(1),
                                        Duration.ofSeconds(2),
                                        127,
                                        Duration.ofSeconds(30)),
                                new TcpSettings(true, Duration.ofHours(9), Duration.ofSeconds(7), 3, Duration.ZERO))));
        assertThat(settings.process()).isEqualTo(new ProcessSettings(64, 9000, TransportChoice.NIO));
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "0s", "0us"})
    void aSlowStartOfZeroIsOff(String zero) {
        // When
        Settings settings = valid(Map.of("rolegate.groups.main.slowstart", zero));

        // Then
        assertThat(settings).isEqualTo(valid(Map.of()));
    }

    @ParameterizedTest
    @EnumSource(BalanceKind.class)
    void everyBalanceGoesByItsNameInHaproxy(BalanceKind kind) {
        // When
        Settings settings = valid(Map.of(
                "rolegate.frontends.master.balance", kind.keyword(), "rolegate.frontends.replicas.balance", "first"));

        // Then
        assertThat(settings.frontends()).extracting(FrontendSettings::balance).containsExactly(kind, BalanceKind.FIRST);
        assertThat(kind.keyword()).isIn("roundrobin", "leastconn", "source", "first", "random");
    }

    @Test
    void fastInterFollowsAShorterInterWhenItIsNotSet() {
        // When
        Settings settings = valid(Map.of("rolegate.groups.main.check.inter", "20ms"));

        // Then
        assertThat(settings.groups().get(0).check().fastInter()).isEqualTo(Duration.ofMillis(20));
    }

    @Test
    void twoFrontendsMayBothAskForAnyFreePort() {
        // When
        Settings settings = valid(Map.of(
                "rolegate.frontends.master.bind", "127.0.0.1:0",
                "rolegate.frontends.replicas.bind", "127.0.0.1:0"));

        // Then
        assertThat(settings.frontends()).extracting(FrontendSettings::bind).containsOnly(new Endpoint("127.0.0.1", 0));
    }

    @Test
    void anEmptyValueCountsAsNotSet() {
        // When
        Settings settings = valid(Map.of(
                "rolegate.groups.main.sentinels", "",
                "rolegate.groups.main.user", "",
                "rolegate.groups.main.password", "",
                "rolegate.groups.main.master-name", "",
                "rolegate.event-loops", ""));

        // Then
        assertThat(settings).isEqualTo(valid(Map.of()));
    }

    private static Settings valid(Map<String, String> values) {
        Reading reading = new SettingsReader().read(new MapSource(values));
        assertThat(reading).isInstanceOf(Reading.Valid.class);
        return ((Reading.Valid) reading).settings();
    }
}
