package org.rolegate.ra.outbound;

import redis.clients.jedis.Connection;
import redis.clients.jedis.HostAndPort;
import redis.clients.jedis.JedisClientConfig;

/**
 * A socket to one server that belongs to the container's pool: what Jedis closes after a pipeline or a transaction is
 * only lent back.
 */
final class PhysicalConnection extends Connection {

    private boolean lent;

    PhysicalConnection(HostAndPort server, JedisClientConfig config) {
        super(server, config);
    }

    /** Lends it to a pipeline, a transaction or a subscription. */
    PhysicalConnection lend() {
        lent = true;
        return this;
    }

    /** Tells whether a pipeline, transaction or subscription was left open on it. */
    boolean inUse() {
        return lent;
    }

    @Override
    public void close() {
        lent = false;
    }

    void destroy() {
        disconnect();
    }
}
