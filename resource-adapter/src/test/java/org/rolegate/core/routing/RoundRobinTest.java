package org.rolegate.core.routing;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

class RoundRobinTest {

    @ParameterizedTest
    @CsvSource({
        "100 100 100, abcabcabc",
        "100 50, abaabaaba",
        "2 1 1, abcaabca",
        "5 1 1, aabacaaaabacaa",
        "1 2 3, cbacbccbacbc",
        "256 0 256, acacac",
        "0 0, abab",
        "7, aaa",
    })
    void takesEachInTurnAsOftenAsItWeighsAndEvenlySpread(String weights, String expected) {
        // Given
        Field field = field(weights);

        // When
        String picks = field.picks(new RoundRobin(), expected.length());

        // Then
        assertThat(picks).isEqualTo(expected);
    }

    @Test
    void givesEveryServerItsExactShareInEachCycle() {
        Random random = new Random(1);
        for (int round = 0; round < 300; round++) {
            // Given
            int[] weights = random.ints(1 + random.nextInt(6), 1, 257).toArray();
            Field field = Field.of(weights);
            int cycle = Arrays.stream(weights).sum();
            RoundRobin balance = new RoundRobin();

            for (int n = 0; n < 2; n++) {
                // When
                Map<String, Integer> tally = field.tally(balance, cycle);

                // Then
                field.ids().forEach(id -> assertThat(tally).containsEntry(id, field.weight(id)));
            }
        }
    }

    @Test
    void staysCloseToTheSharesThoughServersComeAndGo() {
        // Given
        Random random = new Random(2);
        Field all = Field.of(100, 50, 200, 25);
        RoundRobin balance = new RoundRobin();
        Map<String, Double> due = new HashMap<>();
        Map<String, Integer> tally = new HashMap<>();

        // When
        for (int pick = 0; pick < 50_000; pick++) {
            Field field = random.nextInt(3) == 0 ? all.without(all.ids().get(random.nextInt(4))) : all;
            double total = field.ids().stream().mapToInt(field::weight).sum();
            field.ids().forEach(id -> due.merge(id, field.weight(id) / total, Double::sum));
            tally.merge(field.pick(balance), 1, Integer::sum);
        }

        // Then
        due.forEach((id, share) -> assertThat(tally.get(id) / share).as(id).isCloseTo(1, within(0.06)));
    }

    @Test
    void aServerThatReturnsNeitherRushesInNorWaits() {
        // Given
        Field all = Field.of(100, 100, 100);
        for (int before = 0; before < 6; before++) {
            RoundRobin balance = new RoundRobin();
            all.picks(balance, before);
            all.without("b").picks(balance, 1_001);

            // When
            Map<String, Integer> tally = all.tally(balance, 6);

            // Then
            assertThat(tally.get("b")).isBetween(1, 3);
        }
    }

    @Test
    void losesNoPickThoughSeveralThreadsPickAtOnce() throws InterruptedException {
        // Given
        Field field = Field.of(100, 50, 50);
        RoundRobin balance = new RoundRobin();
        Map<String, Integer> tally = new ConcurrentHashMap<>();
        CountDownLatch start = new CountDownLatch(1);
        List<Thread> threads = new ArrayList<>();
        for (int n = 0; n < 4; n++) {
            Thread thread = new Thread(() -> {
                awaitQuietly(start);
                field.tally(balance, 20_000).forEach((id, count) -> tally.merge(id, count, Integer::sum));
            });
            thread.start();
            threads.add(thread);
        }

        // When
        start.countDown();
        for (Thread thread : threads) {
            thread.join();
        }

        // Then
        assertThat(tally).containsExactlyInAnyOrderEntriesOf(Map.of("a", 40_000, "b", 20_000, "c", 20_000));
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
        }
    }

    private static Field field(String weights) {
        return Field.of(
                Arrays.stream(weights.split(" ")).mapToInt(Integer::parseInt).toArray());
    }
}
