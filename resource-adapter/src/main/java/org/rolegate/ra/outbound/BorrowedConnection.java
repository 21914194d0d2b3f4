package org.rolegate.ra.outbound;

import redis.clients.jedis.UnifiedJedis;

import org.rolegate.api.RedisConnection;

/** An application's handle on a pooled connection. */
final class BorrowedConnection implements RedisConnection {

    private RedisManagedConnection managed;
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
        return managed == null ? server : managed.server();
    }

    /** Returns the connection that carries the commands. */
    RedisManagedConnection managed() {
        if (managed == null) {
            throw new IllegalStateException("this connection to " + server + " was closed; borrow another one");
        }
        return managed;
    }

    @Override
    public void close() {
        RedisManagedConnection from = managed;
        if (from != null) {
            managed = null;
            from.closed(this);
        }
    }

    void invalidate() {
        managed = null;
    }

    void moveTo(RedisManagedConnection other) {
        if (managed != null) {
            managed.leave(this);
        }
        managed = other;
    }
}
