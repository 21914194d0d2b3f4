package org.rolegate.tools.soak;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.rolegate.fixture.Write;
import org.rolegate.fixture.WriteLog;
import org.rolegate.fixture.Writers;

/** All clients, of every kind, on both frontends. */
final class Crowd implements AutoCloseable {

    private static final Duration SHORT = Duration.ofMillis(10);
    private static final Duration MEDIUM = Duration.ofMillis(50);
    private static final Duration LONG = Duration.ofSeconds(1);

    private final Writers writers;
    private final List<Repeating> clients = new ArrayList<>();

    private Crowd(Writers writers) {
        this.writers = writers;
    }

    /** Lets them in. */
    static Crowd enter(Frontend master, Frontend replicas) {
        var crowd = new Crowd(Writers.through("127.0.0.1", master.port(), master.password()));
        crowd.add(1, "writer of 64 KiB", master, () -> KeptConnection.writing(master, Values.LARGE), MEDIUM);
        crowd.add(2, "writing pipeline", master, () -> KeptConnection.pipelining(master, true), MEDIUM);
        crowd.add(2, "reading pipeline", replicas, () -> KeptConnection.pipelining(replicas, false), MEDIUM);
        for (Frontend frontend : List.of(master, replicas)) {
            crowd.add(2, "reader of 64 B", frontend, () -> KeptConnection.reading(frontend, Values.SMALL), SHORT);
            crowd.add(1, "reader of 64 KiB", frontend, () -> KeptConnection.reading(frontend, Values.LARGE), MEDIUM);
            crowd.add(2, "new connections", frontend, () -> new NewConnections(frontend), MEDIUM);
            crowd.add(1, "idle connections", frontend, () -> new IdleConnections(frontend), LONG);
            crowd.add(1, "slow reader", frontend, () -> new SlowReader(frontend), LONG);
            crowd.add(1, "stranger", frontend, () -> new Stranger(frontend), LONG);
        }
        return crowd;
    }

    /** Everything that the writers of numbered keys tried. */
    WriteLog writes() {
        return writers.log();
    }

    /** What each kind went through, once all have left. */
    List<Tally> tallies() {
        Map<String, Tally> byKind = new LinkedHashMap<>();
        Stream.concat(writerTallies(), clients.stream().map(Repeating::tally))
                .forEach(tally -> byKind.merge(tally.who(), tally, Tally::and));
        return List.copyOf(byKind.values());
    }

    /** Has all of them leave, and waits until they have. */
    @Override
    public void close() {
        clients.forEach(Repeating::stop);
        writers.close();
        clients.forEach(Repeating::tally);
    }

    private void add(int count, String kind, Frontend frontend, Supplier<Client> client, Duration pause) {
        for (int i = 0; i < count; i++) {
            clients.add(Repeating.start(kind + ", " + frontend.name(), client.get(), pause));
        }
    }

    private Stream<Tally> writerTallies() {
        Collection<List<Write>> byWriter = writes().writes().stream()
                .collect(Collectors.groupingBy(
                        write -> write.key().substring(0, write.key().lastIndexOf(':')),
                        LinkedHashMap::new,
                        Collectors.toList()))
                .values();
        return byWriter.stream().map(Crowd::tally);
    }

    private static Tally tally(List<Write> writes) {
        boolean keeps = writes.get(0).key().contains(":kept");
        var progress = new Progress(
                keeps ? "writer of keys, master" : "writer of keys on new connections, master",
                writes.get(0).began());
        for (Write write : writes) {
            if (write.isAcknowledged()) {
                progress.succeeded(write.ended());
            } else {
                progress.failed(write.outcome());
            }
        }
        return progress.tally(writes.get(writes.size() - 1).ended());
    }
}
