package org.rolegate.core.config;

import java.nio.charset.StandardCharsets;
import java.util.Map;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class SecretsStayHiddenTest {

    private static final String PASSWORD = "hunter2-never-shown";

    @Test
    void aSecretShowsItselfOnlyToWhoAsks() {
        // When
        Secret secret = new Secret(PASSWORD);

        // Then
        assertThat(secret).hasToString("***").isEqualTo(new Secret(PASSWORD)).isNotEqualTo(new Secret("other"));
        assertThat(secret).hasSameHashCodeAs(new Secret(PASSWORD));
        assertThat(secret.reveal()).isEqualTo(PASSWORD);
        assertThat(secret.utf8()).isEqualTo(PASSWORD.getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void noPasswordIsInWhatValidSettingsPrint() {
        // Given
        MapSource source = new MapSource(
                Map.of("rolegate.groups.main.password", PASSWORD, "rolegate.groups.main.sentinel-password", PASSWORD));

        // When
        Reading reading = new SettingsReader().read(source);

        // Then
        assertThat(reading).isInstanceOf(Reading.Valid.class);
        assertThat(reading.toString() + source).doesNotContain(PASSWORD);
    }

    @Test
    void noPasswordIsInAnyProblemWhereverItWasPut() {
        // Given
        MapSource source = new MapSource(Map.of(
                "rolegate.groups.main.password",
                PASSWORD,
                "rolegate.groups.main.passwort",
                PASSWORD,
                "ROLEGATE_GROUPS_MAIN_PASWORD",
                PASSWORD,
                "rolegate.groups.main.sentinel-user",
                "watcher",
                "rolegate.groups.main.servers",
                "redis://:" + PASSWORD + "@10.0.0.1:6379",
                "rolegate.groups.main.sentinels",
                PASSWORD + "=x@10.0.0.1",
                "rolegate.frontends.master.bind",
                PASSWORD + "@0.0.0.0:5000"));

        // When
        Reading reading = new SettingsReader().read(source);

        // Then
        assertThat(((Reading.Invalid) reading).problems()).hasSize(6);
        assertThat(reading.toString()).doesNotContain(PASSWORD);
    }

    @Test
    void noPasswordIsInTheAdaptersProperties() {
        // Given
        RaProperties properties = new RaProperties(
                "h:1",
                "",
                "",
                "me",
                PASSWORD,
                "",
                PASSWORD,
                "",
                "",
                PASSWORD + "\nrolegate.groups.main.password=" + PASSWORD);

        // When
        Reading reading = new SettingsReader().read(properties.asSource());

        // Then
        assertThat(reading).isInstanceOf(Reading.Invalid.class);
        assertThat(reading.toString() + properties).doesNotContain(PASSWORD);
    }

    @Test
    void aProblemIsOneLineHoweverLongAndWildItsValue() {
        // When
        Problem problem = new Problem("key", "a\r\nb\u2028c\u0000" + "x".repeat(1_000), "is wrong", "better");

        // Then
        assertThat(problem.toString())
                .startsWith("key = a??b?c?xxx")
                .endsWith("...: is wrong; expected better")
                .hasSizeLessThan(300);
    }
}
