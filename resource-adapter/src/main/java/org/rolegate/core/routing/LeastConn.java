package org.rolegate.core.routing;

import java.util.Arrays;

import org.rolegate.core.model.Server;

/** The balance that picks the server with the fewest open sessions per weight, in turn if several have equally few. */
final class LeastConn implements Balance {

    private final RoundRobin turns = new RoundRobin();

    @Override
    public Server pick(Candidates from) {
        int[] least = new int[from.size()];
        int count = 0;
        long leastSessions = 0;
        for (int index = 0; index < from.size(); index++) {
            long sessions = from.sessions(index);
            // The products compare a / b with c / d without fractions.
            int difference =
                    count == 0 ? 0 : Long.compare(sessions * from.weight(least[0]), leastSessions * from.weight(index));
            if (difference < 0) {
                count = 0;
            }
            if (count == 0) {
                leastSessions = sessions;
            }
            if (difference <= 0) {
                least[count++] = index;
            }
        }
        return turns.pick(count == from.size() ? from : from.only(Arrays.copyOf(least, count)));
    }
}
