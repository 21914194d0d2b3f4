package org.rolegate.core.config;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/** What is said of limits and time-outs that cannot be. */
class LimitKeysTest {

    @Test
    void everythingWrongWithTheLimitsIsReportedAtOnce() {
        // Given
        Map<String, String> values = new HashMap<>();
        values.put("rolegate.maxconn", "-1");
        values.put("rolegate.groups.main.maxconn", "many");
        values.put("rolegate.frontends.master.maxconn", "1000001");
        values.put("rolegate.frontends.master.backlog", "0");
        values.put("rolegate.frontends.master.rate-limit.sessions", "-5");
        values.put("rolegate.frontends.master.rate-limit.source", "2.5");
        values.put("rolegate.frontends.master.allow", "10.0.0.0/8, 10.0.0.0/33, localhost");
        values.put("rolegate.frontends.master.deny", "10.0.0.1/8,,::1");
        values.put("rolegate.frontends.master.timeout.queue", "0");
        values.put("rolegate.frontends.master.timeout.first-byte", "soon");
        values.put("rolegate.frontends.master.timeout.client", "25d");
        values.put("rolegate.frontends.master.timeout.client-fin", "0");
        values.put("rolegate.frontends.master.timeout.server-fin", "-1s");

        // When
        List<String> problems = problems(values);

        // Then
        assertThat(problems)
                .containsExactlyInAnyOrder(
                        "rolegate.maxconn is out of range",
                        "rolegate.groups.main.maxconn is not a whole number",
                        "rolegate.frontends.master.maxconn is out of range",
                        "rolegate.frontends.master.backlog is out of range",
                        "rolegate.frontends.master.rate-limit.sessions is out of range",
                        "rolegate.frontends.master.rate-limit.source is not a whole number",
                        "rolegate.frontends.master.allow the prefix '33' is no number from 0 to 32",
                        "rolegate.frontends.master.allow 'localhost' is no IP address",
                        "rolegate.frontends.master.deny '10.0.0.1/8' has bits set beyond its prefix of 8",
                        "rolegate.frontends.master.deny entry 2 of the list is empty",
                        "rolegate.frontends.master.timeout.queue is too short",
                        "rolegate.frontends.master.timeout.first-byte is not a duration",
                        "rolegate.frontends.master.timeout.client is too long",
                        "rolegate.frontends.master.timeout.client-fin is too short",
                        "rolegate.frontends.master.timeout.server-fin is not a duration");
    }

    @ParameterizedTest
    @ValueSource(strings = {"deny", "allow"})
    void anAddressThatWouldMatchNobodyIsRefused(String key) {
        // When
        List<String> problems = problems(Map.of("rolegate.frontends.master." + key, "::ffff:10.0.0.1"));

        // Then
        assertThat(problems)
                .containsExactly("rolegate.frontends.master." + key
                        + " '::ffff:10.0.0.1' is IPv4 in IPv6, which no client's address is: write 10.0.0.1");
    }

    private static List<String> problems(Map<String, String> values) {
        Reading reading = new SettingsReader().read(new MapSource(values));
        assertThat(reading).isInstanceOf(Reading.Invalid.class);
        return ((Reading.Invalid) reading)
                .problems().stream()
                        .map(problem -> problem.key() + " " + problem.wrong())
                        .toList();
    }
}
