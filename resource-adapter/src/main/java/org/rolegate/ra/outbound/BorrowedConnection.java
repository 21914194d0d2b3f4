package org.rolegate.ra.outbound;

import org.jspecify.annotations.Nullable;
import redis.clients.jedis.UnifiedJedis;
import redis.clients.jedis.exceptions.JedisConnectionException;

import org.rolegate.api.RedisConnection;

/** An application's handle on a pooled connection. */
final class BorrowedConnection implements RedisConnection {

    private volatile @Nullable RedisManagedConnection managed;
    private volatile boolean lost;
    private final UnifiedJedis commands = new BoundJedis(this);
    private final String server;

    BorrowedConnection(RedisManagedConnection managed) {
        this.managed = managed;
        this.server = managed.server();
    }

    @Override
    public UnifiedJedis commands() {
        return commands;
    }

    @Override
    public String server() {
        RedisManagedConnection now = managed;
        return now == null ? server : now.server();
    }

    /** Returns the connection that carries the commands. */
    RedisManagedConnection managed() {
        RedisManagedConnection now = managed;
        if (now != null) {
            return now;
        }
        if (lost) {
            throw new JedisConnectionException("the connection to " + server + " was lost; borrow another one");
        }
        throw new IllegalStateException("this connection to " + server + " was closed; borrow another one");
    }

    @Override
    public void close() {
        RedisManagedConnection from = managed;
        if (from != null) {
            managed = null;
            from.closed(this);
        }
    }

    /** Handles that the container took the connection away. */
    void invalidate() {
        lost = managed != null;
        managed = null;
    }

    void moveTo(RedisManagedConnection other) {
        RedisManagedConnection from = managed;
        if (from != null) {
            from.leave(this);
        }
        managed = other;
    }
}
