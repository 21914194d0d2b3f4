package org.rolegate.tools.soak;

import java.io.IOException;
import java.time.Duration;

/** A client that opens a connection for each command, and leaves it in turns by closing, reset and half-close. */
final class NewConnections implements Client {

    /** Shorter than Rolegate holds anyone: some leave while they are held. */
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final Frontend frontend;
    private int turns;

    NewConnections(Frontend frontend) {
        this.frontend = frontend;
    }

    @Override
    public void turn() throws IOException {
        turns++;
        try (Wire wire = Wire.authenticated(frontend, PATIENCE, 0)) {
            switch (turns % 4) {
                case 0 -> get(wire, Values.SMALL);
                case 1 -> {
                    get(wire, Values.LARGE);
                    wire.halfClose();
                }
                case 2 -> {
                    get(wire, Values.SMALL);
                    wire.reset();
                }
                default -> {
                    // While the answer is on its way.
                    wire.send("GET", Values.LARGE.key());
                    wire.reset();
                }
            }
        }
    }

    private static void get(Wire wire, Values value) throws IOException {
        value.check(wire.ask("GET", value.key()));
    }
}
