import redis.clients.jedis.DefaultJedisClientConfig;
import redis.clients.jedis.RedisClient;

import org.rolegate.tools.clients.load.Workers;

/** Jedis: threads share a pool, of eight connections unless told otherwise. */
final class JedisClient {

    public static void main(String... arguments) throws Exception {
        RedisClient client = RedisClient.builder()
                .hostAndPort("127.0.0.1", Workers.port(arguments))
                .clientConfig(DefaultJedisClientConfig.builder()
                        .password(Workers.password())
                        .build())
                .build();
        Workers.run(client::incr, arguments);
    }
}
