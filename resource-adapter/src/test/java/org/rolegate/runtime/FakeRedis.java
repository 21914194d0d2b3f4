package org.rolegate.runtime;

import java.io.IOException;
import java.util.List;

import org.rolegate.core.model.Endpoint;
import org.rolegate.net.fixture.MonitorBench;
import org.rolegate.net.fixture.ScriptedServer;

/** A server that keeps a {@code replica-priority} and takes a {@code FAILOVER}, or not. */
final class FakeRedis implements AutoCloseable {

    private static final String SETS = "CONFIG SET replica-priority ";

    volatile String priority = "100";
    /** What it says to FAILOVER. */
    volatile String failover = "+OK\r\n";
    /** What it says to CONFIG, where it is not done; empty if it is. */
    volatile String noConfig = "";

    final ScriptedServer script = new ScriptedServer(this::answer);

    FakeRedis() throws IOException {}

    Endpoint endpoint() {
        return script.endpoint();
    }

    List<String> told() {
        return SwitchScene.told(script);
    }

    private String answer(String command) {
        if (command.startsWith("CONFIG ") && !noConfig.isEmpty()) {
            return noConfig;
        }
        if (command.startsWith(SETS)) {
            priority = command.substring(SETS.length());
            return "+OK\r\n";
        }
        if (command.equals("CONFIG GET replica-priority")) {
            return MonitorBench.array("replica-priority", priority);
        }
        if (command.startsWith("FAILOVER ")) {
            return failover;
        }
        // As a replica to which its master says so: it acknowledges there, and nothing here.
        return command.startsWith("REPLCONF ") ? "" : "+OK\r\n";
    }

    @Override
    public void close() throws IOException {
        script.close();
    }
}
