package org.rolegate.core.routing;

import java.util.function.Supplier;
import java.util.random.RandomGenerator;

import org.rolegate.core.model.Server;

/**
 * The balance that draws two servers by weight and picks the one with fewer open sessions per weight: HAProxy's
 * random(2).
 *
 * <p>Both draws may give the same server. If they always differed, an idle server would be picked before a busy one
 * however small its weight is.
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

    /** Returns the index of the server whose share of the total weight contains the drawn number. */
    private static int place(Candidates from, int mark) {
        int place = 0;
        for (int left = mark - from.weight(0); left >= 0; left -= from.weight(place)) {
            place++;
        }
        return place;
    }
}
