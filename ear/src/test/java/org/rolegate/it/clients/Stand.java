package org.rolegate.it.clients;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import org.awaitility.Awaitility;
import redis.clients.jedis.exceptions.JedisException;

import org.rolegate.it.fixture.AppServer;
import org.rolegate.it.fixture.HaProxy;
import org.rolegate.it.fixture.Names;
import org.rolegate.it.fixture.RedisCall;
import org.rolegate.it.fixture.RedisNode;
import org.rolegate.it.fixture.RedisSet;
import org.rolegate.it.fixture.Tool;

/** Everything that runs meanwhile: a master with two replicas and three Sentinels, HAProxy, an application server. */
final class Stand implements AutoCloseable {

    static final String PASSWORD = "clients";

    private static final int DOWN_AFTER_MILLIS = 2000;
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    /** HAProxy deals connections out to all that it thinks master. */
    private static final int CONNECTIONS_THAT_CONVINCE = 6;

    private RedisSet redis;
    private HaProxy haproxy;
    private AppServer server;

    private Stand() {}

    /** Starts all of it. */
    static Stand start(Tool haproxy, Path directory) {
        var stand = new Stand();
        try {
            stand.startAll(haproxy, directory);
            return stand;
        } catch (RuntimeException | Error e) {
            stand.close();
            throw e;
        }
    }

    private void startAll(Tool haproxyTool, Path directory) {
        redis = RedisSet.builder()
                .replicas(2)
                .password(PASSWORD)
                .downAfter(DOWN_AFTER_MILLIS)
                .start();
        haproxy = HaProxy.start(haproxyTool, redis, directory);
        server = AppServer.builder()
                .directory(directory)
                .redis(redis)
                .freeFrontends()
                .start()
                .awaitDeployed();
    }

    int port(Through through) {
        return switch (through) {
            case HAPROXY -> haproxy.port();
            case ROLEGATE -> server.masterPort();
        };
    }

    /** Brings back who was killed, and waits until everybody agrees on the master. */
    void settle() {
        redis.revive();
        redis.awaitSettled();
        server.awaitMasterInUse(redis.currentMaster());
        Stream.of(Through.values()).forEach(this::awaitLedToMaster);
    }

    /** Changes the master, and waits until the set has got over it and the proxy leads to the new one. */
    void happen(Event event, Through through) {
        RedisNode former = redis.currentMaster();
        if (event == Event.KILL) {
            former.kill();
            redis.awaitFollowers(redis.awaitMasterOtherThan(former));
        } else {
            if (event == Event.PLANNED && through == Through.ROLEGATE) {
                server.mbeans().invoke(Names.group("main"), "switchover", "");
            } else {
                redis.failover();
            }
            redis.awaitSettled();
        }
        awaitLedToMaster(through);
    }

    /** What the counters hold on the master. */
    List<Long> values(String prefix, int count) {
        RedisNode master = redis.currentMaster();
        return IntStream.range(0, count)
                .mapToObj(i -> master.call("GET", prefix + i))
                .map(value -> value == null ? 0 : Long.parseLong(value.toString()))
                .toList();
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

    private void awaitLedToMaster(Through through) {
        String master = "" + redis.currentMaster().port();
        Awaitility.await()
                .alias(through.title() + " leads to the master on " + master)
                .atMost(PATIENCE)
                .until(() -> IntStream.range(0, CONNECTIONS_THAT_CONVINCE)
                        .allMatch(i -> ledTo(port(through)).equals(master)));
    }

    /** The port of the node that answers there, empty if there is none. */
    private static String ledTo(int port) {
        try {
            return RedisCall.send(port, PASSWORD, "CONFIG", "GET", "port") instanceof List<?> reply
                    ? reply.get(1).toString()
                    : "";
        } catch (JedisException nobody) {
            return "";
        }
    }
}
