package org.rolegate.console.page;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

import org.rolegate.console.view.Uncertain;

/** The text of a cell that counts uncertain answers by command, as "10 incr, 2 lpush": the most frequent commands first. */
final class UncertainText {

    /** The number of commands that can be read at a glance. */
    private static final int GLANCE = 3;

    private UncertainText() {}

    /** Returns the few most frequent commands, and the number of all others. */
    static String few(Uncertain uncertain) {
        List<Map.Entry<String, Long>> sorted = sorted(uncertain);
        if (sorted.size() <= GLANCE) {
            return text(sorted);
        }
        long more =
                sorted.stream().skip(GLANCE - 1).mapToLong(Map.Entry::getValue).sum();
        return text(sorted.subList(0, GLANCE - 1)) + ", " + Units.exact(more) + " more";
    }

    /** Returns all commands, for a tooltip. */
    static String all(Uncertain uncertain) {
        long commands = uncertain.commands();
        String times = count(uncertain.times(), "time");
        return commands == 0 ? times : times + ", " + count(commands, "command") + ": " + text(sorted(uncertain));
    }

    private static String count(long count, String what) {
        return Units.exact(count) + " " + what + (count == 1 ? "" : "s");
    }

    private static List<Map.Entry<String, Long>> sorted(Uncertain uncertain) {
        return uncertain.byCommand().entrySet().stream()
                .sorted(Map.Entry.<String, Long>comparingByValue(Comparator.reverseOrder())
                        .thenComparing(Map.Entry.comparingByKey()))
                .toList();
    }

    private static String text(List<Map.Entry<String, Long>> commands) {
        return commands.stream()
                .map(command -> Units.exact(command.getValue()) + " " + command.getKey())
                .collect(Collectors.joining(", "));
    }
}
