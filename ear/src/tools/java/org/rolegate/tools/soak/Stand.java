package org.rolegate.tools.soak;

import java.time.Duration;

import org.awaitility.Awaitility;
import redis.clients.jedis.exceptions.JedisException;

import org.rolegate.fixture.AppServer;
import org.rolegate.fixture.Checkout;
import org.rolegate.fixture.RedisCall;
import org.rolegate.fixture.RedisSet;

/** Everything that runs meanwhile: a master with two replicas and three Sentinels, and an application server. */
final class Stand implements AutoCloseable {

    private static final String PASSWORD = "soak";

    /** On a busy machine nobody shall be thought dead who was not killed. */
    private static final int DOWN_AFTER_MILLIS = 5000;

    private RedisSet redis;
    private AppServer server;

    private Stand() {}

    /** Starts all of it and waits until both frontends answer. */
    static Stand start() {
        var stand = new Stand();
        try {
            stand.startAll();
            return stand;
        } catch (RuntimeException | Error e) {
            stand.close();
            throw e;
        }
    }

    private void startAll() {
        redis = RedisSet.builder()
                .replicas(2)
                .password(PASSWORD)
                .downAfter(DOWN_AFTER_MILLIS)
                .start();
        Values.store(redis.currentMaster());
        server = AppServer.builder()
                .directory(Checkout.earModule().resolve("target/soak"))
                .redis(redis)
                .freeFrontends()
                .start()
                .awaitDeployed();
        for (Frontend frontend : new Frontend[] {master(), replicas()}) {
            Awaitility.await()
                    .alias("frontend " + frontend.name() + " answers")
                    .atMost(Duration.ofSeconds(30))
                    .until(() -> answers(frontend));
        }
    }

    RedisSet redis() {
        return redis;
    }

    AppServer server() {
        return server;
    }

    Frontend master() {
        return new Frontend("master", server.masterPort(), PASSWORD);
    }

    Frontend replicas() {
        return new Frontend("replicas", server.replicaPort(), PASSWORD);
    }

    @Override
    public void close() {
        if (server != null) {
            server.close();
        }
        if (redis != null) {
            redis.close();
        }
    }

    private static boolean answers(Frontend frontend) {
        try {
            return "PONG".equals(RedisCall.send(frontend.port(), frontend.password(), "PING"));
        } catch (JedisException notYet) {
            return false;
        }
    }
}
