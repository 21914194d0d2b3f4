package org.rolegate.core.config;

import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

/** What is said of settings that are wrong. */
class SettingsMistakesTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "rolegate.groups|\" \"|the list is empty",
                "rolegate.groups|a b|the id 'a b' contains a character that is not allowed",
                "rolegate.groups|main,main|lists 'main' more than once",
                "rolegate.frontends|,|the list is empty",
                "rolegate.frontends|master,,replicas|entry 2 of the list is empty",
                "rolegate.transport|uring|is not a known value",
                "rolegate.event-loops|65|is out of range",
                "rolegate.event-loops|-1|is out of range",
                "rolegate.event-loops|99999999999|is not a whole number",
                "rolegate.groups.main.servers|\"\"|the list is empty",
                "rolegate.groups.main.servers|h:1,h|entry 2: the port is missing",
                "rolegate.groups.main.servers|a b=h:1|entry 1: the id contains a character that is not allowed",
                "rolegate.groups.main.servers|=h:1|entry 1: the id contains a character that is not allowed",
                "rolegate.groups.main.servers|a=h:1,a=h:2|two servers have the id 'a'",
                "rolegate.groups.main.servers|redis-2=h:1,h:2|two servers have the id 'redis-2'",
                "rolegate.groups.main.servers|a=h:1,b=H:1|entry 2: h:1 is already in this group",
                "rolegate.groups.main.sentinels|127.0.0.1:6379|entry 1: 127.0.0.1:6379 is already in this group",
                "rolegate.groups.main.sentinels|h:70000|entry 1: the port is not between 1 and 65535",
                "rolegate.groups.main.master-name|my master|is not a valid name of a master for Sentinel",
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
                "rolegate.groups.main.weights|redis-2=1|entry 1: 'redis-2' is not a server of the group",
                "rolegate.groups.main.weights|=1|entry 1: '' is not a server of the group",
                "rolegate.groups.main.weights|redis-1=257|entry 1: the weight is not a whole number from 0 to 256",
                "rolegate.groups.main.weights|redis-1=-1|entry 1: the weight is not a whole number from 0 to 256",
                "rolegate.groups.main.weights|redis-1=|entry 1: the weight is not a whole number from 0 to 256",
                "rolegate.groups.main.weights|redis-1=1=1|entry 1: the weight is not a whole number from 0 to 256",
                "rolegate.groups.main.weights|redis-1=1,redis-1=1|entry 2: 'redis-1' already has a weight",
                "rolegate.groups.main.slowstart|slowly|is not a duration",
                "rolegate.groups.main.slowstart|1us|is too short",
                "rolegate.groups.main.slowstart|61m|is too long",
                "rolegate.frontends.master.bind|5000|the port is missing",
                "rolegate.frontends.replicas.bind|127.0.0.1:5000|frontend 'master' already listens on 127.0.0.1:5000",
                "rolegate.frontends.replicas.bind|0.0.0.0:5000|frontend 'master' already listens on 127.0.0.1:5000",
                "rolegate.frontends.master.bind|127.0.0.1:6379|is the address of server 'redis-1' of group 'main'",
                "rolegate.frontends.master.group|other|is not a group",
                "rolegate.frontends.master.role|slave|is not a known value",
                "rolegate.frontends.master.balance|static-rr|is not a known value",
                "rolegate.frontends.master.timeout.connect|1h|is too long",
                "rolegate.frontends.master.retries|101|is out of range",
                "rolegate.frontends.master.redispatch|yes|is neither true nor false",
                "rolegate.frontends.master.clitcpka|1|is neither true nor false",
                "rolegate.frontends.master.clitcpka-idle|10h|is too long",
                "rolegate.frontends.master.clitcpka-cnt|128|is out of range",
                "rolegate.frontends.master.srvtcpka-intvl|often|is not a duration",
                "rolegate.frontends.master.tcp-ut.server|25d|is too long",
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
                        tuple("rolegate.groups.main.weights", "entry 3: 'c' is not a server of the group"),
                        tuple(
                                "rolegate.groups.main.weights",
                                "entry 3: the weight is not a whole number from 0 to 256"),
                        tuple("rolegate.groups.main.slowstart", "is too long"));
        assertThat(problems)
                .extracting(Problem::expected)
                .contains(
                        "one of the ids in rolegate.groups.main.servers: a, b",
                        "0 for off, or a duration from 1ms to 1h, in us, ms, s, m, h or d (milliseconds without a unit)");
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

    private static List<Problem> problems(Map<String, String> values) {
        Reading reading = new SettingsReader().read(new MapSource(values));
        assertThat(reading).isInstanceOf(Reading.Invalid.class);
        return ((Reading.Invalid) reading).problems();
    }
}
