package org.rolegate.tools.demo;

import java.nio.file.Files;
import java.util.Locale;
import java.util.stream.Collectors;

import org.rolegate.fixture.AppServer;
import org.rolegate.fixture.RedisBinary;
import org.rolegate.fixture.RedisNode;
import org.rolegate.fixture.RedisSet;

/** What the demo tells its user once everything is up. */
final class DemoScreen {

    private static final String TEXT =
            """

            Redis      %s
            Sentinels  %s  (a silent master is replaced after 5 s)
            Rolegate   in %s, pid %d

            Try
              the master     %s
              the replicas   %s
              the console    http://127.0.0.1:%d/rolegate/   viewer / viewer-demo   operator / operator-demo
              health         curl %s
                             curl %s
                             curl %s
              the MBeans     jconsole %d   (domain org.rolegate)
              from a bean    (RedisConnectionFactory) new InitialContext().lookup("rolegate/master")
                             and "rolegate/replica" for reading

            Kill the master, %s, and watch below:
              kill -9 %d
            Bring it back as a replica:
              %s %s --daemonize yes

            One line for each change of the topology; Ctrl-C ends everything.
            """;

    private final DemoSettings settings;
    private final RedisBinary binary;
    private final String password;

    DemoScreen(DemoSettings settings, RedisBinary binary, String password) {
        this.settings = settings;
        this.binary = binary;
        this.password = password;
    }

    String text(RedisSet redis, AppServer server) {
        RedisNode master = redis.currentMaster();
        return format(
                TEXT,
                redis.nodes().stream().map(this::line).collect(Collectors.joining("\n           ")),
                redis.sentinels().stream().map(s -> "" + s.port()).collect(Collectors.joining(", ")),
                server.kind().title(),
                server.pid(),
                command(settings.master(), "set greeting hello"),
                command(settings.replica(), "get greeting"),
                settings.http(),
                server.healthUrl("ready"),
                server.healthUrl("live"),
                server.healthUrl("started"),
                server.pid(),
                master.id(),
                master.pid(),
                binary.path(),
                master.configurationFile());
    }

    private String line(RedisNode node) {
        String role = node.role().equals("master") ? "master" : "replica";
        return format("%s  127.0.0.1:%d  pid %d  %s", node.id(), node.port(), node.pid(), role);
    }

    /** How to send a command: by redis-cli if it came with the server, else by what most systems have. */
    private String command(int port, String words) {
        return Files.isExecutable(binary.path().resolveSibling("redis-cli"))
                ? format("REDISCLI_AUTH=%s redis-cli -p %d %s", password, port, words)
                : format("printf 'auth %s\\r\\n%s\\r\\nquit\\r\\n' | nc 127.0.0.1 %d", password, words, port);
    }

    private static String format(String text, Object... values) {
        return String.format(Locale.ROOT, text, values);
    }
}
