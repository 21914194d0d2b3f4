package org.rolegate.tools.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

import static org.rolegate.tools.bench.Target.DIRECT;
import static org.rolegate.tools.bench.Target.HAPROXY;
import static org.rolegate.tools.bench.Target.RELAY;
import static org.rolegate.tools.bench.Target.ROLEGATE;

/** The results as Markdown, one line for each figure of each cell. */
final class Table {

    private final Results results;

    Table(Results results) {
        this.results = results;
    }

    String text(List<Cell> cells) {
        var lines = new ArrayList<String>();
        lines.add(line(Stream.concat(
                        Stream.concat(
                                Stream.of("cell", "figure"),
                                Stream.of(Target.values()).map(Target::title)),
                        Stream.of("Rolegate to HAProxy", "Rolegate to direct", "tracked to relay"))
                .toList()));
        lines.add("| --- | --- | ---: | ---: | ---: | ---: | --- | --- | --- |");
        for (Cell cell : cells) {
            for (Figure figure : cell.figures()) {
                lines.add(line(row(cell, figure)));
            }
        }
        return String.join("\n", lines) + "\n";
    }

    private List<String> row(Cell cell, Figure figure) {
        var row = new ArrayList<String>();
        boolean isFirst = cell.figures().indexOf(figure) == 0;
        row.add(isFirst ? "`" + cell.name() + "` " + cell.title() : "");
        row.add(figure.title());
        for (Target target : Target.values()) {
            row.add(figure.text(results.of(cell, target, figure).median()));
        }
        row.add(results.advantage(cell, ROLEGATE, HAPROXY, figure).asRatio());
        row.add(results.advantage(cell, ROLEGATE, DIRECT, figure).asRatio());
        row.add(results.advantage(cell, ROLEGATE, RELAY, figure).asRatio());
        return row;
    }

    private static String line(List<String> fields) {
        return "| " + String.join(" | ", fields) + " |";
    }
}
