package org.rolegate.tools.clients;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import org.awaitility.Awaitility;
import redis.clients.jedis.exceptions.JedisException;

import org.rolegate.fixture.AppServer;
import org.rolegate.fixture.HaProxy;
import org.rolegate.fixture.Names;
import org.rolegate.fixture.RedisCall;
import org.rolegate.fixture.RedisNode;
import org.rolegate.fixture.RedisSet;
import org.rolegate.fixture.Tap;
import org.rolegate.fixture.Tool;

/** Everything that runs meanwhile: a master with two replicas and three Sentinels, HAProxy, an application server. */
final class Stand implements AutoCloseable {

    static final String PASSWORD = "clients";

    private static final int REPLICAS = 2;
    private static final int DOWN_AFTER_MILLIS = 2000;
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    /** HAProxy deals connections out to all that it thinks master. */
    private static final int CONNECTIONS_THAT_CONVINCE = 6;

    private final List<Tap> taps;
    private RedisSet redis;
    private HaProxy haproxy;
    private AppServer server;

    private Stand(List<Tap> taps) {
        this.taps = taps;
    }

    /** Starts all of it, with a tap before each node or without. */
    static Stand start(Tool haproxy, Path directory, boolean tapped) {
        var stand = new Stand(tapped ? Tap.open(REPLICAS + 1) : List.of());
        try {
            stand.startAll(haproxy, directory);
            return stand;
        } catch (RuntimeException | Error e) {
            stand.close();
            throw e;
        }
    }

    private void startAll(Tool haproxyTool, Path directory) {
        var set = RedisSet.builder().replicas(REPLICAS).password(PASSWORD).downAfter(DOWN_AFTER_MILLIS);
        redis = (taps.isEmpty() ? set : set.behind(taps)).start();
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
        taps.forEach(Tap::listen);
        redis.awaitSettled();
        server.awaitMasterInUse(redis.currentMaster());
        Stream.of(Through.values()).forEach(this::awaitLedToMaster);
    }

    /**
     * Changes the master, and waits until the set has got over it and the proxy leads to the new one; returns how many
     * answers were withheld.
     */
    int happen(Event event, Through through, Counters counters) {
        int withheld = change(event, through, counters);
        awaitLedToMaster(through);
        return withheld;
    }

    private int change(Event event, Through through, Counters counters) {
        RedisNode former = redis.currentMaster();
        int withheld = 0;
        switch (event) {
            case PLANNED -> {
                if (through == Through.ROLEGATE) {
                    server.mbeans().invoke(Names.group("main"), "switchover", "");
                } else {
                    redis.failover();
                }
            }
            case FAILOVER -> redis.failover();
            case KILL -> former.kill();
            case WITHHELD -> withheld = new Withholding(redis, taps).kill(former, counters);
        }
        if (former.isAlive()) {
            redis.awaitSettled();
        } else {
            redis.awaitFollowers(redis.awaitMasterOtherThan(former));
        }
        return withheld;
    }

    /** What they hold on the master. */
    List<Long> values(Counters counters) {
        return counters.on(redis.currentMaster());
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
        taps.forEach(Tap::close);
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
