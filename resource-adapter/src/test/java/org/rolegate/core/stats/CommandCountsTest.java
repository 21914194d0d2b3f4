package org.rolegate.core.stats;

import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

class CommandCountsTest {

    private final CommandCounts some = CommandCounts.of(List.of("set", "del", "set"));
    private final CommandCounts others = CommandCounts.of(List.of("blpop", "set"));

    @Test
    void areSortedByName() {
        assertThat(some.byName()).containsExactly(entry("del", 1L), entry("set", 2L));
    }

    @Test
    void canBeAddedAndSubtracted() {
        CommandCounts all = some.plus(others);

        assertThat(all.byName()).containsExactly(entry("blpop", 1L), entry("del", 1L), entry("set", 3L));
        assertThat(all.minus(some)).isEqualTo(others);
        assertThat(all.minus(all)).isEqualTo(CommandCounts.NONE);
    }

    @Test
    void stayTheSameIfNothingIsAdded() {
        assertThat(CommandCounts.NONE.plus(some)).isEqualTo(some);
        assertThat(some.plus(CommandCounts.NONE)).isEqualTo(some);
        assertThat(some.minus(CommandCounts.NONE)).isEqualTo(some);
        assertThat(CommandCounts.of(List.of())).isEqualTo(new CommandCounts(Map.of()));
    }
}
