package org.rolegate.core.session;

import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

class FamilyCountsTest {

    private final FamilyCounts some =
            FamilyCounts.of(List.of(CommandFamily.STRING, CommandFamily.SORTED_SET, CommandFamily.STRING));
    private final FamilyCounts others = FamilyCounts.of(List.of(CommandFamily.LIST, CommandFamily.STRING));

    @Test
    void saysTheFamiliesInOrderAndOnlyThoseThatOccurred() {
        assertThat(some.byWord()).containsExactly(entry("sorted-set", 1L), entry("string", 2L));
    }

    @Test
    void addsAndTakesAway() {
        FamilyCounts all = some.plus(others);

        assertThat(all.byWord()).containsExactly(entry("list", 1L), entry("sorted-set", 1L), entry("string", 3L));
        assertThat(all.minus(some)).isEqualTo(others);
        assertThat(all.minus(all)).isEqualTo(FamilyCounts.NONE);
    }

    @Test
    void nothingAddsNothing() {
        assertThat(FamilyCounts.NONE.plus(some)).isEqualTo(some);
        assertThat(some.plus(FamilyCounts.NONE)).isEqualTo(some);
        assertThat(some.minus(FamilyCounts.NONE)).isEqualTo(some);
        assertThat(FamilyCounts.of(List.of())).isEqualTo(new FamilyCounts(Map.of()));
    }
}
