package org.rolegate.core.config;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

import org.rolegate.core.model.AccessList;
import org.rolegate.core.model.Cidr;
import org.rolegate.core.model.Endpoint;
import org.rolegate.core.model.Server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

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
        LimitSettings limits = new LimitSettings(0, 1024, 0, 0, AccessList.EVERYBODY);
        HoldSettings hold = new HoldSettings(Duration.ofSeconds(15), 10_000);
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
                                        limits),
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
                                        limits))));
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
                                        List.of(Cidr.parse("10.1.0.0/16"))))));
        assertThat(settings.process()).isEqualTo(new ProcessSettings(64, 9000, TransportChoice.NIO));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "rolegate.groups|\" \"|the list is empty",
                "rolegate.groups|a b|the id 'a b' holds a character it may not",
                "rolegate.groups|main,main|lists 'main' more than once",
                "rolegate.frontends|,|the list is empty",
                "rolegate.frontends|master,,replicas|entry 2 of the list is empty",
                "rolegate.transport|uring|is none of the words known here",
                "rolegate.event-loops|65|is out of range",
                "rolegate.event-loops|-1|is out of range",
                "rolegate.event-loops|99999999999|is not a whole number",
                "rolegate.groups.main.servers|\"\"|the list is empty",
                "rolegate.groups.main.servers|h:1,h|entry 2: the port is missing",
                "rolegate.groups.main.servers|a b=h:1|entry 1: the id holds a character it may not",
                "rolegate.groups.main.servers|=h:1|entry 1: the id holds a character it may not",
                "rolegate.groups.main.servers|a=h:1,a=h:2|two servers have the id 'a'",
                "rolegate.groups.main.servers|redis-2=h:1,h:2|two servers have the id 'redis-2'",
                "rolegate.groups.main.servers|a=h:1,b=H:1|entry 2: h:1 is in this group already",
                "rolegate.groups.main.sentinels|127.0.0.1:6379|entry 1: 127.0.0.1:6379 is in this group already",
                "rolegate.groups.main.sentinels|h:70000|entry 1: the port is not between 1 and 65535",
                "rolegate.groups.main.master-name|my master|is not a name Sentinel would take",
                "rolegate.groups.main.user|me|is set without a password",
                "rolegate.groups.main.sentinel-user|me|is set without a password",
                "rolegate.groups.main.check.inter|soon|is not a duration",
                "rolegate.groups.main.check.inter|1.5s|is not a duration",
                "rolegate.groups.main.check.inter|-1s|is not a duration",
                "rolegate.groups.main.check.inter|0|is too short",
                "rolegate.groups.main.check.inter|999us|is too short",
                "rolegate.groups.main.check.inter|999999999d|is too long",
                "rolegate.groups.main.check.fastinter|2s|is longer than rolegate.groups.main.check.inter",
                "rolegate.groups.main.check.timeout|61s|is too long",
                "rolegate.groups.main.check.rise|0|is out of range",
                "rolegate.groups.main.check.fall|two|is not a whole number",
                "rolegate.groups.main.weights|,|the list is empty",
                "rolegate.groups.main.weights|redis-1|entry 1: is not id=weight",
                "rolegate.groups.main.weights|redis-2=1|entry 1: 'redis-2' is no server of the group",
                "rolegate.groups.main.weights|=1|entry 1: '' is no server of the group",
                "rolegate.groups.main.weights|redis-1=257|entry 1: the weight is not a whole number from 0 to 256",
                "rolegate.groups.main.weights|redis-1=-1|entry 1: the weight is not a whole number from 0 to 256",
                "rolegate.groups.main.weights|redis-1=|entry 1: the weight is not a whole number from 0 to 256",
                "rolegate.groups.main.weights|redis-1=1=1|entry 1: the weight is not a whole number from 0 to 256",
                "rolegate.groups.main.weights|redis-1=1,redis-1=1|entry 2: 'redis-1' has a weight already",
                "rolegate.groups.main.slowstart|slowly|is not a duration",
                "rolegate.groups.main.slowstart|1us|is too short",
                "rolegate.groups.main.slowstart|61m|is too long",
                "rolegate.frontends.master.bind|5000|the port is missing",
                "rolegate.frontends.replicas.bind|127.0.0.1:5000|frontend 'master' listens on 127.0.0.1:5000 already",
                "rolegate.frontends.replicas.bind|0.0.0.0:5000|frontend 'master' listens on 127.0.0.1:5000 already",
                "rolegate.frontends.master.bind|127.0.0.1:6379|is the address of server 'redis-1' of group 'main'",
                "rolegate.frontends.master.group|other|is not a group",
                "rolegate.frontends.master.role|slave|is none of the words known here",
                "rolegate.frontends.master.balance|static-rr|is none of the words known here",
                "rolegate.frontends.master.timeout.connect|1h|is too long",
                "rolegate.groups.main.sentinal|x|is not a known key",
                "rolegate.groups.other.servers|h:1|'other' is not listed in rolegate.groups",
                "rolegate.frontends.other.bind|h:1|'other' is not listed in rolegate.frontends",
                "rolegate.ra.server|x|is not a known key",
                "ROLEGATE_GROUP|x|is not a known key",
                "ROLEGATE_FRONTENDS_MASTER_PORT|1|is not a known key",
                "ROLEGATE_RA_SERVERS|h:1|has no effect as an environment variable",
            })
    void eachKindOfMistakeIsOneProblemOfItsKey(String key, String value, String wrong) {
        // When
        List<Problem> problems = problems(Map.of(key, value));

        // Then
        assertThat(problems)
                .filteredOn(problem -> problem.key().equals(key))
                .singleElement()
                .satisfies(problem -> {
                    assertThat(problem.wrong()).isEqualTo(wrong);
                    assertThat(problem.expected()).isNotBlank();
                    assertThat(problem.toString()).startsWith(key).doesNotContain("\n");
                });
    }

    @Test
    void aNewGroupAndANewFrontendNeedWhatHasNoDefault() {
        // When
        List<Problem> problems = problems(Map.of("rolegate.groups", "main,two", "rolegate.frontends", "three"));

        // Then
        assertThat(problems)
                .extracting(Problem::key, Problem::wrong)
                .containsExactly(
                        tuple("rolegate.groups.two.servers", "is not set"),
                        tuple("rolegate.frontends.three.bind", "is not set"),
                        tuple("rolegate.frontends.three.role", "is not set"));
    }

    @Test
    void allProblemsAreReportedAtOnce() {
        // Given
        Map<String, String> values = Map.of(
                "rolegate.event-loops", "many",
                "rolegate.transport", "pigeon",
                "rolegate.groups.main.servers", "nowhere",
                "rolegate.groups.main.check.rise", "0",
                "rolegate.frontends.master.bind", ":",
                "rolegate.frontends.replicas.role", "all",
                "rolegate.trnsport", "nio",
                "ROLEGATE_NOTHING", "1");

        // When
        List<Problem> problems = problems(values);

        // Then
        assertThat(problems).extracting(Problem::key).containsExactlyInAnyOrderElementsOf(values.keySet());
    }

    @Test
    void aMistypedKeyIsToldTheNearestOne() {
        // When
        List<Problem> problems = problems(Map.of(
                "rolegate.groups.main.sentinal", "x",
                "rolegate.groups.main.check.intre", "1s",
                "ROLEGATE_FRONTENDS_MASTER_BINT", "x",
                "rolegate.quite.something.else", "x"));

        // Then
        assertThat(problems)
                .extracting(Problem::expected)
                .containsExactlyInAnyOrder(
                        "a known key, did you mean rolegate.groups.main.sentinels?",
                        "a known key, did you mean rolegate.groups.main.check.inter?",
                        "a known key, did you mean ROLEGATE_FRONTENDS_MASTER_BIND?",
                        "a known key, see docs/configuration.md");
    }

    @Test
    void everythingWrongWithTheWeightsIsReportedAtOnce() {
        // When
        List<Problem> problems = problems(Map.of(
                "rolegate.groups.main.servers", "a=h:1,b=nowhere",
                "rolegate.groups.main.weights", "a=300,b=1,c=many",
                "rolegate.groups.main.slowstart", "2h"));

        // Then
        assertThat(problems)
                .extracting(Problem::key, Problem::wrong)
                .containsExactlyInAnyOrder(
                        tuple("rolegate.groups.main.servers", "entry 2: the port is missing"),
                        tuple(
                                "rolegate.groups.main.weights",
                                "entry 1: the weight is not a whole number from 0 to 256"),
                        tuple("rolegate.groups.main.weights", "entry 3: 'c' is no server of the group"),
                        tuple(
                                "rolegate.groups.main.weights",
                                "entry 3: the weight is not a whole number from 0 to 256"),
                        tuple("rolegate.groups.main.slowstart", "is too long"));
        assertThat(problems)
                .extracting(Problem::expected)
                .contains(
                        "one of those in rolegate.groups.main.servers: a, b",
                        "0 for off, or a duration from 1ms to 1h, in us, ms, s, m, h or d (milliseconds without a unit)");
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
                "rolegate.frontends.master.balance", kind.word(), "rolegate.frontends.replicas.balance", "first"));

        // Then
        assertThat(settings.frontends()).extracting(FrontendSettings::balance).containsExactly(kind, BalanceKind.FIRST);
        assertThat(kind.word()).isIn("roundrobin", "leastconn", "source", "first", "random");
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
    void idsWhoseEnvironmentVariablesWouldBeTheSameAreRefused() {
        // When
        List<Problem> problems = problems(Map.of(
                "rolegate.groups", "a-b,A_B",
                "rolegate.groups.a-b.servers", "h:1",
                "rolegate.groups.A_B.servers", "h:2"));

        // Then
        assertThat(problems)
                .extracting(Problem::wrong)
                .containsExactly("has the same environment variable as rolegate.groups.a-b.servers");
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

    private static List<Problem> problems(Map<String, String> values) {
        Reading reading = new SettingsReader().read(new MapSource(values));
        assertThat(reading).isInstanceOf(Reading.Invalid.class);
        return ((Reading.Invalid) reading).problems();
    }
}
