package org.rolegate.net;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

import org.rolegate.resp.RespCommand;

/** A Redis client on a plain socket, for servers whose every reply is one line. */
final class TestClient implements AutoCloseable {

    final Socket socket;
    private final BufferedReader in;

    TestClient(Bench bench) throws IOException {
        this(bench.client());
    }

    TestClient(Socket connected) throws IOException {
        socket = connected;
        in = new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
    }

    /** Makes one whose session is at work with the server, as redis-1. */
    static TestClient connected(Bench bench, ScriptedServer server) throws IOException {
        bench.routeTo("redis-1", server);
        TestClient client = new TestClient(bench);
        client.ask("PING");
        return client;
    }

    static byte[] bytes(String command) {
        return RespCommand.encode(Arrays.stream(command.split(" "))
                .map(word -> word.getBytes(StandardCharsets.UTF_8))
                .toArray(byte[][]::new));
    }

    TestClient send(String... commands) throws IOException {
        StringBuilder all = new StringBuilder();
        for (String command : commands) {
            all.append(new String(bytes(command), StandardCharsets.UTF_8));
        }
        socket.getOutputStream().write(all.toString().getBytes(StandardCharsets.UTF_8));
        return this;
    }

    /** Returns the next reply, or null at the end. */
    String reply() throws IOException {
        return in.readLine();
    }

    String ask(String command) throws IOException {
        return send(command).reply();
    }

    void reset() throws IOException {
        socket.setSoLinger(true, 0);
        socket.close();
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
