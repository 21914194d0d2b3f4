package org.rolegate.tools.clients;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The connections of one process to a port, by Linux' own account: a client that reconnects by itself tells nobody. */
final class Connections {

    private static final Path PROC = Path.of("/proc");
    private static final String ESTABLISHED = "01";

    /** Fields of a line of {@code /proc/net/tcp}. */
    private static final int REMOTE = 2;

    private static final int STATE = 3;
    private static final int INODE = 9;

    private Connections() {}

    /** Something that names each of them. */
    static Set<String> of(long pid, int remotePort) {
        Set<String> open = sockets(pid);
        open.retainAll(established(remotePort));
        return open;
    }

    private static Set<String> sockets(long pid) {
        var sockets = new HashSet<String>();
        try (Stream<Path> descriptors = Files.list(PROC.resolve(pid + "/fd"))) {
            for (Path descriptor : descriptors.toList()) {
                sockets.add(target(descriptor));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return sockets;
    }

    private static String target(Path descriptor) {
        try {
            return Files.readSymbolicLink(descriptor).toString();
        } catch (IOException closedMeanwhile) {
            return "";
        }
    }

    /** Java speaks IPv4 over sockets of IPv6. */
    private static Set<String> established(int remotePort) {
        String port = String.format(Locale.ROOT, ":%04X", remotePort);
        return Stream.of("net/tcp", "net/tcp6")
                .flatMap(table -> lines(PROC.resolve(table)))
                .map(line -> line.strip().split("\\s+", -1))
                .filter(fields -> fields[REMOTE].endsWith(port) && fields[STATE].equals(ESTABLISHED))
                .map(fields -> "socket:[" + fields[INODE] + "]")
                .collect(Collectors.toSet());
    }

    private static Stream<String> lines(Path table) {
        try {
            return Files.readAllLines(table).stream().skip(1);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
