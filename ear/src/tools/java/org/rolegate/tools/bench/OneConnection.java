package org.rolegate.tools.bench;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/** One client that waits for each answer; redis-benchmark's clock is too coarse for it, at 8 microseconds. */
record OneConnection() implements Load {

    private static final byte[] AUTH =
            bytes("*2\r\n$4\r\nAUTH\r\n$" + Stand.PASSWORD.length() + "\r\n" + Stand.PASSWORD + "\r\n");
    private static final byte[] AUTH_REPLY = bytes("+OK\r\n");
    private static final byte[] GET =
            bytes("*2\r\n$3\r\nGET\r\n$" + Stand.SMALL_KEY.length() + "\r\n" + Stand.SMALL_KEY + "\r\n");
    private static final byte[] GET_REPLY =
            bytes("$" + Stand.SMALL_VALUE.length() + "\r\n" + Stand.SMALL_VALUE + "\r\n");

    @Override
    public Sample run(Stand stand, Target target, int requests) {
        long[] nanos = new long[requests];
        try (var socket = new Socket(InetAddress.getLoopbackAddress(), stand.port(target))) {
            socket.setTcpNoDelay(true);
            InputStream in = socket.getInputStream();
            OutputStream out = socket.getOutputStream();
            ask(in, out, AUTH, AUTH_REPLY);
            long begin = System.nanoTime();
            for (int i = 0; i < requests; i++) {
                long sent = System.nanoTime();
                ask(in, out, GET, GET_REPLY);
                nanos[i] = System.nanoTime() - sent;
            }
            return new Latencies(nanos).sample(System.nanoTime() - begin);
        } catch (IOException e) {
            throw new UncheckedIOException(target.title(), e);
        }
    }

    private static void ask(InputStream in, OutputStream out, byte[] request, byte[] reply) throws IOException {
        out.write(request);
        byte[] answer = in.readNBytes(reply.length);
        if (answer.length < reply.length) {
            throw new EOFException("the connection was closed");
        }
        if (answer[0] != reply[0]) {
            throw new IOException("unexpected reply: " + new String(answer, StandardCharsets.UTF_8));
        }
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
