package org.rolegate.api;

import java.io.Serializable;

/**
 * A factory of connections to the server that is elected at the moment: the master of a group, or one of its replicas.
 *
 * <p>Found in JNDI under {@code rolegate/master} and {@code rolegate/replica}. The container pools the connections; after
 * a failover none that is borrowed next points to the old master. Thread-safe.
 */
public interface RedisConnectionFactory extends Serializable {

    /**
     * Borrows a connection.
     *
     * @throws RedisUnavailableException if no server is available: there is no master, it cannot be reached, or the pool
     *     is exhausted; the message says which
     */
    RedisConnection getConnection();
}
