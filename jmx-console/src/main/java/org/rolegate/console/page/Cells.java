package org.rolegate.console.page;

import java.time.Instant;

import org.jspecify.annotations.Nullable;

import org.rolegate.console.view.Traffic;
import org.rolegate.console.view.Uncertain;

/** The cells of all tables, one method for each kind, so that a number has the same format in every table. */
final class Cells {

    private static final String NOTHING = "-";

    private final Html html;

    Cells(Html html) {
        this.html = html;
    }

    /** Adds the head of a table; a name that starts with {@code #} is that of a column of numbers. */
    Cells head(String... names) {
        html.open("thead").open("tr");
        for (String name : names) {
            boolean number = name.startsWith("#");
            html.element("th", number ? name.substring(1) : name, "scope", "col", "class", number ? "num" : null);
        }
        html.close().close();
        return this;
    }

    Cells rowName(String name) {
        html.element("th", name, "scope", "row");
        return this;
    }

    Cells text(String text) {
        html.element("td", text.isEmpty() ? NOTHING : text, "class", text.isEmpty() ? "none" : null);
        return this;
    }

    Cells code(String text) {
        html.element("td", text.isEmpty() ? NOTHING : text, "class", text.isEmpty() ? "none" : "code");
        return this;
    }

    /** Adds a status with its sign, in its colour. */
    Cells status(String status) {
        Tone tone = Tone.of(status);
        html.open("td").open("span", "class", "pill " + tone.css());
        html.element("span", tone.sign(), "class", "sign", "aria-hidden", "true");
        html.text(" " + status).close().close();
        return this;
    }

    /** Adds a yes or no, of which one is good. */
    Cells yes(boolean yes, boolean good) {
        html.element("td", yes ? "yes" : "no", "class", yes == good ? null : "bad");
        return this;
    }

    /** Adds a count; a negative one is unknown. */
    Cells count(long count) {
        return count < 0 ? unknown() : number(Units.count(count), Units.exact(count), null);
    }

    /** Adds a count that should be zero. */
    Cells errors(long count) {
        return number(Units.count(count), Units.exact(count), count > 0 ? "warn" : "zero");
    }

    /** Adds how often clients got {@code -UNCERTAIN}, and below it for which commands. */
    Cells uncertain(Uncertain uncertain) {
        html.open(
                "td",
                "class",
                uncertain.times() > 0 ? "num warn" : "num zero",
                "title",
                uncertain.times() > 0 ? UncertainText.all(uncertain) : null);
        html.text(Units.count(uncertain.times()));
        if (!uncertain.byCommand().isEmpty()) {
            html.element("span", UncertainText.few(uncertain), "class", "below quiet");
        }
        html.close();
        return this;
    }

    Cells bytes(long bytes) {
        return bytes < 0 ? unknown() : number(Units.bytes(bytes), Units.exactBytes(bytes), null);
    }

    /** Adds the lag in bytes, and below it in time; either may be unknown. */
    Cells lag(long bytes, long millis) {
        if (millis < 0) {
            return bytes(bytes);
        }
        html.open(
                "td", "class", "num", "title", (bytes < 0 ? "" : Units.exactBytes(bytes) + ", ") + exactMillis(millis));
        html.text(bytes < 0 ? NOTHING : Units.bytes(bytes));
        html.element("span", Units.duration(millis), "class", "below quiet").close();
        return this;
    }

    private static String exactMillis(long millis) {
        return Units.exact(millis) + " ms";
    }

    Cells age(long millis) {
        return millis < 0 ? unknown() : number(Units.duration(millis), Units.exact(millis) + " ms", null);
    }

    /** Adds a duration in milliseconds; a negative one is unknown. */
    Cells millis(long millis) {
        return millis < 0 ? unknown() : number(Units.exact(millis) + " ms", Units.duration(millis), null);
    }

    Cells traffic(Traffic traffic) {
        return count(traffic.currentSessions())
                .count(traffic.maxSessions())
                .count(traffic.sessionsTotal())
                .bytes(traffic.bytesIn())
                .bytes(traffic.bytesOut());
    }

    /** Adds the time of day and its age; adds nothing if the time is unknown. */
    Html moment(long epochMillis, PageRequest request) {
        if (epochMillis <= 0) {
            return html.text("unknown");
        }
        Instant when = Instant.ofEpochMilli(epochMillis);
        long age = request.now().toEpochMilli() - epochMillis;
        html.element(
                "time",
                Units.time(when, request.now(), request.zone()),
                "datetime",
                Units.exactTime(when, request.zone()),
                "title",
                Units.exactTime(when, request.zone()));
        return html.text(" (" + Units.duration(age) + ")");
    }

    private Cells unknown() {
        html.element("td", NOTHING, "class", "num none", "title", "unknown");
        return this;
    }

    private Cells number(String shown, String exact, @Nullable String css) {
        html.element("td", shown, "class", css == null ? "num" : "num " + css, "title", exact);
        return this;
    }
}
