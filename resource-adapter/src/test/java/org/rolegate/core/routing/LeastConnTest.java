package org.rolegate.core.routing;

import java.util.Map;
import java.util.Random;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class LeastConnTest {

    @Test
    void neverPicksAServerWithMoreSessionsForItsWeightThanAnother() {
        Random random = new Random(3);
        LeastConn balance = new LeastConn();
        for (int round = 0; round < 20_000; round++) {
            // Given
            int servers = 1 + random.nextInt(5);
            Field field = Field.of(random.ints(servers, 1, 257).toArray())
                    .open(random.ints(servers, 0, 1 + random.nextInt(300)).toArray());

            // When
            String chosen = field.pick(balance);

            // Then
            double least = field.ids().stream().mapToDouble(field::load).min().orElseThrow();
            assertThat(field.load(chosen)).isEqualTo(least);
        }
    }

    @Test
    void fillsTheServersByTheirWeights() {
        // Given
        Field field = Field.of(100, 50, 0, 25);
        LeastConn balance = new LeastConn();

        // When
        for (int session = 0; session < 700; session++) {
            field.sessions.merge(field.pick(balance), 1, Integer::sum);
        }

        // Then
        assertThat(field.sessions).isEqualTo(Map.of("a", 400, "b", 200, "d", 100));
    }

    @Test
    void takesEachInTurnByWeightWhereSeveralHaveEquallyFew() {
        // Given
        Field idle = Field.of(100, 50, 100);
        Field busy = Field.of(100, 50, 100, 200).open(2, 1, 3, 4);

        // When
        String whileIdle = idle.picks(new LeastConn(), 10);
        Map<String, Integer> whileBusy = busy.tally(new LeastConn(), 700);

        // Then
        assertThat(whileIdle).isEqualTo("acbacacbac");
        assertThat(whileBusy).isEqualTo(Map.of("a", 200, "b", 100, "d", 400));
    }

    @Test
    void keepsItsTurnsWhenOthersHadFewerInBetween() {
        // Given
        Field equal = Field.of(100, 100);
        Field uneven = Field.of(100, 100).open(0, 1);
        LeastConn balance = new LeastConn();

        // When
        String picks = equal.pick(balance) + uneven.pick(balance) + uneven.pick(balance) + equal.pick(balance);

        // Then
        assertThat(picks).isEqualTo("aaab");
    }

    @Test
    void findsTheLeastWhereverItStandsAlsoAmongVeryManySessions() {
        for (int least = 0; least < 3; least++) {
            // Given
            int[] open = {2_000_000_000, 2_000_000_000, 2_000_000_000};
            open[least]--;

            // When
            String chosen = Field.of(256, 256, 256).open(open).pick(new LeastConn());

            // Then
            assertThat(chosen).isEqualTo(String.valueOf((char) ('a' + least)));
        }
    }
}
