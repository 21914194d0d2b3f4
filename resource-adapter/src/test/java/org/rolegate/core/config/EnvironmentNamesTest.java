package org.rolegate.core.config;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class EnvironmentNamesTest {

    @Test
    void theEnvironmentFormOfEveryKeyIsKnown() {
        // Given
        Map<String, String> environment = new HashMap<>();
        for (Key key : Key.values()) {
            String id = key.idsFrom()
                    .map(from -> from == Key.GROUPS ? "main" : "master")
                    .orElse("");
            environment.put(Key.environmentForm(key.of(id)), "");
        }

        // When
        List<Problem> problems = read(new MapSource(environment));

        // Then
        assertThat(problems).isEmpty();
        assertThat(environment).containsKey("ROLEGATE_GROUPS_MAIN_MASTER_NAME");
    }

    @Test
    void aGuessAtTheKeyOfAnEnvironmentVariableIsPassedOver() {
        // Given
        Map<String, String> listed = Map.of(
                "ROLEGATE_GROUPS_MAIN_MASTER_NAME", "m",
                "rolegate.groups.main.master.name", "m",
                "ROLEGATE_EVENT_LOOPS", "1",
                "rolegate.event.loops", "1");

        // When
        List<Problem> problems = read(new MapSource(listed));

        // Then
        assertThat(problems).isEmpty();
    }

    @Test
    void anUnknownVariableIsReportedOnceThoughItIsListedTwice() {
        // Given
        Map<String, String> listed = Map.of("ROLEGATE_GROUPS_MAIN_SERVER", "h:1", "rolegate.groups.main.server", "h:1");

        // When
        List<Problem> problems = read(new MapSource(listed));

        // Then
        assertThat(problems).extracting(Problem::key).containsExactly("ROLEGATE_GROUPS_MAIN_SERVER");
    }

    @Test
    void theSameGuessWithoutItsVariableIsAnUnknownKey() {
        // When
        List<Problem> problems = read(new MapSource(Map.of("rolegate.groups.main.master.name", "m")));

        // Then
        assertThat(problems)
                .extracting(Problem::expected)
                .containsExactly("a known key, did you mean rolegate.groups.main.master-name?");
    }

    @Test
    void theVariablesKubernetesAddsForAServiceOfOurNameArePassedOver() {
        // Given
        Map<String, String> variables = new HashMap<>();
        for (String name : List.of(
                "ROLEGATE_SERVICE_HOST",
                "ROLEGATE_SERVICE_PORT",
                "ROLEGATE_SERVICE_PORT_MASTER",
                "ROLEGATE_PORT",
                "ROLEGATE_PORT_5000_TCP",
                "ROLEGATE_PORT_5000_TCP_ADDR",
                "ROLEGATE_PORT_5000_TCP_PROTO",
                "ROLEGATE_MASTER_SERVICE_HOST",
                "ROLEGATE_MASTER_PORT_5000_TCP_PORT")) {
            variables.put(name, "tcp://10.0.0.1:5000");
        }

        // When
        List<Problem> problems = read(new MapSource(variables));

        // Then
        assertThat(problems).isEmpty();
    }

    @Test
    void theSystemPropertiesOfTheAdapterAreKnownButNotRead() {
        // Given
        Map<String, String> properties = new HashMap<>();
        RaProperties.NAMES.forEach(name -> properties.put("rolegate.ra." + name, "nonsense"));

        // When
        List<Problem> problems = read(new MapSource(properties));

        // Then
        assertThat(problems).isEmpty();
    }

    @Test
    void namesOfOthersAreNoneOfOurBusiness() {
        // Given
        Map<String, String> others = Map.of("ROLEGATE", "x", "rolegate", "x", "rolegatex.y", "x", "PATH", "x");

        // When
        List<Problem> problems = read(new MapSource(others));

        // Then
        assertThat(problems).isEmpty();
    }

    private static List<Problem> read(ConfigSource source) {
        Reading reading = new SettingsReader().read(source);
        return Optional.of(reading)
                .filter(Reading.Invalid.class::isInstance)
                .map(invalid -> ((Reading.Invalid) invalid).problems())
                .orElse(List.of());
    }
}
