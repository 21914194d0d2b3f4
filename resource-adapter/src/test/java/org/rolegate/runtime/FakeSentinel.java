package org.rolegate.runtime;

import java.io.IOException;
import java.util.Collections;
import java.util.List;
import java.util.stream.Collectors;

import org.rolegate.core.model.Endpoint;
import org.rolegate.net.fixture.MonitorBench;
import org.rolegate.net.fixture.ScriptedServer;

/** A Sentinel that reads the priorities of replicas when it is let to, and takes a {@code SENTINEL FAILOVER}, or not. */
final class FakeSentinel implements AutoCloseable {

    /** What it says to SENTINEL FAILOVER. */
    volatile String failover = "+OK\r\n";
    /** The address it has of each replica. */
    volatile String host = "127.0.0.1";
    /** Whether it takes note of priorities that are changed. */
    volatile boolean takesNote = true;

    final ScriptedServer script = new ScriptedServer(this::answer);
    private final List<FakeRedis> replicas;

    FakeSentinel(List<FakeRedis> replicas) throws IOException {
        this.replicas = replicas;
    }

    Endpoint endpoint() {
        return script.endpoint();
    }

    List<String> told() {
        return SwitchScene.told(script);
    }

    boolean toldToFailOver() {
        return script.heard.contains(SwitchScene.FAILOVER);
    }

    int askedForReplicas() {
        return Collections.frequency(script.heard, "SENTINEL REPLICAS mymaster");
    }

    private String answer(String command) {
        if (command.startsWith("SENTINEL FAILOVER")) {
            return failover;
        }
        return command.startsWith("SENTINEL REPLICAS") ? replicas() : "+OK\r\n";
    }

    private String replicas() {
        return replicas.stream()
                .map(replica -> MonitorBench.array(
                        "name",
                        "any",
                        "ip",
                        host,
                        "port",
                        "" + replica.endpoint().port(),
                        "slave-priority",
                        takesNote ? replica.priority : "100"))
                .collect(Collectors.joining("", "*" + replicas.size() + "\r\n", ""));
    }

    @Override
    public void close() throws IOException {
        script.close();
    }
}
