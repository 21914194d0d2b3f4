package org.rolegate.core.routing;

import java.util.function.Supplier;
import java.util.random.RandomGenerator;

import org.rolegate.core.model.Server;

/**
 * Two servers drawn by weight, and of these the one with fewer open sessions for its weight: HAProxy's random(2).
 *
 * <p>Both draws may give the same server. Were they always different, an idle server would be taken ahead of a busy one
 * however little it weighs.
 */
final class RandomTwo implements Balance {

    private final Supplier<? extends RandomGenerator> random;

    RandomTwo(Supplier<? extends RandomGenerator> random) {
        this.random = random;
    }

    @Override
    public Server pick(Candidates from) {
        int total = 0;
        for (int place = 0; place < from.size(); place++) {
            total += from.weight(place);
        }
        RandomGenerator dice = random.get();
        int one = place(from, dice.nextInt(total));
        int other = place(from, dice.nextInt(total));
        if (one == other) {
            return from.server(one);
        }
        boolean otherHasFewer =
                (long) from.sessions(other) * from.weight(one) < (long) from.sessions(one) * from.weight(other);
        return from.server(otherHasFewer ? other : one);
    }

    /** Returns who is there if every server takes as much room as it weighs. */
    private static int place(Candidates from, int mark) {
        int place = 0;
        for (int left = mark - from.weight(0); left >= 0; left -= from.weight(place)) {
            place++;
        }
        return place;
    }
}
