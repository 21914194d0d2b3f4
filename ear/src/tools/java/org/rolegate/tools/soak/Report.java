package org.rolegate.tools.soak;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What is printed and kept in the end: the table, what the clients went through, and the verdict. */
record Report(SoakSettings settings, Verdict verdict, List<Tally> clients, Losses losses, int events) {

    String text() {
        return "Medians; a load of " + settings.load().toMinutes() + " min, a sample every "
                + settings.betweenSamples().toSeconds() + " s, " + events + " events.\n\n"
                + verdict.table() + "\n"
                + list(clients.stream().map(Tally::text)) + "\n"
                + "Acknowledged writes lost: " + losses.unexcused().size() + ", beside "
                + losses.excused().size()
                + " that a master acknowledged within a second of its SIGKILL.\n\n"
                + conclusion();
    }

    private String conclusion() {
        return verdict.broken().isEmpty()
                ? "No bound was broken.\n"
                : "**Broken:**\n" + list(verdict.broken().stream());
    }

    private static String list(Stream<String> lines) {
        return lines.map(line -> "- " + line + "\n").collect(Collectors.joining());
    }
}
