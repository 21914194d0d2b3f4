package org.rolegate.tools.soak;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;

/** A client with many connections that say nothing; in each turn the oldest one is used and replaced. */
final class IdleConnections implements Client {

    private static final int COUNT = 20;
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final Frontend frontend;
    private final Deque<Wire> idle = new ArrayDeque<>();

    IdleConnections(Frontend frontend) {
        this.frontend = frontend;
    }

    @Override
    public void turn() throws IOException {
        while (idle.size() < COUNT) {
            idle.add(Wire.authenticated(frontend, PATIENCE, 0));
        }
        try (Wire oldest = idle.remove()) {
            oldest.ask("PING");
        }
    }

    @Override
    public void close() throws IOException {
        for (Wire wire : idle) {
            wire.close();
        }
        idle.clear();
    }
}
