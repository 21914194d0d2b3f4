package org.rolegate.tools.soak;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;

import org.rolegate.fixture.Write;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** What is made of the samples. */
class VerdictIT {

    private static final long SECOND = Duration.ofSeconds(1).toNanos();
    private static final Losses NO_LOSSES = new Losses(List.of(), List.of());
    private static final Vitals REST = vitals(60, 100, 200, 0);
    private static final Vitals BUSY = vitals(70, 110, 300, 50);

    @Test
    void whatOnlyWarmsUpBreaksNothing() {
        // Given
        Course course = course(REST, List.of(vitals(10, 50, 210, 1), BUSY, BUSY), REST);

        // When, Then
        assertThat(verdict(course).broken()).isEmpty();
    }

    @Test
    void whatGrowsUnderLoadIsNamedWithItsFiguresAndItsBound() {
        // Given
        Course course = course(REST, List.of(BUSY, BUSY, vitals(79, 113, 300, 50)), REST);

        // When, Then
        assertThat(verdict(course).broken())
                .containsExactly(
                        "heap after GC, MB grew under load from 70.0 to 79.0; the bound is +10 % or 8",
                        "threads grew under load from 110 to 113; the bound is +2");
    }

    @Test
    void whatIsLeftAtRestIsNamed() {
        // Given
        Course course = course(REST, List.of(BUSY, BUSY, BUSY), vitals(90, 100, 205, 1));

        // When, Then
        assertThat(verdict(course).broken())
                .containsExactly(
                        "file descriptors grew at rest from 200 to 205; the bound is +4",
                        "sessions grew at rest from 0 to 1; the bound is +0");
    }

    @Test
    void oneSampleAmongManyDecidesNothing() {
        // Given
        List<Vitals> load = IntStream.range(0, 9)
                .mapToObj(i -> i == 7 ? vitals(500, 500, 5000, 500) : BUSY)
                .toList();

        // When, Then
        assertThat(verdict(course(REST, load, REST)).broken()).isEmpty();
    }

    @Test
    void theTableShowsTheMedians() {
        // Given
        Course course = course(REST, List.of(BUSY, vitals(70, 110, 300, 48), BUSY), REST);

        // When, Then
        assertThat(verdict(course).table().lines())
                .hasSize(2 + Gauge.values().length)
                .contains("| heap after GC, MB | 60.0 | 70.0 | 70.0 | +10 % or 8 | 60.0 |  |")
                .contains("| sessions | 0 | 48 | 50 | +8 | 0 | +0 |");
    }

    @Test
    void tooFewSamplesAreNoSoak() {
        assertThatThrownBy(() -> course(REST, List.of(BUSY, BUSY), REST)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void aClientMayBeWithoutSuccessForAMinuteAndNoLonger() {
        // Given
        var patient = new Progress("patient", 0);
        patient.succeeded(60 * SECOND);
        patient.failed("refused");
        var starved = new Progress("starved", 0);
        starved.succeeded(SECOND);

        // When
        Verdict verdict = verdict(patient.tally(61 * SECOND), starved.tally(62 * SECOND));

        // Then
        assertThat(verdict.broken()).containsExactly("starved: one had no success for 61 s; the bound is 60 s");
    }

    @Test
    void aWrongAnswerIsNotOutweighedByTheRightOnesOfOthers() {
        // Given
        var right = new Tally("readers", 9, Map.of("refused", 1L), Duration.ZERO, Optional.empty());
        var wrong =
                new Tally("readers", 1, Map.of("refused", 2L), Duration.ofSeconds(1), Optional.of("another's value"));

        // When
        Tally both = right.and(wrong);

        // Then
        assertThat(both.text()).isEqualTo("readers: 10 done, 3 errors, 1.0 s at most without success: 3 x \"refused\"");
        assertThat(verdict(both).broken()).containsExactly("readers: another's value");
    }

    @Test
    void onlyWhatAKilledMasterAcknowledgedInItsLastMomentMayBeLost() {
        // Given
        var lastMoment = new Write("a", 9 * SECOND, 9 * SECOND + 1, "ok", 7001);
        var earlier = new Write("b", 8 * SECOND, 8 * SECOND, "ok", 7001);
        var byAnother = new Write("c", 9 * SECOND, 9 * SECOND + 1, "ok", 7002);

        // When
        Losses losses = Losses.of(List.of(lastMoment, earlier, byAnother), List.of(new Losses.Kill(7001, 10 * SECOND)));

        // Then
        assertThat(losses.excused()).containsExactly(lastMoment);
        assertThat(losses.unexcused()).containsExactly(earlier, byAnother);
        assertThat(verdictOn(losses).broken())
                .singleElement()
                .asString()
                .startsWith("2 acknowledged writes were lost, such as ");
    }

    private static Verdict verdict(Course course) {
        return Verdict.of(course, List.of(), NO_LOSSES, List.of());
    }

    private static Verdict verdict(Tally... clients) {
        return Verdict.of(atRest(), List.of(clients), NO_LOSSES, List.of());
    }

    private static Verdict verdictOn(Losses losses) {
        return Verdict.of(atRest(), List.of(), losses, List.of());
    }

    private static Course atRest() {
        return course(REST, List.of(REST, REST, REST), REST);
    }

    private static Course course(Vitals before, List<Vitals> underLoad, Vitals after) {
        return new Course(List.of(before), underLoad, List.of(after));
    }

    private static Vitals vitals(int heapMegabytes, int threads, int descriptors, int sessions) {
        return new Vitals(heapMegabytes * 1024L * 1024, 0, 0, 0, threads, descriptors, sessions);
    }
}
