package org.rolegate.net;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

import org.rolegate.core.config.CheckSettings;
import org.rolegate.core.config.Credentials;
import org.rolegate.core.config.FreshnessSettings;
import org.rolegate.core.config.GroupSettings;
import org.rolegate.core.config.NoReplica;
import org.rolegate.core.config.RestartedEmpty;
import org.rolegate.core.config.SafetySettings;
import org.rolegate.core.config.Secret;
import org.rolegate.core.config.WeightSettings;
import org.rolegate.core.model.Endpoint;
import org.rolegate.core.model.Server;
import org.rolegate.core.time.Ticker;

/** A control loop that ticks as in production, and what Redis and Sentinel say in the tests of those who ask them. */
public final class WatchBench implements AutoCloseable {

    static final String PASSWORD = "of the servers";
    private static final String SUBSCRIBED = "*3\r\n$10\r\npsubscribe\r\n$1\r\n*\r\n:1\r\n";

    final TurnedClock clock = new TurnedClock(true);
    public final Loops loops;
    private final ExecutorService threads = Executors.newCachedThreadPool();

    public WatchBench(Transport transport) {
        loops = new Loops(transport, 1, threads, threads, Ticker.SYSTEM);
        loops.start();
    }

    /** Ticks often from now on. */
    void keep(Runnable tick) {
        loops.control().scheduleAtFixedRate(tick, 0, 10, TimeUnit.MILLISECONDS);
    }

    public void onControlLoop(Runnable task) {
        CompletableFuture.runAsync(task, loops.controlExecutor()).join();
    }

    @Override
    public void close() {
        loops.stop();
        threads.shutdown();
    }

    /** A group whose servers are asked when there is news, and hardly ever else. */
    static GroupSettings group(List<Endpoint> servers, List<Endpoint> sentinels) {
        return groupOf(
                servers.stream()
                        .map(endpoint -> new Server("redis-" + endpoint.port(), endpoint))
                        .toList(),
                sentinels);
    }

    /** The same of servers that have ids already. */
    public static GroupSettings groupOf(List<Server> servers, List<Endpoint> sentinels) {
        return new GroupSettings(
                "main",
                servers,
                sentinels,
                "mymaster",
                new Credentials(Optional.empty(), Optional.of(new Secret(PASSWORD))),
                Credentials.NONE,
                new CheckSettings(Duration.ofHours(1), Duration.ofHours(1), Duration.ofSeconds(1), 2, 3),
                new FreshnessSettings(Duration.ofSeconds(1), 0, NoReplica.NONE),
                new SafetySettings(Duration.ofMillis(400), RestartedEmpty.ALARM),
                WeightSettings.EQUAL);
    }

    /** A message as a Sentinel delivers it to a subscriber of all channels. */
    static String published(String channel, String message) {
        return array("pmessage", "*", channel, message);
    }

    public static String array(String... words) {
        StringBuilder array = new StringBuilder("*" + words.length + "\r\n");
        for (String word : words) {
            array.append(bulk(word));
        }
        return array.toString();
    }

    static ScriptedServer redis() throws IOException {
        return new ScriptedServer(WatchBench::healthy);
    }

    static String healthy(String command) {
        if (command.startsWith("INFO server")) {
            return bulk("run_id:run-1");
        }
        if (command.startsWith("INFO")) {
            return bulk("role:master\r\nmaster_repl_offset:42\r\nmaster_replid:" + "a".repeat(40));
        }
        return command.startsWith("PSUBSCRIBE") ? SUBSCRIBED : command.equals("PING") ? "+PONG\r\n" : "+OK\r\n";
    }

    static ScriptedServer sentinel(char id) throws IOException {
        return sentinel(id, "*0\r\n");
    }

    /** One that lists another one. */
    static ScriptedServer sentinel(char id, Endpoint other, char otherId) throws IOException {
        String peer = array(
                "ip",
                other.host(),
                "port",
                String.valueOf(other.port()),
                "runid",
                String.valueOf(otherId).repeat(40));
        return sentinel(id, "*1\r\n" + peer);
    }

    private static ScriptedServer sentinel(char id, String others) throws IOException {
        Function<String, String> script = command -> {
            String[] words = command.split(" ");
            return switch (words[0].equals("SENTINEL") ? words[1] : words[0]) {
                case "MYID" -> bulk(String.valueOf(id).repeat(40));
                case "GET-MASTER-ADDR-BY-NAME" -> array("10.0.0.1", "6379");
                case "MASTER" -> array("flags", "master", "config-epoch", "7", "num-other-sentinels", "0");
                case "SENTINELS" -> others;
                case "INFO" -> bulk("sentinel_tilt:0");
                case "PSUBSCRIBE" -> SUBSCRIBED;
                default -> "+OK\r\n";
            };
        };
        return new ScriptedServer(script);
    }

    private static String bulk(String text) {
        return "$" + text.getBytes(StandardCharsets.UTF_8).length + "\r\n" + text + "\r\n";
    }
}
