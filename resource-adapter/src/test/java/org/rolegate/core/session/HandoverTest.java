package org.rolegate.core.session;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** What takes more moves, or more words, than {@link SessionMachineTest} has. */
class HandoverTest {

    private static final boolean LONG_AGO = true;
    private static final boolean JUST_NOW = false;

    private final Handover moves = new Handover();

    @Test
    void aSessionMovesNoMoreThatServerAfterServerGivesUpAtOnce() {
        for (int i = 0; i < Handover.MOST_CONSECUTIVE; i++) {
            assertThat(moves.tooManyMoves(JUST_NOW)).isFalse();
            moves.leave(JUST_NOW);
        }
        assertThat(moves.tooManyMoves(JUST_NOW)).isTrue();
    }

    @Test
    void aSilentSessionMovesAsOftenAsItsMasterDoes() {
        for (int i = 0; i < 2 * Handover.MOST_CONSECUTIVE; i++) {
            moves.leave(LONG_AGO);
            assertThat(moves.tooManyMoves(JUST_NOW)).isFalse();
        }
    }

    @Test
    void anAnswerLetsItMoveAgain() {
        for (int i = 0; i < 2 * Handover.MOST_CONSECUTIVE; i++) {
            moves.leave(JUST_NOW);
            moves.onReply(false, true);
            assertThat(moves.tooManyMoves(JUST_NOW)).isFalse();
        }
    }

    @Test
    void whatAServerSaysUnaskedIsNoAnswer() {
        for (int i = 0; i < Handover.MOST_CONSECUTIVE; i++) {
            moves.leave(JUST_NOW);
            moves.onReply(false, false);
        }
        assertThat(moves.tooManyMoves(JUST_NOW)).isTrue();
    }

    @Test
    void aRefusalThatWasBelievedIsBelievedUntilTheServerSaysSomethingElse() {
        // When
        moves.suspect();
        moves.accept();

        // Then
        assertThat(moves.suspectsRefusal()).isFalse();
        moves.onReply(true, true);
        assertThat(moves.acceptsRefusals()).isTrue();
        moves.onReply(false, true);
        assertThat(moves.acceptsRefusals()).isFalse();
    }

    @Test
    void anotherServerIsBelievedNothingYet() {
        // Given
        moves.suspect();
        moves.accept();

        // When
        moves.leave(JUST_NOW);

        // Then
        assertThat(moves.acceptsRefusals()).isFalse();
    }

    @Test
    void requestsThatWereForgottenMeanwhileAreNotResent() {
        // Given
        moves.leave(JUST_NOW);
        moves.onServerReady(true);

        // When
        moves.leave(JUST_NOW);

        // Then
        assertThat(moves.resendsRequests()).isTrue();
        moves.onServerReady(false);
        assertThat(moves.resendsRequests()).isFalse();
        assertThat(moves.moved()).isTrue();
    }

    @Test
    void aRefusalThatComesWhileTheServerIsDrainedIsSuspectedToo() {
        // When
        moves.drain();
        moves.suspect();

        // Then
        assertThat(moves.draining()).isTrue();
        assertThat(moves.suspectsRefusal()).isTrue();
    }

    @Test
    void aSessionThatLeavesItsServerNeitherDrainsNorSuspectsTheNextOne() {
        // Given
        moves.drain();
        moves.suspect();

        // When
        moves.leave(JUST_NOW);

        // Then
        assertThat(moves.withholdsRequests()).isFalse();
    }
}
