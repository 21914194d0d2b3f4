package org.rolegate.tools.soak;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

/** A client that asks for much at once and takes its time to read it: its answers pile up in Rolegate and in Redis. */
final class SlowReader implements Client {

    private static final int REQUESTS = 64;
    private static final int RECEIVE_BUFFER = 8192;
    private static final long PAUSE_NANOS = Duration.ofMillis(50).toNanos();
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final Frontend frontend;

    SlowReader(Frontend frontend) {
        this.frontend = frontend;
    }

    @Override
    public void turn() throws IOException {
        try (Wire wire = Wire.authenticated(frontend, PATIENCE, RECEIVE_BUFFER)) {
            for (int i = 0; i < REQUESTS; i++) {
                wire.send("GET", Values.LARGE.key());
            }
            for (int i = 0; i < REQUESTS; i++) {
                LockSupport.parkNanos(PAUSE_NANOS);
                Values.LARGE.check(wire.reply());
            }
        }
    }
}
