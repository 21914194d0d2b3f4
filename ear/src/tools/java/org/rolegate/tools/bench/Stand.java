package org.rolegate.tools.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.OptionalLong;

import org.awaitility.Awaitility;
import redis.clients.jedis.exceptions.JedisException;

import org.rolegate.fixture.AppServer;
import org.rolegate.fixture.Checkout;
import org.rolegate.fixture.HaProxy;
import org.rolegate.fixture.Ports;
import org.rolegate.fixture.RedisCall;
import org.rolegate.fixture.RedisNode;
import org.rolegate.fixture.RedisSet;
import org.rolegate.fixture.Tool;

/** Everything that runs meanwhile: a master with a replica and Sentinels, HAProxy, and an application server. */
final class Stand implements AutoCloseable {

    static final String PASSWORD = "bench";
    static final String SMALL_KEY = "bench:64";
    static final String SMALL_VALUE = "x".repeat(64);
    static final String LARGE_KEY = "bench:65536";

    private static final String LARGE_VALUE = "x".repeat(65536);

    /** Nobody shall think a node down because the machine is busy. */
    private static final int DOWN_AFTER_MILLIS = 30_000;

    private final Tool redisBenchmark;
    private final int relayPort;
    private RedisSet redis;
    private HaProxy haproxy;
    private AppServer server;

    private Stand(Tool redisBenchmark, int relayPort) {
        this.redisBenchmark = redisBenchmark;
        this.relayPort = relayPort;
    }

    /** Starts all of it and waits until each target answers. */
    static Stand start(Tools tools) {
        var stand = new Stand(tools.redisBenchmark(), Ports.free());
        try {
            stand.startAll(tools, Files.createDirectories(Checkout.earModule().resolve("target/bench")));
            return stand;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (RuntimeException | Error e) {
            stand.close();
            throw e;
        }
    }

    private void startAll(Tools tools, Path directory) {
        redis = RedisSet.builder()
                .replicas(1)
                .password(PASSWORD)
                .downAfter(DOWN_AFTER_MILLIS)
                .start();
        master().call("SET", SMALL_KEY, SMALL_VALUE);
        master().call("SET", LARGE_KEY, LARGE_VALUE);
        haproxy = HaProxy.start(tools.haproxy(), redis, directory);
        Path ear = directory.resolve("rolegate.ear");
        BenchEar.write(directory.resolveSibling("rolegate.ear"), ear);
        server = AppServer.builder()
                .directory(directory)
                .redis(redis)
                .freeFrontends()
                .with("FAULTLAB_EAR", ear.toString())
                .with("ROLEGATE_FRONTENDS", "master,replicas,relay")
                .with("ROLEGATE_FRONTENDS_RELAY_BIND", "127.0.0.1:" + relayPort)
                .with("ROLEGATE_FRONTENDS_RELAY_ROLE", "master")
                .with("ROLEGATE_FRONTENDS_RELAY_SESSION", "relay")
                .start()
                .awaitDeployed();
        for (Target target : Target.values()) {
            Awaitility.await()
                    .alias(target.title() + " answers")
                    .atMost(Duration.ofSeconds(30))
                    .until(() -> answers(port(target)));
        }
    }

    /** Where the target listens. */
    int port(Target target) {
        return switch (target) {
            case DIRECT -> master().port();
            case HAPROXY -> haproxy.port();
            case ROLEGATE -> server.masterPort();
            case RELAY -> relayPort;
        };
    }

    /** The target's process, if there is one. */
    OptionalLong pid(Target target) {
        return switch (target) {
            case DIRECT -> OptionalLong.empty();
            case HAPROXY -> OptionalLong.of(haproxy.pid());
            case ROLEGATE, RELAY -> OptionalLong.of(server.pid());
        };
    }

    Tool redisBenchmark() {
        return redisBenchmark;
    }

    /**
     * What the application server answers for a path.
     *
     * @throws IllegalStateException if that is an error
     */
    String page(String path) {
        AppServer.Answer answer = server.get(path, null);
        if (answer.status() != 200) {
            throw new IllegalStateException(path + " answered " + answer.status() + ":\n" + answer.body());
        }
        return answer.body();
    }

    /**
     * Makes sure that what was measured was measured on a set at rest.
     *
     * @throws IllegalStateException if the master has changed
     */
    void check() {
        if (!redis.currentMaster().equals(master())) {
            throw new IllegalStateException("There was a failover meanwhile: " + redis);
        }
    }

    @Override
    public void close() {
        if (server != null) {
            server.close();
        }
        if (haproxy != null) {
            haproxy.close();
        }
        if (redis != null) {
            redis.close();
        }
    }

    private RedisNode master() {
        return redis.nodes().get(0);
    }

    private static boolean answers(int port) {
        try {
            return "PONG".equals(RedisCall.send(port, PASSWORD, "PING"));
        } catch (JedisException notYet) {
            return false;
        }
    }
}
