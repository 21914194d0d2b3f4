package org.rolegate.tools.soak;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** What a soak has shown: whether anything grew, and whether the clients were served. */
final class Verdict {

    private static final Duration OUTAGE_AT_MOST = Duration.ofSeconds(60);

    private final List<String> rows = new ArrayList<>();
    private final List<String> broken = new ArrayList<>();

    private Verdict() {}

    static Verdict of(Course course, List<Tally> clients, Losses losses, List<String> failedEvents) {
        var verdict = new Verdict();
        for (Gauge gauge : Gauge.values()) {
            verdict.judge(gauge, course);
        }
        clients.forEach(verdict::judge);
        if (!losses.unexcused().isEmpty()) {
            verdict.broken.add(losses.unexcused().size() + " acknowledged writes were lost, such as "
                    + losses.unexcused().get(0));
        }
        failedEvents.forEach(event -> verdict.broken.add("an event did not work: " + event));
        return verdict;
    }

    /** A sentence for each bound that was broken. */
    List<String> broken() {
        return List.copyOf(broken);
    }

    /** One line of Markdown for each gauge. */
    String table() {
        return "| figure | at rest before | load, middle third | load, last third | may grow by | at rest after"
                + " | may grow by |\n"
                + "| --- | ---: | ---: | ---: | --- | ---: | --- |\n"
                + String.join("\n", rows) + "\n";
    }

    private void judge(Gauge gauge, Course course) {
        double before = gauge.median(course.before());
        double middle = gauge.median(course.middle());
        double last = gauge.median(course.last());
        double after = gauge.median(course.after());
        rows.add(String.format(
                Locale.ROOT,
                "| %s | %s | %s | %s | %s | %s | %s |",
                gauge.title(),
                gauge.text(before),
                gauge.text(middle),
                gauge.text(last),
                gauge.underLoad().text(),
                gauge.text(after),
                gauge.atRest().text()));
        compare(gauge, "under load", gauge.underLoad(), middle, last);
        compare(gauge, "at rest", gauge.atRest(), before, after);
    }

    private void compare(Gauge gauge, String when, Bound bound, double from, double to) {
        if (!bound.allows(from, to)) {
            broken.add(String.format(
                    Locale.ROOT,
                    "%s grew %s from %s to %s; the bound is %s",
                    gauge.title(),
                    when,
                    gauge.text(from),
                    gauge.text(to),
                    bound.text()));
        }
    }

    private void judge(Tally clients) {
        if (clients.longestOutage().compareTo(OUTAGE_AT_MOST) > 0) {
            broken.add(String.format(
                    Locale.ROOT,
                    "%s: one had no success for %d s; the bound is %d s",
                    clients.who(),
                    clients.longestOutage().toSeconds(),
                    OUTAGE_AT_MOST.toSeconds()));
        }
        clients.defect().ifPresent(defect -> broken.add(clients.who() + ": " + defect));
    }
}
