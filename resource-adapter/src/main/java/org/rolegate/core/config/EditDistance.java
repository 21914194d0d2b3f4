package org.rolegate.core.config;

import java.util.Comparator;
import java.util.Optional;
import java.util.Set;

/** How many single characters must change to make one word of another (Levenshtein). */
final class EditDistance {

    private static final int LONGEST_COMPARED = 200;

    private EditDistance() {}

    /** The word most like the one given, if one is alike enough to be what was meant. */
    static Optional<String> nearest(String word, Set<String> description) {
        if (word.length() > LONGEST_COMPARED) {
            return Optional.empty();
        }
        int tolerated = Math.max(2, word.length() / 5);
        return description.stream()
                .min(Comparator.comparingInt((String other) -> between(word, other))
                        .thenComparing(Comparator.naturalOrder()))
                .filter(other -> between(word, other) <= tolerated);
    }

    static int between(String one, String other) {
        int[] previous = new int[other.length() + 1];
        for (int j = 0; j <= other.length(); j++) {
            previous[j] = j;
        }
        for (int i = 1; i <= one.length(); i++) {
            int[] current = new int[other.length() + 1];
            current[0] = i;
            for (int j = 1; j <= other.length(); j++) {
                int changed = previous[j - 1] + (one.charAt(i - 1) == other.charAt(j - 1) ? 0 : 1);
                current[j] = Math.min(changed, 1 + Math.min(previous[j], current[j - 1]));
            }
            previous = current;
        }
        return previous[other.length()];
    }
}
