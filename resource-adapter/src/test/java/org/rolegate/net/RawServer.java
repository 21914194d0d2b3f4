package org.rolegate.net;

import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** A server that does with each connection what a test says; its sockets hold little, so that it is soon held up. */
final class RawServer implements AutoCloseable {

    interface Talk {
        void over(Socket connection) throws IOException;
    }

    /** Accepts, and never says a word. */
    static final Talk SILENCE = connection -> {};

    /** Says what it hears: a command is a possible reply. */
    static final Talk ECHO = connection -> connection.getInputStream().transferTo(connection.getOutputStream());

    private static final int LITTLE = 16 * 1024;

    private final Set<Socket> open = ConcurrentHashMap.newKeySet();
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final ServerSocket listening = new ServerSocket();

    RawServer(Bench bench, Talk talk) throws IOException {
        listening.setReceiveBufferSize(LITTLE);
        listening.bind(new InetSocketAddress(InetAddress.getByName("127.0.0.1"), 0), 4096);
        bench.routeTo(listening.getLocalPort());
        threads.execute(() -> accept(talk));
    }

    /** Asked anything, it says so many bytes in one reply. */
    static Talk reply(int size) {
        return connection -> {
            if (connection.getInputStream().read() >= 0) {
                connection.getOutputStream().write(("$" + size + "\r\n").getBytes(StandardCharsets.US_ASCII));
                byte[] some = new byte[LITTLE];
                for (int left = size; left > 0; left -= some.length) {
                    connection.getOutputStream().write(some, 0, Math.min(left, some.length));
                }
                connection.getOutputStream().write("\r\n".getBytes(StandardCharsets.US_ASCII));
                connection.getInputStream().transferTo(OutputStream.nullOutputStream());
            }
        };
    }

    /** Returns how many connections are open. */
    int connections() {
        return open.size();
    }

    private void accept(Talk talk) {
        try {
            while (true) {
                Socket connection = listening.accept();
                connection.setSendBufferSize(LITTLE);
                open.add(connection);
                if (talk != SILENCE) {
                    threads.execute(() -> serve(connection, talk));
                }
            }
        } catch (IOException closed) {
            return;
        }
    }

    private void serve(Socket connection, Talk talk) {
        try (connection) {
            talk.over(connection);
        } catch (IOException gone) {
            return;
        } finally {
            open.remove(connection);
        }
    }

    @Override
    public void close() throws IOException {
        listening.close();
        for (Socket connection : open) {
            connection.close();
        }
        threads.shutdownNow();
    }
}
