import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisURI;
import io.lettuce.core.api.sync.RedisCommands;

import org.rolegate.tools.clients.load.Workers;

/** Lettuce: threads share one connection. */
final class LettuceClient {

    public static void main(String... arguments) throws Exception {
        RedisURI uri = RedisURI.builder()
                .withHost("127.0.0.1")
                .withPort(Workers.port(arguments))
                .withPassword(Workers.password().toCharArray())
                .build();
        RedisCommands<String, String> commands =
                RedisClient.create(uri).connect().sync();
        Workers.run(commands::incr, arguments);
    }
}
