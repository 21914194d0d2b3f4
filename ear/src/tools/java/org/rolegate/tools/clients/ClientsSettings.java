package org.rolegate.tools.clients;

import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * What the one who runs it may choose, each by a system property.
 *
 * @param rounds how often each cell is run
 * @param workers how many callers each client has
 * @param only which cells; the whole name must match
 */
record ClientsSettings(int rounds, int workers, Pattern only) {

    ClientsSettings {
        if (rounds < 1 || workers < 1) {
            throw new IllegalArgumentException("clients.rounds and clients.workers are 1 at least");
        }
    }

    static ClientsSettings fromSystemProperties() {
        return new ClientsSettings(
                Integer.parseInt(System.getProperty("clients.rounds", "1")),
                Integer.parseInt(System.getProperty("clients.workers", "20")),
                Pattern.compile(System.getProperty("clients.only", ".*")));
    }

    /**
     * What is to be run, in order: a cell appears once for each round.
     *
     * @throws IllegalArgumentException naming all, if none is chosen
     */
    List<Cell> chosen(List<Client> clients) {
        List<Cell> all =
                clients.stream().flatMap(client -> Cell.of(client).stream()).toList();
        List<Cell> chosen =
                all.stream().filter(cell -> only.matcher(cell.name()).matches()).toList();
        if (chosen.isEmpty()) {
            throw new IllegalArgumentException("clients.only = " + only + " matches none of "
                    + all.stream().map(Cell::name).collect(Collectors.joining(", ")));
        }
        return IntStream.range(0, rounds)
                .boxed()
                .flatMap(round -> chosen.stream())
                .toList();
    }
}
