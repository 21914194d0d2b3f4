package org.rolegate.core.config;

import java.util.Comparator;
import java.util.Optional;
import java.util.Set;

/** The edit distance of two texts (Levenshtein): how many single characters must change. */
final class EditDistance {

    private static final int LONGEST_COMPARED = 200;

    private EditDistance() {}

    /** Returns the most similar candidate, if it is similar enough to be a likely correction. */
    static Optional<String> nearest(String text, Set<String> candidates) {
        if (text.length() > LONGEST_COMPARED) {
            return Optional.empty();
        }
        int tolerated = Math.max(2, text.length() / 5);
        return candidates.stream()
                .min(Comparator.comparingInt((String other) -> between(text, other))
                        .thenComparing(Comparator.naturalOrder()))
                .filter(other -> between(text, other) <= tolerated);
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
