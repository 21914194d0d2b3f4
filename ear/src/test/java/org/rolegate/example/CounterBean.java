package org.rolegate.example;

import javax.naming.InitialContext;
import javax.naming.NamingException;

import jakarta.ejb.EJBException;
import jakarta.ejb.Stateless;

import org.rolegate.api.RedisConnection;
import org.rolegate.api.RedisConnectionFactory;

/**
 * A counter that is kept in Redis, always on the master in use.
 *
 * <p>The bean knows no address and handles no failover: it borrows a connection for each call, and the next one
 * borrowed after a failover is on the new master.
 */
@Stateless
public class CounterBean {

    static final String MASTER = "rolegate/master";

    /** Adds one and returns the new value. */
    public long increment(String key) {
        try (RedisConnection connection = master().getConnection()) {
            return connection.commands().incr(key);
        }
    }

    /** The id of the server that a connection borrowed now leads to. */
    public String server() {
        try (RedisConnection connection = master().getConnection()) {
            return connection.server();
        }
    }

    /**
     * Looks the factory up at the time of the call.
     *
     * <p>Injection by {@code @Resource(lookup = ...)} would be shorter, but it is resolved on deployment, and on Open
     * Liberty the name exists only once the server's configuration declares the connection factory. A bean that looks
     * late lets the archive deploy on a bare server, and the plain name is the one that both servers resolve.
     */
    private static RedisConnectionFactory master() {
        try {
            return (RedisConnectionFactory) new InitialContext().lookup(MASTER);
        } catch (NamingException e) {
            throw new EJBException("No connection factory at " + MASTER + ": is it declared in the server?", e);
        }
    }
}
