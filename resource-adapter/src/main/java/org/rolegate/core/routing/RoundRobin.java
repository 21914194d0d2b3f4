package org.rolegate.core.routing;

import java.util.HashMap;
import java.util.Map;

import org.rolegate.core.model.Server;

/**
 * The balance that picks each server in turn, as often as its weight and as evenly as possible: weights 2, 1, 1 give
 * a b c a, never a a b c.
 *
 * <p>This is nginx's smooth weighted round robin. At every pick each candidate is credited with its weight, and the
 * total is deducted from the one with the most credit. The credit of a server that is absent is preserved.
 */
final class RoundRobin implements Balance {

    private final Map<String, Credit> credits = new HashMap<>();

    @Override
    public synchronized Server pick(Candidates from) {
        int chosen = 0;
        Credit most = null;
        long total = 0;
        for (int index = 0; index < from.size(); index++) {
            Credit credit = credits.computeIfAbsent(from.server(index).id(), id -> new Credit());
            credit.amount += from.weight(index);
            total += from.weight(index);
            if (most == null || credit.amount > most.amount) {
                most = credit;
                chosen = index;
            }
        }
        if (most != null) {
            most.amount -= total;
        }
        return from.server(chosen);
    }

    private static final class Credit {
        private long amount;
    }
}
