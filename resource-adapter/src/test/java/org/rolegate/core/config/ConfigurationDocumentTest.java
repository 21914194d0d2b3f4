package org.rolegate.core.config;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import static org.assertj.core.api.Assertions.assertThat;

class ConfigurationDocumentTest {

    private static final Path DOCUMENT = Path.of("..", "docs", "configuration.md");

    @Test
    void theTableHoldsEveryKeyAndNoOther() throws IOException {
        // When
        Map<String, List<String>> rows = rows();
        rows.keySet().removeIf(key -> !key.startsWith("rolegate."));

        // Then
        assertThat(rows.keySet())
                .containsExactlyInAnyOrderElementsOf(
                        Arrays.stream(Key.values()).map(Key::pattern).toList());
    }

    @ParameterizedTest
    @EnumSource(Key.class)
    void theTableTellsTheDefaults(Key key) throws IOException {
        // When
        String told = rows().get(key.pattern()).get(1);

        // Then
        for (String id : List.of("main", "master", "replicas", "another")) {
            key.fallback(id).ifPresent(fallback -> assertThat(told).contains("`" + fallback + "`"));
        }
        if (key.fallback("another").isEmpty()) {
            assertThat(told).containsAnyOf("none", "required", "the first group");
        }
    }

    @Test
    void theTableOfTheAdaptersPropertiesIsComplete() throws IOException {
        // When
        List<String> systemProperties = rows().values().stream()
                .map(cells -> cells.get(1))
                .filter(cell -> cell.startsWith("`" + RaProperties.SYSTEM_PROPERTY_PREFIX))
                .map(cell -> cell.replace("`", "").substring(RaProperties.SYSTEM_PROPERTY_PREFIX.length()))
                .toList();

        // Then
        assertThat(systemProperties).containsExactlyElementsOf(RaProperties.NAMES);
    }

    @Test
    void theErrorsShownAreThoseAReaderGives() throws IOException {
        // Given
        MapSource source = new MapSource(Map.of(
                "rolegate.groups.main.check.rise", "0",
                "rolegate.groups.main.sentinal", "x",
                "ROLEGATE_FRONTENDS_MASTER_BINT", "x"));

        // When
        Reading reading = new SettingsReader().read(source);

        // Then
        assertThat(Files.readAllLines(DOCUMENT))
                .containsAll(((Reading.Invalid) reading)
                        .problems().stream().map(Problem::toString).toList());
    }

    /** The rows of all tables by what stands in the first cell, code marks taken off. */
    private static Map<String, List<String>> rows() throws IOException {
        Map<String, List<String>> rows = new LinkedHashMap<>();
        for (String line : Files.readAllLines(DOCUMENT)) {
            if (line.startsWith("| `")) {
                List<String> cells = Arrays.stream(line.substring(1).split("\\|"))
                        .map(String::strip)
                        .toList();
                rows.put(cells.get(0).replace("`", ""), cells);
            }
        }
        return rows;
    }
}
