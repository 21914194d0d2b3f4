package org.rolegate.core.session;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** What takes more moves, or more words, than {@link SessionMachineTest} has. */
class MovesTest {

    private static final boolean LONG_AGO = true;
    private static final boolean JUST_NOW = false;

    private final Moves moves = new Moves();

    @Test
    void aSessionMovesNoMoreThatServerAfterServerGivesUpAtOnce() {
        for (int i = 0; i < Moves.MOST_IN_A_ROW; i++) {
            assertThat(moves.tooMany(JUST_NOW)).isFalse();
            moves.left(JUST_NOW);
        }
        assertThat(moves.tooMany(JUST_NOW)).isTrue();
    }

    @Test
    void aSilentSessionMovesAsOftenAsItsMasterDoes() {
        for (int i = 0; i < 2 * Moves.MOST_IN_A_ROW; i++) {
            moves.left(LONG_AGO);
            assertThat(moves.tooMany(JUST_NOW)).isFalse();
        }
    }

    @Test
    void anAnswerLetsItMoveAgain() {
        for (int i = 0; i < 2 * Moves.MOST_IN_A_ROW; i++) {
            moves.left(JUST_NOW);
            moves.answered(false, true);
            assertThat(moves.tooMany(JUST_NOW)).isFalse();
        }
    }

    @Test
    void whatAServerSaysUnaskedIsNoAnswer() {
        for (int i = 0; i < Moves.MOST_IN_A_ROW; i++) {
            moves.left(JUST_NOW);
            moves.answered(false, false);
        }
        assertThat(moves.tooMany(JUST_NOW)).isTrue();
    }

    @Test
    void aRefusalThatWasBelievedIsBelievedUntilTheServerSaysSomethingElse() {
        // When
        moves.doubt();
        moves.believe();

        // Then
        assertThat(moves.doubting()).isFalse();
        moves.answered(true, true);
        assertThat(moves.refusesInEarnest()).isTrue();
        moves.answered(false, true);
        assertThat(moves.refusesInEarnest()).isFalse();
    }

    @Test
    void anotherServerIsBelievedNothingYet() {
        // Given
        moves.doubt();
        moves.believe();

        // When
        moves.left(JUST_NOW);

        // Then
        assertThat(moves.refusesInEarnest()).isFalse();
    }
}
