package org.rolegate.net;

import java.io.IOException;
import java.time.Duration;
import java.util.function.Function;

import static org.awaitility.Awaitility.await;

/** One frontend before two servers, and a client; the first server is in use. */
final class Pair implements AutoCloseable {

    static final String SILENCE = "";
    private static final Duration SOON = Duration.ofSeconds(10);

    final Bench bench;
    final ScriptedServer first;
    final ScriptedServer second;
    final TestClient client;

    Pair(Transport transport) throws IOException {
        this(new Bench(transport));
    }

    Pair(Bench bench) throws IOException {
        this(bench, named("second"));
    }

    Pair(Bench bench, Function<String, String> ofSecond) throws IOException {
        this.bench = bench;
        first = new ScriptedServer(named("first"));
        second = new ScriptedServer(ofSecond);
        bench.routeTo("redis-1", first);
        client = new TestClient(bench);
    }

    /** Answers what the command was; of a command that is to be left unanswered it says nothing. */
    private static Function<String, String> named(String name) {
        return command -> command.contains("silence") ? SILENCE : "+" + name + " " + command + "\r\n";
    }

    /** Has the client say what the first server hears and does not answer. */
    void askInVain(String silence) throws IOException {
        client.send(silence);
        awaitHeard(silence);
    }

    void awaitHeard(String command) {
        await().atMost(SOON).until(() -> first.heard.contains(command));
    }

    void demote() {
        bench.routeTo("redis-2", second);
        bench.demote("redis-1");
    }

    void lose() throws IOException {
        bench.routeTo("redis-2", second);
        first.killConnections();
    }

    void awaitSecond() {
        await().atMost(SOON).until(() -> second.connections() == 1);
    }

    @Override
    public void close() throws IOException {
        client.close();
        bench.close();
        first.close();
        second.close();
    }
}
