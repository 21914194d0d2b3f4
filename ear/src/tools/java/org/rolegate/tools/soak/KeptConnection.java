package org.rolegate.tools.soak;

import java.io.IOException;
import java.time.Duration;

/** A client that keeps its connection for as long as it is let. */
final class KeptConnection implements Client {

    /** Longer than Rolegate holds anyone: a failover is no reason to leave. */
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private static final int PIPELINE = 16;

    private final Frontend frontend;
    private final Exchange exchange;
    private Wire wire;

    private KeptConnection(Frontend frontend, Exchange exchange) {
        this.frontend = frontend;
        this.exchange = exchange;
    }

    static KeptConnection reading(Frontend frontend, Values value) {
        return new KeptConnection(frontend, wire -> value.check(wire.ask("GET", value.key())));
    }

    static KeptConnection writing(Frontend frontend, Values value) {
        return new KeptConnection(frontend, wire -> wire.ask("SET", value.key(), value.value()));
    }

    /** Sends many commands before it reads the first reply; reads only, or writes and reads in turns. */
    static KeptConnection pipelining(Frontend frontend, boolean writes) {
        return new KeptConnection(frontend, wire -> {
            for (int i = 0; i < PIPELINE; i++) {
                if (writes) {
                    wire.send("SET", Values.SMALL.key(), Values.SMALL.value());
                }
                wire.send("GET", Values.SMALL.key());
            }
            for (int i = 0; i < PIPELINE; i++) {
                if (writes) {
                    wire.reply();
                }
                Values.SMALL.check(wire.reply());
            }
        });
    }

    @Override
    public void turn() throws IOException {
        if (wire == null) {
            wire = Wire.authenticated(frontend, PATIENCE, 0);
        }
        exchange.over(wire);
    }

    @Override
    public void close() throws IOException {
        if (wire != null) {
            wire.close();
            wire = null;
        }
    }

    private interface Exchange {
        void over(Wire wire) throws IOException;
    }
}
