package org.rolegate.resp;

import java.util.Map;
import java.util.Random;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class InfoTextTest {

    @Test
    void readsWhatRedisAnswers() {
        // Given
        String text = "# Replication\r\nrole:slave\r\nmaster_host:::1\r\nslave0:ip=10.0.0.2,port=6379\r\n\r\n"
                + "# Keyspace\r\nempty:\r\n";

        // When
        Map<String, String> fields = InfoText.parse(text);

        // Then
        assertThat(fields)
                .containsExactly(
                        Map.entry("role", "slave"),
                        Map.entry("master_host", "::1"),
                        Map.entry("slave0", "ip=10.0.0.2,port=6379"),
                        Map.entry("empty", ""));
    }

    @Test
    void passesOverWhatIsNoField() {
        // Given
        String text = "nonsense\n:value\nrole:master\nrole:slave\n" + "x".repeat(10_000) + ":1\ny:" + "x".repeat(10_000)
                + "\nlast:1";

        // When
        Map<String, String> fields = InfoText.parse(text);

        // Then
        assertThat(fields).containsExactly(Map.entry("role", "master"), Map.entry("last", "1"));
    }

    @Test
    void keepsNoMoreFieldsThanRedisHas() {
        // Given
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < 10_000; i++) {
            text.append("field").append(i).append(":1\r\n");
        }

        // When
        Map<String, String> fields = InfoText.parse(text.toString());

        // Then
        assertThat(fields).hasSize(4_096);
    }

    @Test
    void garbageIsNoReasonToFail() {
        // Given
        Random random = new Random(42);

        for (int round = 0; round < 20_000; round++) {
            StringBuilder text = new StringBuilder();
            for (int i = random.nextInt(40); i > 0; i--) {
                text.append("\r\n:#ab".charAt(random.nextInt(6)));
            }

            // When
            Map<String, String> fields = InfoText.parse(text.toString());

            // Then
            assertThat(fields.size()).isLessThan(20);
        }
    }
}
