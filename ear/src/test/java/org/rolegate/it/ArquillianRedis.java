package org.rolegate.it;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

import org.jboss.shrinkwrap.api.asset.Asset;

import org.rolegate.fixture.RedisSet;

/** What the client side of Arquillian tests needs: Redis on the ports that arquillian.xml tells the server. */
final class ArquillianRedis {

    /** As in arquillian.xml. */
    static final String PASSWORD = "arquillian-secret";

    private ArquillianRedis() {}

    /** Starts a set that ends with this JVM. */
    static RedisSet start() {
        return RedisSet.builder()
                .replicas(2)
                .sentinels(3)
                .password(PASSWORD)
                .downAfter(2000)
                .failoverTimeout(5000)
                .basePort(Integer.getInteger("rolegate.it.redis.port"))
                .sentinelBasePort(Integer.getInteger("rolegate.it.sentinel.port"))
                .start();
    }

    static String text(Asset asset) {
        try (InputStream in = asset.openStream()) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }
}
