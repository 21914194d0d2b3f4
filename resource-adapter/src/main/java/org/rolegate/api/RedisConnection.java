package org.rolegate.api;

import redis.clients.jedis.UnifiedJedis;

/**
 * A borrowed connection to one Redis server; not thread-safe. Closing it gives it back to the container's pool.
 */
public interface RedisConnection extends AutoCloseable {

    /**
     * Returns Jedis' commands on this very connection, pipelines and transactions included; the same object each time.
     * After {@link #close()} every command throws {@link IllegalStateException}. A connection that breaks is not given to
     * anybody again; its commands throw Jedis' own {@code JedisConnectionException}.
     */
    UnifiedJedis commands();

    /** Returns the id of the server it leads to. */
    String server();

    /** Gives the connection back; further calls do nothing. */
    @Override
    void close();
}
