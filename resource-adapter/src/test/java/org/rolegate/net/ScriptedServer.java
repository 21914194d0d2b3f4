package org.rolegate.net;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Function;

import org.rolegate.core.model.Endpoint;

/** A server that gives the odd answers a real one gives seldom: what to say to a command is the test's choice. */
public final class ScriptedServer implements AutoCloseable {

    public final List<String> heard = new CopyOnWriteArrayList<>();
    private final Function<String, String> script;
    private final ServerSocket listening;
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();
    private final Map<Socket, String> kept = new HashMap<>();
    private boolean silent;
    private final ExecutorService threads = Executors.newCachedThreadPool();

    /**
     * Begins to listen.
     *
     * @param script from the words of a command to the bytes of its reply; empty for silence
     */
    public ScriptedServer(Function<String, String> script) throws IOException {
        this.script = script;
        this.listening = new ServerSocket(0, 50, InetAddress.getByName("127.0.0.1"));
        threads.execute(this::accept);
    }

    /** Answers each command with its own words. */
    static ScriptedServer echo() throws IOException {
        return new ScriptedServer(command -> "+" + command + "\r\n");
    }

    public Endpoint endpoint() {
        return new Endpoint("127.0.0.1", listening.getLocalPort());
    }

    /** Does what it is told and says nothing, until it speaks. */
    public void keepSilent() {
        synchronized (kept) {
            silent = true;
        }
    }

    /** Says what it kept back, where that is still waited for. */
    public void speak() {
        synchronized (kept) {
            silent = false;
            kept.forEach((socket, replies) -> {
                try {
                    socket.getOutputStream().write(replies.getBytes(StandardCharsets.UTF_8));
                } catch (IOException gone) {
                    open.remove(socket);
                }
            });
            kept.clear();
            kept.notifyAll();
        }
    }

    /** Whoever has said its last still waits for what is kept back. */
    private void awaitSpoken(Socket socket) throws InterruptedException {
        synchronized (kept) {
            while (kept.containsKey(socket)) {
                kept.wait();
            }
        }
    }

    /** Closes the connections of now, as Sentinel's CLIENT KILL does. */
    void killConnections() throws IOException {
        for (Socket socket : open) {
            socket.close();
            open.remove(socket);
        }
    }

    /** Sends something unasked on every connection of now, as a publisher does. */
    void say(String bytes) throws IOException {
        for (Socket socket : open) {
            try {
                send(socket, bytes);
            } catch (SocketException closedMeanwhile) {
                open.remove(socket);
            }
        }
    }

    public int connections() {
        return open.size();
    }

    private void accept() {
        try {
            while (true) {
                Socket socket = listening.accept();
                open.add(socket);
                threads.execute(() -> serve(socket));
            }
        } catch (IOException closed) {
            return;
        }
    }

    private void serve(Socket socket) {
        try (socket) {
            BufferedReader in =
                    new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
            for (String line; (line = in.readLine()) != null; ) {
                int words = Integer.parseInt(line.substring(1));
                StringBuilder command = new StringBuilder();
                for (int i = 0; i < words; i++) {
                    in.readLine();
                    command.append(i == 0 ? "" : " ").append(in.readLine());
                }
                heard.add(command.toString());
                String reply = script.apply(command.toString());
                synchronized (kept) {
                    if (silent) {
                        kept.merge(socket, reply, String::concat);
                        continue;
                    }
                }
                send(socket, reply);
            }
            open.remove(socket);
            awaitSpoken(socket);
        } catch (IOException | InterruptedException closed) {
            return;
        } finally {
            open.remove(socket);
        }
    }

    private static void send(Socket socket, String bytes) throws IOException {
        socket.getOutputStream().write(bytes.getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public void close() throws IOException {
        listening.close();
        killConnections();
        threads.shutdownNow();
    }
}
