package org.rolegate.tools.clients;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

import org.rolegate.fixture.Checkout;
import org.rolegate.fixture.HaProxy;
import org.rolegate.fixture.Machine;
import org.rolegate.fixture.Tool;
import org.rolegate.fixture.Waiting;

/**
 * Real clients with the settings they come with, and a change of master: each client through each event behind each
 * proxy, one after the other on one set.
 */
public final class Clients {

    private static final Duration BEFORE_THE_EVENT = Duration.ofSeconds(2);
    private static final Duration AFTER_THE_EVENT = Duration.ofSeconds(3);

    private final PrintStream out;
    private final ClientsSettings settings;
    private final Path directory;
    private final Stand stand;
    private final Results results;
    private int runs;

    private Clients(PrintStream out, ClientsSettings settings, Path directory, Stand stand, Results results) {
        this.out = out;
        this.settings = settings;
        this.directory = directory;
        this.stand = stand;
        this.results = results;
    }

    /**
     * Takes its settings from system properties, see {@link ClientsSettings}.
     *
     * @throws IllegalStateException if HAProxy is missing; or naming each promise that was broken
     */
    public static void main(String... ignored) throws IOException {
        var out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
        ClientsSettings settings = ClientsSettings.fromSystemProperties();
        List<Cell> chosen = settings.chosen(AllClients.list());
        Tool haproxy = Tool.find("haproxy")
                .orElseThrow(() -> new IllegalStateException("THE CLIENTS CANNOT BE COMPARED, and nothing was started."
                        + " Missing: haproxy (Debian, Ubuntu: apt-get install haproxy)"));
        String machine = Machine.text(HaProxy.version(haproxy));
        Path directory = Files.createDirectories(Checkout.earModule().resolve("target/clients"));
        var commands = new LinkedHashMap<Client, List<String>>();
        Map<Client, String> skipped = provide(chosen, commands);
        List<Cell> cells = chosen.stream()
                .filter(cell -> commands.containsKey(cell.client()))
                .toList();
        var results = new Results();
        for (boolean tapped : new boolean[] {false, true}) {
            List<Cell> those = cells.stream()
                    .filter(cell -> cell.event().needsTaps() == tapped)
                    .toList();
            if (!those.isEmpty()) {
                out.println("Starting Redis, HAProxy and the application server ...");
                try (Stand stand = Stand.start(haproxy, directory, tapped)) {
                    var clients = new Clients(out, settings, directory, stand, results);
                    those.forEach(cell -> clients.run(cell, commands.get(cell.client())));
                }
            }
        }
        String report = machine + "\n\n" + legend(settings) + "\n\n" + new Table(results).text(cells, skipped);
        Path file = directory.resolveSibling("clients.md");
        Files.writeString(file, report);
        out.println("\n" + report + "\nThe same is in " + file);
        List<String> broken = results.broken();
        if (!broken.isEmpty()) {
            throw new IllegalStateException("NOT AS PROMISED:\n  - " + String.join("\n  - ", broken));
        }
    }

    /** Fills in how each client is started, and returns those that cannot be, with the reason. */
    private static Map<Client, String> provide(List<Cell> cells, Map<Client, List<String>> commands) {
        var skipped = new LinkedHashMap<Client, String>();
        cells.stream().map(Cell::client).distinct().forEach(client -> {
            try {
                commands.put(client, client.provision().command());
            } catch (IllegalStateException e) {
                skipped.put(client, e.getMessage());
            }
        });
        return skipped;
    }

    private void run(Cell cell, List<String> command) {
        runs++;
        try {
            Outcome outcome = outcome(cell, command);
            results.add(cell, outcome);
            out.println(cell.name() + "  " + outcome);
        } catch (RuntimeException e) {
            results.addFailure(cell, e.toString());
            out.println(cell.name() + "  DID NOT WORK: " + e);
        }
    }

    private Outcome outcome(Cell cell, List<String> load) {
        stand.settle();
        var counters = new Counters("clients:" + runs + ":", settings.workers());
        int port = stand.port(cell.through());
        var command = new ArrayList<>(load);
        command.addAll(List.of("" + port, "" + counters.count(), counters.prefix()));
        Account account;
        int cut;
        try (var process = LoadProcess.start(command, Stand.PASSWORD, directory.resolve(cell.name() + ".log"))) {
            process.awaitReady();
            Waiting.letLast(BEFORE_THE_EVENT);
            Set<String> connections = Connections.of(process.pid(), port);
            int withheld = stand.happen(cell.event(), cell.through(), counters);
            if (withheld > 0) {
                out.println("  answers withheld: " + withheld);
            }
            Waiting.letLast(AFTER_THE_EVENT);
            connections.removeAll(Connections.of(process.pid(), port));
            cut = connections.size();
            account = process.stop();
        }
        account.examples().forEach((kind, message) -> out.println("  " + kind + ": " + message));
        return Outcome.of(account, cut, stand.values(counters));
    }

    private static String legend(ClientsSettings settings) {
        return settings.workers()
                + " callers of each client, each incrementing a counter of its own, one call after the"
                + " other with a pause of 5 ms; " + settings.rounds() + " run(s) of each line, added up."
                + " \"connections cut\": open before the event and not afterwards, whether the client tells its callers or not;"
                + " most do not, and some send again what was not answered."
                + " \"lost\": acknowledged, and missing on the final master. \"doubled\": on the final master, and neither"
                + " acknowledged nor explained by errors that leave open whether the command was carried out; a loss and a doubling of the same"
                + " counter would cancel each other out. Redis replicates asynchronously: after kill -9 it may itself lose"
                + " what it acknowledged in the last moments, and whoever goes on writing to a former master, until a"
                + " Sentinel turns it into a replica, loses all of that.";
    }
}
