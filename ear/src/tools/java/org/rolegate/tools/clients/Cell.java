package org.rolegate.tools.clients;

import java.util.List;
import java.util.stream.Stream;

/** One run: that client, that event, that proxy. */
record Cell(Client client, Event event, Through through) {

    /** What {@code clients.only} is compared with. */
    String name() {
        return client.name() + "-" + event.keyword() + "-" + through.keyword();
    }

    /** All of a client, in the order of the table. */
    static List<Cell> of(Client client) {
        return Stream.of(Event.values())
                .flatMap(event -> Stream.of(Through.values()).map(through -> new Cell(client, event, through)))
                .toList();
    }
}
