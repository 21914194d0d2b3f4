package org.rolegate.core.routing;

import java.util.HashMap;
import java.util.Map;
import java.util.Random;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.rolegate.core.config.WeightSettings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

class SourceTest {

    private static final int CLIENTS = 20_000;
    private static final Balance BALANCE = new Source();

    @Test
    void theLossOfAServerMovesOnlyItsClientsAndByTheWeightsOfTheOthers() {
        // Given
        Field all = Field.of(100, 200, 50, 100);

        for (String lost : all.ids()) {
            Field left = all.without(lost);
            Map<String, Integer> moved = new HashMap<>();
            for (int n = 0; n < CLIENTS; n++) {
                // When
                String before = server(all, ipv4(n));
                String after = server(left, ipv4(n));

                // Then
                if (before.equals(lost)) {
                    moved.merge(after, 1, Integer::sum);
                } else {
                    assertThat(after).isEqualTo(before);
                }
            }
            assertShares(left, moved);
        }
    }

    @Test
    void aServerThatGainsWeightTakesClientsOnlyForItself() {
        // Given
        Field light = Field.of(100, 10, 100);
        Field heavy = Field.of(100, 100, 100);
        int moved = 0;

        for (int n = 0; n < CLIENTS; n++) {
            // When
            String before = server(light, ipv4(n));
            String after = server(heavy, ipv4(n));

            // Then
            if (!after.equals(before)) {
                assertThat(after).isEqualTo("b");
                moved++;
            }
        }
        assertThat(moved / (double) CLIENTS).isCloseTo(100 / 300.0 - 10 / 210.0, within(0.02));
    }

    @ParameterizedTest
    @ValueSource(ints = {4, 16})
    void spreadsNeighbouringAddressesByTheWeights(int addressLength) {
        // Given
        Field field = Field.of(100, 256, 0, 1, 50);
        Map<String, Integer> tally = new HashMap<>();

        // When
        for (int n = 0; n < CLIENTS; n++) {
            tally.merge(server(field, address(n, addressLength)), 1, Integer::sum);
        }

        // Then
        assertShares(field, tally);
    }

    @Test
    void everyByteOfTheAddressCounts() {
        // Given
        Field field = Field.of(100, 100, 100, 100, 100, 100, 100, 100);
        Random random = new Random(4);

        for (int place = 0; place < 16; place++) {
            byte[] client = new byte[16];
            random.nextBytes(client);
            Map<String, Integer> tally = new HashMap<>();

            // When
            for (int value = 0; value < 256; value++) {
                client[place] = (byte) value;
                tally.merge(server(field, client), 1, Integer::sum);
            }

            // Then
            assertThat(tally).hasSize(8);
        }
    }

    /** These ids are equal in their hash codes. */
    @Test
    void serversWhoseIdsLookAlikeGetEqualShares() {
        // Given
        Candidates[] candidates = new Candidates[CLIENTS];
        for (int n = 0; n < CLIENTS; n++) {
            candidates[n] =
                    Candidates.of(Field.servers("Aa", "BB"), new Weights(WeightSettings.EQUAL), id -> 0, ipv4(n), 0);
        }

        // When
        int first = 0;
        for (Candidates from : candidates) {
            first += BALANCE.pick(from).id().equals("Aa") ? 1 : 0;
        }

        // Then
        assertThat(first / (double) CLIENTS).isCloseTo(0.5, within(0.02));
    }

    /** Another Rolegate, or this one after a restart, must choose alike: these words are a promise. */
    @Test
    void choosesAsItAlwaysDid() {
        // Given
        Field field = Field.of(100, 100, 100);
        StringBuilder chosen = new StringBuilder();

        // When
        for (int n = 0; n < 12; n++) {
            chosen.append(server(field, ipv4(n)));
        }
        for (int n = 0; n < 12; n++) {
            chosen.append(server(field, new byte[] {(byte) 192, (byte) 168, (byte) 200, (byte) (255 - n)}));
        }

        // Then
        assertThat(chosen).hasToString("bbcacbabbcbacbccccccabab");
    }

    private static void assertShares(Field field, Map<String, Integer> tally) {
        double weights = field.ids().stream().mapToInt(field::weight).sum();
        double picks = tally.values().stream().mapToInt(count -> count).sum();
        for (String id : field.ids()) {
            assertThat(tally.getOrDefault(id, 0) / picks).isCloseTo(field.weight(id) / weights, within(0.03));
        }
    }

    private static String server(Field field, byte[] client) {
        return BALANCE.pick(field.candidates(client)).id();
    }

    private static byte[] ipv4(int number) {
        return address(number, 4);
    }

    private static byte[] address(int number, int length) {
        byte[] address = new byte[length];
        address[0] = 10;
        address[length - 2] = (byte) (number >> 8);
        address[length - 1] = (byte) number;
        return address;
    }
}
