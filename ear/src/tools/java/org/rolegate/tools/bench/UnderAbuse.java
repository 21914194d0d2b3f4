package org.rolegate.tools.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * A load beside clients that behave badly: some ask for much and read none of it, some connect and say nothing.
 *
 * @param greedy how many ask for {@link #ASKED} large values each and do not read them
 * @param silent how many say nothing
 */
record UnderAbuse(Load load, int greedy, int silent) implements Load {

    /** Some 1.3 MB. */
    static final int ASKED = 20;

    private static final int LITTLE = 4096;

    @Override
    public Sample run(Stand stand, Target target, int requests) {
        List<Socket> abusers = new ArrayList<>();
        try {
            String get = "*2\r\n$3\r\nGET\r\n$" + Stand.LARGE_KEY.length() + "\r\n" + Stand.LARGE_KEY + "\r\n";
            byte[] much = (auth() + get.repeat(ASKED)).getBytes(StandardCharsets.UTF_8);
            for (int i = 0; i < greedy + silent; i++) {
                Socket abuser = new Socket();
                abusers.add(abuser);
                abuser.setReceiveBufferSize(LITTLE);
                abuser.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), stand.port(target)));
                if (i < greedy) {
                    abuser.getOutputStream().write(much);
                }
            }
            return load.run(stand, target, requests);
        } catch (IOException e) {
            throw new UncheckedIOException(target.title(), e);
        } finally {
            abusers.forEach(UnderAbuse::close);
        }
    }

    private static String auth() {
        return "*2\r\n$4\r\nAUTH\r\n$" + Stand.PASSWORD.length() + "\r\n" + Stand.PASSWORD + "\r\n";
    }

    private static void close(Socket abuser) {
        try {
            abuser.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
