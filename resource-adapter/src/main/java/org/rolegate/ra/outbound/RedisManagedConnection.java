package org.rolegate.ra.outbound;

import java.io.PrintWriter;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;

import javax.security.auth.Subject;
import javax.transaction.xa.XAResource;

import jakarta.resource.NotSupportedException;
import jakarta.resource.ResourceException;
import jakarta.resource.spi.ConnectionEvent;
import jakarta.resource.spi.ConnectionEventListener;
import jakarta.resource.spi.ConnectionRequestInfo;
import jakarta.resource.spi.LocalTransaction;
import jakarta.resource.spi.ManagedConnection;
import jakarta.resource.spi.ManagedConnectionMetaData;

import org.jspecify.annotations.Nullable;
import redis.clients.jedis.exceptions.JedisConnectionException;

import org.rolegate.core.time.Ticker;

/**
 * A pooled connection to one server, and whether it may still be used.
 *
 * <p>It is stale from the moment its server lost the role: the mark is set on the control loop, as the routing table
 * changes, and the pool neither matches nor keeps a stale connection.
 */
final class RedisManagedConnection implements ManagedConnection {

    private static final long TRUSTED_NANOS = TimeUnit.MILLISECONDS.toNanos(500);

    private final RedisManagedConnectionFactory factory;
    private final String server;
    private final String runId;
    private final PhysicalConnection connection;
    private final List<ConnectionEventListener> listeners = new CopyOnWriteArrayList<>();
    private final Set<BorrowedConnection> handles = ConcurrentHashMap.newKeySet();
    private volatile boolean stale;
    private volatile long idleSince = Ticker.SYSTEM.nanos();
    private @Nullable PrintWriter log;

    RedisManagedConnection(
            RedisManagedConnectionFactory factory, String server, String runId, PhysicalConnection connection) {
        this.factory = factory;
        this.server = server;
        this.runId = runId;
        this.connection = connection;
    }

    String server() {
        return server;
    }

    /** Returns whether the server was restarted since: the socket is dead then, even if no error was seen yet. */
    boolean madeBefore(String currentRun) {
        return !runId.isEmpty() && !currentRun.isEmpty() && !runId.equals(currentRun);
    }

    PhysicalConnection connection() {
        return connection;
    }

    void markStale() {
        stale = true;
    }

    boolean usable() {
        return !stale && !connection.isBroken();
    }

    /**
     * Returns whether it may be lent: usable, and not killed while it was idle. Sentinel kills the connections of every node
     * it reconfigures, Redis those past its {@code timeout}; after half a second, a PING checks it.
     */
    boolean lendable() {
        return usable() && (Ticker.SYSTEM.nanos() - idleSince < TRUSTED_NANOS || connection.answers());
    }

    /**
     * Waits until requests may be sent to the server: returns at once, or after a fence.
     *
     * @throws JedisConnectionException if its server lost the role, or the fence lasts too long
     */
    void awaitPermission() {
        factory.awaitPermission(this);
    }

    /** Requests a check of the server at once, because it sent a reply that a master does not send. */
    void suspect() {
        factory.suspect(server);
    }

    @Override
    public Object getConnection(@Nullable Subject subject, @Nullable ConnectionRequestInfo info) {
        BorrowedConnection handle = new BorrowedConnection(this);
        handles.add(handle);
        return handle;
    }

    /** Handles that the application closed a handle. */
    void closed(BorrowedConnection handle) {
        handles.remove(handle);
        Optional<String> lost = whyLost();
        if (lost.isPresent()) {
            reportLost(lost.get());
        } else {
            ConnectionEvent event = new ConnectionEvent(this, ConnectionEvent.CONNECTION_CLOSED);
            event.setConnectionHandle(handle);
            listeners.forEach(listener -> listener.connectionClosed(event));
        }
    }

    private Optional<String> whyLost() {
        if (stale) {
            return Optional.of(server + " no longer has the role of this connection");
        }
        if (connection.isBroken()) {
            return Optional.of("the connection to " + server + " was lost");
        }
        return connection.inUse()
                ? Optional.of("a pipeline, transaction or subscription was left open on the connection to " + server)
                : Optional.empty();
    }

    /** Notifies the container that it must destroy this connection. */
    void reportLost(String why) {
        ConnectionEvent event =
                new ConnectionEvent(this, ConnectionEvent.CONNECTION_ERROR_OCCURRED, new LostConnection(why));
        listeners.forEach(listener -> listener.connectionErrorOccurred(event));
    }

    @Override
    public void destroy() {
        factory.forget(this);
        cleanup();
        connection.destroy();
    }

    @Override
    public void cleanup() {
        idleSince = Ticker.SYSTEM.nanos();
        handles.forEach(BorrowedConnection::invalidate);
        handles.clear();
    }

    @Override
    public void associateConnection(Object handle) throws ResourceException {
        if (!(handle instanceof BorrowedConnection borrowed)) {
            throw new ResourceException("not a Rolegate connection: " + handle);
        }
        borrowed.moveTo(this);
        handles.add(borrowed);
    }

    void leave(BorrowedConnection handle) {
        handles.remove(handle);
    }

    @Override
    public void addConnectionEventListener(ConnectionEventListener listener) {
        listeners.add(listener);
    }

    @Override
    public void removeConnectionEventListener(ConnectionEventListener listener) {
        listeners.remove(listener);
    }

    @Override
    public XAResource getXAResource() throws ResourceException {
        throw new NotSupportedException("Redis does not support XA transactions");
    }

    @Override
    public LocalTransaction getLocalTransaction() throws ResourceException {
        throw new NotSupportedException("Redis does not support container transactions; use commands().multi()");
    }

    @Override
    public ManagedConnectionMetaData getMetaData() {
        return new ManagedConnectionMetaData() {
            @Override
            public String getEISProductName() {
                return "Redis";
            }

            @Override
            public String getEISProductVersion() {
                return "";
            }

            @Override
            public int getMaxConnections() {
                return 0;
            }

            @Override
            public String getUserName() {
                return "";
            }
        };
    }

    @Override
    public void setLogWriter(@Nullable PrintWriter writer) {
        log = writer;
    }

    @Override
    public @Nullable PrintWriter getLogWriter() {
        return log;
    }

    @Override
    public String toString() {
        return "connection to " + server + (stale ? " (stale)" : "");
    }
}
