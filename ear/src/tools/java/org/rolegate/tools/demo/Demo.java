package org.rolegate.tools.demo;

import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;
import redis.clients.jedis.exceptions.JedisException;

import org.rolegate.fixture.AppServer;
import org.rolegate.fixture.Checkout;
import org.rolegate.fixture.RedisBinary;
import org.rolegate.fixture.RedisCall;
import org.rolegate.fixture.RedisSet;

/**
 * The demo: a replication set with Sentinels and an application server with Rolegate before it, in the foreground.
 *
 * <p>What it starts ends with it: by Ctrl-C, by SIGTERM, and also where it is killed itself.
 */
public final class Demo {

    /** Also on the screen, for redis-cli; no command line of a process holds it. */
    private static final String PASSWORD = "rolegate-demo";

    private static final int DOWN_AFTER_MILLIS = 5000;
    private static final Duration READY = Duration.ofSeconds(60);
    private static final Duration LOOK = Duration.ofMillis(200);

    private final PrintStream out;
    private final DemoSettings settings;
    private final Path directory;
    private volatile boolean ending;

    private Demo(PrintStream out, DemoSettings settings, Path directory) {
        this.out = out;
        this.settings = settings;
        this.directory = directory;
    }

    /** Takes its settings from system properties, see {@link DemoSettings}; exit status 1 if it cannot start. */
    public static void main(String... ignored) {
        var out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
        DemoSettings settings = DemoSettings.fromSystemProperties();
        List<String> problems = Preflight.problems(settings);
        if (!problems.isEmpty()) {
            out.println("The demo cannot start, and nothing was started:");
            problems.forEach(problem -> out.println("  - " + problem));
            System.exit(1);
        }
        try {
            new Demo(out, settings, Checkout.earModule().resolve("target/demo")).run();
        } catch (RuntimeException e) {
            out.println("The demo cannot go on: " + e.getMessage());
            System.exit(1);
        }
    }

    private void run() {
        Runtime.getRuntime().addShutdownHook(new Thread(this::sayGoodbye, "rolegate-demo-exit"));
        RedisBinary binary = RedisBinary.locate();
        out.println("Starting Redis " + binary.version() + ": 1 master, 3 replicas, 3 Sentinels ...");
        // Not in a try block: both are ended by their own hook when this JVM ends, however it does.
        RedisSet redis = RedisSet.builder()
                .replicas(DemoSettings.REPLICAS)
                .sentinels(DemoSettings.SENTINELS)
                .password(PASSWORD)
                .downAfter(DOWN_AFTER_MILLIS)
                .basePort(settings.redis())
                .sentinelBasePort(settings.sentinel())
                .directory(directory.resolve("redis"))
                .start();
        out.println("Starting " + settings.server().title() + " with Rolegate, log in " + directory + " ...");
        AppServer server = startServer(redis);
        awaitReady(server);
        out.print(new DemoScreen(settings, binary, PASSWORD).text(redis, server));
        out.println("Ready " + uptime().toMillis() / 100 / 10.0 + " s after the start.\n");
        watch(server);
    }

    private void sayGoodbye() {
        ending = true;
        out.println("Ending what was started ...");
    }

    private AppServer startServer(RedisSet redis) {
        return AppServer.builder()
                .directory(directory)
                .redis(redis)
                .with("FAULTLAB_MASTER_PORT", "" + settings.master())
                .with("FAULTLAB_REPLICA_PORT", "" + settings.replica())
                .with("FAULTLAB_HTTP_PORT", "" + settings.http())
                .with("FAULTLAB_MANAGEMENT_PORT", "" + settings.management())
                .start();
    }

    private void awaitReady(AppServer server) {
        server.awaitDeployed();
        await().alias("readiness").until(() -> server.health("ready").status() == 200);
        await().alias("the port to the master").until(() -> answers(settings.master()));
        await().alias("the port to the replicas").until(() -> answers(settings.replica()));
    }

    private void watch(AppServer server) {
        var watch = new TopologyWatch(server.mbeans(), out);
        Awaitility.await()
                .forever()
                .pollInSameThread()
                .pollDelay(Duration.ZERO)
                .pollInterval(LOOK)
                .until(() -> ending || hasEnded(server, watch));
        if (!ending) {
            throw new IllegalStateException(server + "; see " + directory.resolve("console.log"));
        }
    }

    /** Looks at the topology, if the server is still there to be asked. */
    private static boolean hasEnded(AppServer server, TopologyWatch watch) {
        try {
            watch.look();
            return false;
        } catch (UncheckedIOException disconnected) {
            return !server.isAlive();
        }
    }

    private static boolean answers(int port) {
        try {
            return "PONG".equals(RedisCall.send(port, PASSWORD, "PING"));
        } catch (JedisException e) {
            return false;
        }
    }

    private static ConditionFactory await() {
        return Awaitility.await()
                .pollInSameThread()
                .pollInterval(Duration.ofMillis(100))
                .ignoreExceptionsInstanceOf(UncheckedIOException.class)
                .atMost(READY);
    }

    private static Duration uptime() {
        return Duration.ofMillis(ManagementFactory.getRuntimeMXBean().getUptime());
    }
}
