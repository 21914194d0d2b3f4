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
        for (int index = 0; index < from.size(); index++) {
            total += from.weight(index);
        }
        RandomGenerator generator = random.get();
        int one = index(from, generator.nextInt(total));
        int other = index(from, generator.nextInt(total));
        if (one == other) {
            return from.server(one);
        }
        boolean otherHasFewer =
                (long) from.sessions(other) * from.weight(one) < (long) from.sessions(one) * from.weight(other);
        return from.server(otherHasFewer ? other : one);
    }

    /** Returns the index of the server whose share of the total weight contains the drawn number. */
    private static int index(Candidates from, int drawn) {
        int index = 0;
        for (int rest = drawn - from.weight(0); rest >= 0; rest -= from.weight(index)) {
            index++;
        }
        return index;
    }
}
