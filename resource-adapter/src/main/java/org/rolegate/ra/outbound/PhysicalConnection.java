package org.rolegate.ra.outbound;

import java.io.IOException;

import redis.clients.jedis.Connection;
import redis.clients.jedis.HostAndPort;
import redis.clients.jedis.JedisClientConfig;
import redis.clients.jedis.exceptions.JedisConnectionException;
import redis.clients.jedis.exceptions.JedisException;

/**
 * A socket to one server that belongs to the container's pool: what Jedis closes after a pipeline or a transaction is
 * only lent back.
 */
final class PhysicalConnection extends Connection {

    private volatile boolean destroyed;
    private int lent;

    PhysicalConnection(HostAndPort server, JedisClientConfig config) {
        super(server, config);
    }

    /** Returns it for a pipeline, a transaction or a subscription. */
    PhysicalConnection lend() {
        lent++;
        return this;
    }

    /** Returns whether a pipeline, transaction or subscription was left open on it. */
    boolean inUse() {
        return lent > 0;
    }

    @Override
    public void close() {
        lent = Math.max(0, lent - 1);
    }

    /** Jedis connects a closed socket again, without logging in, as soon as it has something to send. */
    @Override
    public void connect() {
        if (destroyed) {
            throw new JedisConnectionException("this connection was destroyed by the pool; borrow another one");
        }
        super.connect();
    }

    /** Sends PING and returns whether the server replied; if not, the connection is marked as broken. */
    boolean answers() {
        try {
            return ping();
        } catch (JedisException gone) {
            setBroken();
            return false;
        }
    }

    /** Closes the socket, from any thread, without waiting for a peer that may be dead. */
    void destroy() {
        destroyed = true;
        setBroken();
        try {
            forceDisconnect();
        } catch (IOException alreadyGone) {
            return;
        }
    }
}
