package org.rolegate.tools.soak;

import java.util.Locale;

/**
 * How much something may grow: a share of what it was, or an amount, whichever is more.
 *
 * @param percent the share
 * @param amount in the unit of what is measured
 */
record Bound(int percent, int amount) {

    /** For what is shown and not judged. */
    static final Bound NONE = new Bound(0, Integer.MAX_VALUE);

    boolean allows(double before, double after) {
        return after - before <= Math.max(before * percent / 100, amount);
    }

    String text() {
        if (equals(NONE)) {
            return "";
        }
        return percent == 0
                ? String.format(Locale.ROOT, "+%d", amount)
                : String.format(Locale.ROOT, "+%d %% or %d", percent, amount);
    }
}
