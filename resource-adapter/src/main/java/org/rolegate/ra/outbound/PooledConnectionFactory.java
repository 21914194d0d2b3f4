package org.rolegate.ra.outbound;

import javax.naming.Reference;

import jakarta.resource.Referenceable;
import jakarta.resource.ResourceException;
import jakarta.resource.spi.ConnectionManager;

import org.jspecify.annotations.Nullable;

import org.rolegate.api.RedisConnection;
import org.rolegate.api.RedisConnectionFactory;
import org.rolegate.api.RedisUnavailableException;

/** The factory that JNDI returns; its connections come from the pool of the container. */
final class PooledConnectionFactory implements RedisConnectionFactory, Referenceable {

    private static final long serialVersionUID = 1;

    private final RedisManagedConnectionFactory factory;
    private final ConnectionManager pool;
    private @Nullable Reference reference;

    PooledConnectionFactory(RedisManagedConnectionFactory factory, ConnectionManager pool) {
        this.factory = factory;
        this.pool = pool;
    }

    @Override
    public RedisConnection getConnection() {
        try {
            return (RedisConnection) pool.allocateConnection(factory, null);
        } catch (ResourceException refused) {
            throw new RedisUnavailableException(
                    "no connection to the " + factory.target().keyword() + ": " + deepest(refused), refused);
        }
    }

    /** Returns the message of the first cause: the pool wraps it once or twice. */
    private static @Nullable String deepest(Throwable failure) {
        Throwable deepest = failure;
        while (deepest.getCause() != null && deepest.getCause() != deepest) {
            deepest = deepest.getCause();
        }
        return deepest.getMessage();
    }

    @Override
    public void setReference(Reference reference) {
        this.reference = reference;
    }

    @Override
    public @Nullable Reference getReference() {
        return reference;
    }
}
