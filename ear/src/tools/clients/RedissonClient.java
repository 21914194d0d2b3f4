import org.redisson.Redisson;
import org.redisson.config.Config;

import org.rolegate.tools.clients.load.Workers;

/** Redisson: threads share a pool, of 24 to 64 connections unless told otherwise. */
final class RedissonClient {

    public static void main(String... arguments) throws Exception {
        var config = new Config().setPassword(Workers.password());
        config.useSingleServer().setAddress("redis://127.0.0.1:" + Workers.port(arguments));
        org.redisson.api.RedissonClient client = Redisson.create(config);
        Workers.run(key -> client.getAtomicLong(key).incrementAndGet(), arguments);
    }
}
