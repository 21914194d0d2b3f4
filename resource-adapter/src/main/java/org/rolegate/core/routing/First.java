package org.rolegate.core.routing;

import org.rolegate.core.model.Server;

/** The first server in the order of the configuration; the others stand by. */
final class First implements Balance {

    @Override
    public Server pick(Candidates from) {
        return from.server(0);
    }
}
