package org.rolegate.api;

import redis.clients.jedis.UnifiedJedis;

/**
 * A borrowed connection to one Redis server; not thread-safe. Closing it returns it to the pool of the container.
 */
public interface RedisConnection extends AutoCloseable {

    /**
     * Returns the commands of Jedis on this connection, pipelines and transactions included; the same object each time.
     * After {@link #close()} every command throws {@link IllegalStateException}. A connection that breaks is not
     * lent again; its commands throw Jedis' own {@code JedisConnectionException}.
     */
    UnifiedJedis commands();

    /** Returns the id of its server. */
    String server();

    /** Returns the connection to the pool; further calls do nothing. */
    @Override
    void close();
}
