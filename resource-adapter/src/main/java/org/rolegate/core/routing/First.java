package org.rolegate.core.routing;

import org.rolegate.core.model.Server;

/** The balance that always picks the first server in the order of the configuration; the others are spares. */
final class First implements Balance {

    @Override
    public Server pick(Candidates from) {
        return from.server(0);
    }
}
