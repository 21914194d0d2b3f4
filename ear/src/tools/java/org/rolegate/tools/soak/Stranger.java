package org.rolegate.tools.soak;

import java.io.IOException;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;

/** A client that has the wrong port: it speaks HTTP, TLS, no language at all, or RESP with mistakes. */
final class Stranger implements Client {

    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final List<byte[]> WORDS = List.of(
            bytes("GET / HTTP/1.1\r\nHost: localhost\r\n\r\n"),
            new byte[] {0x16, 3, 1, 0, 5, 1, 0, 0, 1, 3},
            bytes("\u00ff\u0000\u0001nonsense\r\n"),
            bytes("*3\r\n$-7\r\n"),
            bytes("*2\r\n$4\r\nAUTH\r\n$1000\r\nhalf a word"));

    private final Frontend frontend;
    private int turns;

    Stranger(Frontend frontend) {
        this.frontend = frontend;
    }

    @Override
    public void turn() throws IOException {
        try (Wire wire = new Wire(frontend, PATIENCE, 0)) {
            babble(wire, WORDS.get(turns++ % WORDS.size()));
        }
    }

    private static void babble(Wire wire, byte[] words) throws IOException {
        try {
            wire.send(words);
            wire.halfClose();
        } catch (SocketException hungUpOn) {
            // What a stranger may expect, as long as it does not hang.
        }
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }
}
