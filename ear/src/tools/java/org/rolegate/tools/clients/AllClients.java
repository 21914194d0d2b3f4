package org.rolegate.tools.clients;

import java.nio.file.Path;
import java.util.List;

import org.rolegate.fixture.Checkout;

/** All clients, in the order of the table. */
final class AllClients {

    /** What Debian has of go-redis: an old one, but no newer one can be had without a proxy of Go's modules. */
    private static final String GO_REDIS = "golang-gopkg-redis.v5-dev";

    private AllClients() {}

    static List<Client> list() {
        return List.of(
                java("jedis", "JedisClient.java"),
                java("lettuce", "LettuceClient.java"),
                java("redisson", "RedissonClient.java"),
                new Client("ioredis", Scripts.pinned("package.json", "ioredis"), () -> Scripts.node("ioredis.js")),
                new Client("node-redis", Scripts.pinned("package.json", "redis"), () -> Scripts.node("node-redis.js")),
                new Client(
                        "redis-py", Scripts.pinned("requirements.txt", "redis"), () -> Scripts.python("redis_py.py")),
                new Client(
                        "go-redis",
                        Scripts.packaged(GO_REDIS).orElse("5") + " (Debian)",
                        () -> Scripts.go(GO_REDIS, "go_redis.go", "workers.go")));
    }

    /** The profile has put it on the class path; the program is started from its source. */
    private static Client java(String name, String source) {
        return new Client(
                name,
                System.getProperty("clients." + name + ".version", "?"),
                () -> List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        // Short lives beside a lot of other processes: nothing that pays only in the long run.
                        "-Xmx128m",
                        "-XX:+UseSerialGC",
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("clients.classpath"),
                        sources().resolve(source).toString()));
    }

    private static Path sources() {
        return Checkout.earModule().resolve("src/tools/clients");
    }
}
