package org.rolegate.net;

import java.io.IOException;
import java.net.ServerSocket;
import java.net.Socket;

import static org.assertj.core.api.Assertions.assertThat;

/** One session that relays: the server has said a byte, and the client has read it. */
final class Relayed implements AutoCloseable {

    final Bench bench;
    final Socket client;
    /** The server's side. */
    final Socket accepted;

    private final ServerSocket server;

    Relayed(Transport transport) throws IOException {
        bench = new Bench(transport);
        server = bench.server();
        client = bench.client();
        accepted = server.accept();
        says('x');
    }

    /** The server says a byte, which the client reads. */
    void says(char said) throws IOException {
        accepted.getOutputStream().write(said);
        assertThat(client.getInputStream().read()).isEqualTo(said);
    }

    @Override
    public void close() throws IOException {
        accepted.close();
        client.close();
        server.close();
        bench.close();
    }
}
