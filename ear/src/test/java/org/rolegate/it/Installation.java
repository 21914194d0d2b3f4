package org.rolegate.it;

import java.util.function.BiConsumer;

import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

import org.rolegate.fixture.AppServer;
import org.rolegate.fixture.RedisSet;

/**
 * A Redis set and one application server with Rolegate before it, which all tests of a class share.
 *
 * <p>Register it as a static field. Before each test every node runs, the set is settled, and the server uses its master.
 */
final class Installation implements BeforeAllCallback, BeforeEachCallback, AfterAllCallback {

    private final RedisSet.Builder set;
    private final BiConsumer<RedisSet, AppServer> started;
    private RedisSet redis;
    private AppServer server;

    private Installation(RedisSet.Builder set, BiConsumer<RedisSet, AppServer> started) {
        this.set = set;
        this.started = started;
    }

    /**
     * Returns an installation that starts before the first test.
     *
     * @param started receives the set and the server, and again both when the server was replaced
     */
    static Installation of(RedisSet.Builder set, BiConsumer<RedisSet, AppServer> started) {
        return new Installation(set, started);
    }

    /** Kills the server and waits until another one with the same settings is deployed. */
    void replaceServer() {
        server = server.replacement();
        server.awaitDeployed();
        started.accept(redis, server);
    }

    @Override
    public void beforeAll(ExtensionContext context) {
        redis = set.start();
        server = AppServer.builder().redis(redis).freeFrontends().start().awaitDeployed();
        started.accept(redis, server);
    }

    @Override
    public void beforeEach(ExtensionContext context) {
        redis.revive();
        redis.awaitSettled();
        server.awaitMasterInUse(redis.currentMaster());
    }

    @Override
    public void afterAll(ExtensionContext context) {
        if (server != null) {
            server.close();
        }
        if (redis != null) {
            redis.close();
        }
    }
}
