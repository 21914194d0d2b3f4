package org.rolegate.net;

import java.util.List;
import java.util.Random;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestReporter;

import org.rolegate.core.model.Endpoint;

import static org.assertj.core.api.Assertions.assertThat;

/** Hellos well written, badly written, and written by nobody in particular. */
class HelloTest {

    private static final int ROUNDS = 100_000;
    private static final String RUN_ID = "0123456789abcdef0123456789abcdef01234567";
    private static final String GOOD = "10.0.1.1,26379," + RUN_ID + ",8,mymaster,10.0.0.2,6380,7";
    private static final String LIKELY = ",,,,,,,,0123456789abcdef.:-+ \r\n\0mymaster\u0663\ud83d";

    @Test
    void readsSenderMasterAndEpoch() {
        assertThat(Hello.parse(GOOD))
                .contains(new Hello(
                        new SentinelAnswer.Peer(RUN_ID, new Endpoint("10.0.1.1", 26379)),
                        "mymaster",
                        new Endpoint("10.0.0.2", 6380),
                        7));
    }

    @Test
    void readsHostNamesAndIpv6AsSentinelsMayAnnounceThem() {
        assertThat(Hello.parse("S1.example,26379," + RUN_ID + ",0,my-master,2001:DB8:0::2,6380,0"))
                .contains(new Hello(
                        new SentinelAnswer.Peer(RUN_ID, new Endpoint("s1.example", 26379)),
                        "my-master",
                        new Endpoint("2001:db8::2", 6380),
                        0));
    }

    @Test
    void readsNothingElse() {
        for (String bad : List.of(
                "",
                ",,,,,,,",
                GOOD + ",",
                GOOD + ",9",
                GOOD + "\r\n",
                " " + GOOD,
                GOOD.substring(0, GOOD.length() - 2),
                GOOD.replace(RUN_ID, RUN_ID.substring(1)),
                GOOD.replace("abc", "ABC"),
                GOOD.replace("mymaster", ""),
                GOOD.replace("26379", "0"),
                GOOD.replace("26379", "65536"),
                GOOD.replace("26379", "+26379"),
                GOOD.replace("6380", "-1"),
                GOOD.replace("6380", "06380"),
                GOOD.replace("10.0.0.2", ""),
                GOOD.replace("10.0.0.2", "10.0.0.256"),
                GOOD.replace("10.0.1.1", "redis://:secret@host"),
                GOOD.replace(",7", ",-7"),
                GOOD.replace(",7", ",0x7"),
                GOOD.replace(",7", ",\u0667"),
                GOOD.replace(",7", ",18446744073709551615"),
                GOOD.replace(",8,", ",,"),
                GOOD.replace("mymaster", "m".repeat(2000)))) {
            assertThat(Hello.parse(bad)).as(bad).isEmpty();
        }
    }

    /** Set the system property rolegate.test.seed to repeat a run. */
    @Test
    void neverFailsWhateverIsPublished(TestReporter reporter) {
        long seed = Long.getLong("rolegate.test.seed", System.nanoTime());
        reporter.publishEntry("rolegate.test.seed", Long.toString(seed));
        Random random = new Random(seed);
        for (int round = 0; round < ROUNDS; round++) {
            // Given
            StringBuilder text = new StringBuilder(random.nextInt(4) == 0 ? "" : GOOD);
            for (int i = random.nextInt(6); i >= 0; i--) {
                damage(text, random);
            }

            // When // Then
            Hello.parse(text.toString()).ifPresent(hello -> {
                assertThat(hello.sender().runId()).matches("[0-9a-f]{40}");
                assertThat(hello.sender().endpoint().port()).isPositive();
                assertThat(hello.master().port()).isPositive();
                assertThat(hello.masterName()).isNotEmpty().doesNotContain(",");
                assertThat(hello.epoch()).isNotNegative();
            });
        }
    }

    private static void damage(StringBuilder text, Random random) {
        int at = random.nextInt(text.length() + 1);
        switch (random.nextInt(4)) {
            case 0 -> text.insert(at, LIKELY.charAt(random.nextInt(LIKELY.length())));
            case 1 -> text.setLength(at);
            case 2 -> text.delete(at, Math.min(text.length(), at + random.nextInt(9)));
            default -> text.insert(at, text.substring(random.nextInt(at + 1), at));
        }
    }
}
