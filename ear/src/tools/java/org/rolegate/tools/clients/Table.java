package org.rolegate.tools.clients;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** The results as Markdown, one line for each cell. */
final class Table {

    private static final String HEAD =
            """
            | client | event | through | acknowledged | connections cut | errors | lost | doubled | longest wait, ms | the errors |
            | --- | --- | --- | ---: | ---: | ---: | ---: | ---: | ---: | --- |
            """;

    private final Results results;

    Table(Results results) {
        this.results = results;
    }

    /**
     * All of it.
     *
     * @param cells those that were run
     * @param skipped clients that could not be had, with the reason
     */
    String text(List<Cell> cells, Map<Client, String> skipped) {
        var lines = new ArrayList<String>();
        cells.stream().distinct().forEach(cell -> lines.addAll(rows(cell)));
        skipped.forEach((client, why) ->
                lines.add("| " + client.title() + " | skipped: " + escaped(why) + " |  |  |  |  |  |  |  |  |"));
        return HEAD + String.join("\n", lines) + "\n";
    }

    private List<String> rows(Cell cell) {
        var rows = new ArrayList<String>();
        results.outcome(cell).ifPresent(outcome -> rows.add(row(cell, outcome)));
        results.failure(cell)
                .ifPresent(why -> rows.add(head(cell) + "|  |  |  |  |  |  | did not work: " + escaped(why) + " |"));
        return rows;
    }

    private static String row(Cell cell, Outcome outcome) {
        return head(cell)
                + String.format(
                        Locale.ROOT,
                        "| %,d | %,d | %,d | %,d | %,d | %,d | %s |",
                        outcome.acknowledged(),
                        outcome.cut(),
                        outcome.errorCount(),
                        outcome.lost(),
                        outcome.doubled(),
                        outcome.longestMillis(),
                        kinds(outcome));
    }

    private static String head(Cell cell) {
        return "| " + cell.client().title() + " | " + cell.event().title() + " | "
                + cell.through().title() + " ";
    }

    /** The most frequent first. */
    private static String kinds(Outcome outcome) {
        return outcome.errors().entrySet().stream()
                .sorted(Map.Entry.<String, Long>comparingByValue().reversed().thenComparing(Map.Entry.comparingByKey()))
                .map(error -> String.format(Locale.ROOT, "%,d %s", error.getValue(), escaped(error.getKey())))
                .collect(Collectors.joining(", "));
    }

    private static String escaped(String text) {
        return text.lines().findFirst().orElse("").replace("|", "\\|");
    }
}
