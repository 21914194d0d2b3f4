package org.rolegate.core.config;

import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

class RaPropertiesTest {

    @Test
    void everyPropertyStandsForItsKey() {
        // Given
        RaProperties properties = new RaProperties("1", "2", "3", "4", " 5 ", "6", "7", "8", "9", null);

        // When
        ConfigSource source = properties.asSource();

        // Then
        assertThat(source.names()).hasSize(9);
        assertThat(source.value("rolegate.groups.main.servers")).contains("1");
        assertThat(source.value("rolegate.groups.main.sentinels")).contains("2");
        assertThat(source.value("rolegate.groups.main.master-name")).contains("3");
        assertThat(source.value("rolegate.groups.main.user")).contains("4");
        assertThat(source.value("rolegate.groups.main.password")).contains(" 5 ");
        assertThat(source.value("rolegate.groups.main.sentinel-user")).contains("6");
        assertThat(source.value("rolegate.groups.main.sentinel-password")).contains("7");
        assertThat(source.value("rolegate.frontends.master.bind")).contains("8");
        assertThat(source.value("rolegate.frontends.replicas.bind")).contains("9");
    }

    @Test
    void nullAndEmptyMeanNotSet() {
        // Given
        RaProperties nulls = new RaProperties(null, null, null, null, null, null, null, null, null, null);

        // When // Then
        assertThat(nulls.asSource().names()).isEmpty();
        assertThat(RaProperties.none().asSource().names()).isEmpty();
        assertThat(RaProperties.none()).hasToString("RaProperties[]");
    }

    @Test
    void theConfigurationTextHoldsAnyKeyAndTheOtherPropertiesWinOverIt() {
        // Given
        String text = "# a comment\nrolegate.event-loops = 3\nrolegate.groups.main.servers=text:1\n"
                + "rolegate.groups.main.sentinels=text:2\n";

        // When
        ConfigSource source = new RaProperties("flat:1", "", "", "", "", "", "", "", "", text).asSource();

        // Then
        assertThat(source.problems()).isEmpty();
        assertThat(source.value("rolegate.event-loops")).contains("3");
        assertThat(source.value("rolegate.groups.main.servers")).contains("flat:1");
        assertThat(source.value("rolegate.groups.main.sentinels")).contains("text:2");
    }

    @ParameterizedTest
    @CsvSource({
        "'rolegate.transport=\\u00zz', contains a malformed \\u escape",
        "'rolgate.transport=nio', the key 'rolgate.transport' is not allowed here",
        "'rolegate.ra.servers=h:1', the key 'rolegate.ra.servers' is not allowed here",
        "'servers=h:1', a line that does not start with a key is not allowed here",
        "'rolegate.transport=nio\nrolegate.transport=nio', the key 'rolegate.transport' is set twice",
    })
    void whatIsWrongWithTheConfigurationTextIsAmongTheProblems(String text, String wrong) {
        // Given
        ConfigSource source = new RaProperties("", "", "", "", "", "", "", "", "", text).asSource();

        // When
        Reading reading = new SettingsReader().read(new LayeredSource(source, new MapSource(Map.of())));

        // Then
        assertThat(((Reading.Invalid) reading).problems())
                .extracting(Problem::key, Problem::wrong)
                .containsExactly(tuple("configuration", wrong));
    }

    @Test
    void theFirstLayerThatHasAKeyWins() {
        // Given
        LayeredSource source = new LayeredSource(
                new MapSource(Map.of("a", "1")), new MapSource(Map.of("a", "2", "b", "2")), new MapSource(Map.of()));

        // When // Then
        assertThat(source.value("a")).contains("1");
        assertThat(source.value("b")).contains("2");
        assertThat(source.value("c")).isEmpty();
        assertThat(source.names()).containsExactly("a", "b");
    }
}
