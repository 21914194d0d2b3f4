package org.rolegate.tools.bench;

import java.util.regex.Pattern;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** What can be chosen. */
class BenchSettingsIT {

    @Test
    void cellsAreChosenByTheirWholeName() {
        assertThat(choosing("get-64-p1").chosen(Cells.all()))
                .extracting(Cell::name)
                .containsExactly("get-64-p1");
        assertThat(choosing("get-64-p.*").chosen(Cells.all()))
                .extracting(Cell::name)
                .containsExactly("get-64-p1", "get-64-p16");
    }

    @Test
    void aChoiceOfNothingNamesWhatThereIs() {
        assertThatThrownBy(() -> choosing("get-65").chosen(Cells.all()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("set-64-p1, get-64-p1");
    }

    @Test
    void eachCellHasItsOwnNumberOfRequestsUnlessTold() {
        // Given
        Cell cell = Cells.all().get(0);

        // When, Then
        assertThat(choosing(".*").requestsOf(cell)).isEqualTo(cell.requests());
        assertThat(new BenchSettings(5, 2, 1000, Pattern.compile(".*")).requestsOf(cell))
                .isEqualTo(1000);
    }

    @Test
    void noRoundsAreAMistake() {
        assertThatThrownBy(() -> new BenchSettings(0, 2, 0, Pattern.compile(".*")))
                .isInstanceOf(IllegalArgumentException.class);
    }

    private static BenchSettings choosing(String cells) {
        return new BenchSettings(5, 2, 0, Pattern.compile(cells));
    }
}
