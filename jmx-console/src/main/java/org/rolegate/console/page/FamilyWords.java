package org.rolegate.console.page;

import java.util.Comparator;
import java.util.List;
import java.util.Map;

import org.rolegate.console.view.Uncertain;

/** Commands by family in words, as "10 string, 2 list": the most frequent families first. */
final class FamilyWords {

    /** As many as can be taken in at a glance. */
    private static final int GLANCE = 3;

    private FamilyWords() {}

    /** Returns the few most frequent families, and how many commands are of others. */
    static String few(Uncertain uncertain) {
        List<Map.Entry<String, Long>> sorted = sorted(uncertain);
        if (sorted.size() <= GLANCE) {
            return words(sorted);
        }
        long more =
                sorted.stream().skip(GLANCE - 1).mapToLong(Map.Entry::getValue).sum();
        return words(sorted.subList(0, GLANCE - 1)) + ", " + Units.exact(more) + " more";
    }

    /** Returns all of it for a tip. */
    static String all(Uncertain uncertain) {
        long commands = uncertain.commands();
        String told = "told " + times(uncertain.told(), "time");
        return commands == 0 ? told : told + ", of " + times(commands, "command") + ": " + words(sorted(uncertain));
    }

    private static String times(long count, String what) {
        return Units.exact(count) + " " + what + (count == 1 ? "" : "s");
    }

    private static List<Map.Entry<String, Long>> sorted(Uncertain uncertain) {
        return uncertain.families().entrySet().stream()
                .sorted(Map.Entry.<String, Long>comparingByValue(Comparator.reverseOrder())
                        .thenComparing(Map.Entry.comparingByKey()))
                .toList();
    }

    private static String words(List<Map.Entry<String, Long>> families) {
        return String.join(
                ", ",
                families.stream()
                        .map(family -> Units.exact(family.getValue()) + " " + family.getKey())
                        .toList());
    }
}
