package org.rolegate.tools.soak;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/** A connection that speaks RESP without a client library, and can be left in any way. */
final class Wire implements Closeable {

    private static final int CONNECT_MILLIS = 5000;

    private final Socket socket = new Socket();
    private final InputStream in;

    /**
     * Connects.
     *
     * @param patience how long to wait for each answer
     * @param receiveBuffer what the kernel may receive ahead; 0 for as much as it likes
     */
    Wire(Frontend frontend, Duration patience, int receiveBuffer) throws IOException {
        try {
            socket.setTcpNoDelay(true);
            socket.setSoTimeout((int) patience.toMillis());
            if (receiveBuffer > 0) {
                socket.setReceiveBufferSize(receiveBuffer);
            }
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), frontend.port()), CONNECT_MILLIS);
            in = new BufferedInputStream(socket.getInputStream());
        } catch (IOException e) {
            socket.close();
            throw e;
        }
    }

    /** Connects and logs in. */
    static Wire authenticated(Frontend frontend, Duration patience, int receiveBuffer) throws IOException {
        var wire = new Wire(frontend, patience, receiveBuffer);
        try {
            wire.ask("AUTH", frontend.password());
            return wire;
        } catch (IOException e) {
            wire.close();
            throw e;
        }
    }

    /** Sends a command and returns the reply. */
    byte[] ask(String... words) throws IOException {
        send(words);
        return reply();
    }

    void send(String... words) throws IOException {
        var command = new ByteArrayOutputStream();
        command.writeBytes(ascii("*" + words.length + "\r\n"));
        for (String word : words) {
            command.writeBytes(ascii("$" + word.length() + "\r\n" + word + "\r\n"));
        }
        send(command.toByteArray());
    }

    void send(byte[] bytes) throws IOException {
        socket.getOutputStream().write(bytes);
    }

    /**
     * Reads a simple string, a number or a bulk string; null for none.
     *
     * @throws IOException with its text, if it is an error
     */
    byte[] reply() throws IOException {
        String line = line();
        String rest = line.substring(1);
        return switch (line.charAt(0)) {
            case '+', ':' -> ascii(rest);
            case '$' -> bulk(Integer.parseInt(rest));
            case '-' -> throw new IOException(rest);
            default -> throw new IllegalStateException("a reply that is none: " + line);
        };
    }

    /** Tells the other side that nothing more comes, and reads to the end of what it says. */
    void halfClose() throws IOException {
        socket.shutdownOutput();
        while (in.read() >= 0) {
            // Whatever it is.
        }
    }

    /** Leaves with a reset. */
    void reset() throws IOException {
        socket.setSoLinger(true, 0);
        socket.close();
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }

    private String line() throws IOException {
        var line = new StringBuilder();
        for (int next = in.read(); next != '\r'; next = in.read()) {
            if (next < 0) {
                throw new EOFException("closed by the other side");
            }
            line.append((char) next);
        }
        in.skipNBytes(1);
        if (line.isEmpty()) {
            throw new IllegalStateException("a reply of nothing");
        }
        return line.toString();
    }

    private byte[] bulk(int length) throws IOException {
        if (length < 0) {
            return null;
        }
        byte[] bytes = in.readNBytes(length);
        in.skipNBytes(2);
        return bytes;
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
