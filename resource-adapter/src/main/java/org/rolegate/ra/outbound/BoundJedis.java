package org.rolegate.ra.outbound;

import java.util.regex.Pattern;

import redis.clients.jedis.BinaryJedisPubSub;
import redis.clients.jedis.CommandArguments;
import redis.clients.jedis.CommandObject;
import redis.clients.jedis.Connection;
import redis.clients.jedis.JedisPubSub;
import redis.clients.jedis.RedisProtocol;
import redis.clients.jedis.UnifiedJedis;
import redis.clients.jedis.exceptions.JedisConnectionException;
import redis.clients.jedis.exceptions.JedisDataException;
import redis.clients.jedis.executors.CommandExecutor;
import redis.clients.jedis.providers.ConnectionProvider;

/** The commands of Jedis on the current connection of a handle; closing it does not close the connection. */
final class BoundJedis extends UnifiedJedis {

    /** Replies that a server in the expected role does not send. */
    private static final Pattern ROLE_ERRORS = Pattern.compile("READONLY|LOADING|MASTERDOWN");

    private final BorrowedConnection handle;

    BoundJedis(BorrowedConnection handle) {
        super(new OnHandle(handle), new ByHandle(handle), RedisProtocol.RESP2, null);
        this.handle = handle;
    }

    @Override
    public void subscribe(JedisPubSub listener, String... channels) {
        subscribed(() -> super.subscribe(listener, channels));
    }

    @Override
    public void psubscribe(JedisPubSub listener, String... patterns) {
        subscribed(() -> super.psubscribe(listener, patterns));
    }

    @Override
    public void subscribe(BinaryJedisPubSub listener, byte[]... channels) {
        subscribed(() -> super.subscribe(listener, channels));
    }

    @Override
    public void psubscribe(BinaryJedisPubSub listener, byte[]... patterns) {
        subscribed(() -> super.psubscribe(listener, patterns));
    }

    /** Marks the connection as broken if the listener throws: the socket stays subscribed and must not be lent again. */
    private void subscribed(Runnable listening) {
        PhysicalConnection on = handle.managed().connection();
        boolean unsubscribed = false;
        try {
            listening.run();
            unsubscribed = true;
        } finally {
            if (!unsubscribed) {
                on.setBroken();
            }
        }
    }

    @Override
    public void close() {
        // The handle is what the application closes.
    }

    private record OnHandle(BorrowedConnection handle) implements CommandExecutor {
        @Override
        public <T> T executeCommand(CommandObject<T> command) {
            RedisManagedConnection managed = handle.managed();
            managed.awaitPermission();
            try {
                return managed.connection().executeCommand(command);
            } catch (JedisConnectionException broke) {
                managed.suspect();
                throw broke;
            } catch (JedisDataException refused) {
                if (refused.getMessage() != null
                        && ROLE_ERRORS.matcher(refused.getMessage()).lookingAt()) {
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
            RedisManagedConnection managed = handle.managed();
            managed.awaitPermission();
            return managed.connection().lend();
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
