package org.rolegate.ra.outbound;

import redis.clients.jedis.CommandArguments;
import redis.clients.jedis.CommandObject;
import redis.clients.jedis.Connection;
import redis.clients.jedis.RedisProtocol;
import redis.clients.jedis.UnifiedJedis;
import redis.clients.jedis.exceptions.JedisDataException;
import redis.clients.jedis.executors.CommandExecutor;
import redis.clients.jedis.providers.ConnectionProvider;

/** Jedis' commands, bound to whatever connection a handle has; closing it does not close the connection. */
final class BoundJedis extends UnifiedJedis {

    BoundJedis(BorrowedConnection handle) {
        super(new OnHandle(handle), new ByHandle(handle), RedisProtocol.RESP2, null);
    }

    @Override
    public void close() {
        // The handle is what the application closes.
    }

    private record OnHandle(BorrowedConnection handle) implements CommandExecutor {
        @Override
        public <T> T executeCommand(CommandObject<T> command) {
            RedisManagedConnection managed = handle.managed();
            try {
                return managed.connection().executeCommand(command);
            } catch (JedisDataException refused) {
                if (refused.getMessage() != null && refused.getMessage().startsWith("READONLY")) {
                    managed.suspect();
                }
                throw refused;
            }
        }

        @Override
        public void close() {
            // Nothing is held.
        }
    }

    private record ByHandle(BorrowedConnection handle) implements ConnectionProvider {
        @Override
        public Connection getConnection() {
            return handle.managed().connection().lend();
        }

        @Override
        public Connection getConnection(CommandArguments arguments) {
            return getConnection();
        }

        @Override
        public void close() {
            // Nothing is held.
        }
    }
}
