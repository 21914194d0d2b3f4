package org.rolegate.tools.clients;

import java.util.regex.Pattern;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** What can be chosen. */
class ClientsSettingsIT {

    @Test
    void cellsAreChosenByTheirWholeName() {
        assertThat(choosing(1, "ioredis-kill-.*").chosen(AllClients.list()))
                .extracting(Cell::name)
                .containsExactly("ioredis-kill-haproxy", "ioredis-kill-rolegate");
    }

    @Test
    void aCellIsRunOnceInEachRound() {
        assertThat(choosing(2, "redis-py-(kill|planned)-rolegate").chosen(AllClients.list()))
                .extracting(Cell::name)
                .containsExactly(
                        "redis-py-planned-rolegate",
                        "redis-py-kill-rolegate",
                        "redis-py-planned-rolegate",
                        "redis-py-kill-rolegate");
    }

    @Test
    void aChoiceOfNothingNamesWhatThereIs() {
        assertThatThrownBy(() -> choosing(1, "credis").chosen(AllClients.list()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("jedis-planned-haproxy, jedis-planned-rolegate");
    }

    @Test
    void theVersionsOfScriptsAreThoseThatAreInstalled() {
        assertThat(Scripts.pinned("package.json", "ioredis")).matches("\\d+\\.\\d+\\.\\d+");
        assertThat(Scripts.pinned("package.json", "redis")).matches("\\d+\\.\\d+\\.\\d+");
        assertThat(Scripts.pinned("requirements.txt", "redis")).matches("\\d+\\.\\d+\\.\\d+");
    }

    private static ClientsSettings choosing(int rounds, String only) {
        return new ClientsSettings(rounds, 20, Pattern.compile(only));
    }
}
