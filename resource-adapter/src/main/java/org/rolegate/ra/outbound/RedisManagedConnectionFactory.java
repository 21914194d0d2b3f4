package org.rolegate.ra.outbound;

import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

import javax.security.auth.Subject;

import jakarta.resource.NotSupportedException;
import jakarta.resource.ResourceException;
import jakarta.resource.spi.ConnectionManager;
import jakarta.resource.spi.ConnectionRequestInfo;
import jakarta.resource.spi.InvalidPropertyException;
import jakarta.resource.spi.ManagedConnection;
import jakarta.resource.spi.ManagedConnectionFactory;
import jakarta.resource.spi.ResourceAdapter;
import jakarta.resource.spi.ResourceAdapterAssociation;
import jakarta.resource.spi.ResourceAllocationException;

import org.jspecify.annotations.Nullable;
import redis.clients.jedis.DefaultJedisClientConfig;
import redis.clients.jedis.HostAndPort;
import redis.clients.jedis.JedisClientConfig;
import redis.clients.jedis.exceptions.JedisConnectionException;
import redis.clients.jedis.exceptions.JedisException;

import org.rolegate.core.config.BalanceKind;
import org.rolegate.core.config.Credentials;
import org.rolegate.core.config.TargetRole;
import org.rolegate.core.model.Fence;
import org.rolegate.core.model.Replication;
import org.rolegate.core.model.Server;
import org.rolegate.core.model.ServerView;
import org.rolegate.core.model.TopologyChange;
import org.rolegate.core.model.TopologyListener;
import org.rolegate.core.routing.Balance;
import org.rolegate.core.routing.Decision;
import org.rolegate.core.time.Ticker;
import org.rolegate.log.RolegateLog;
import org.rolegate.ra.RolegateResourceAdapter;
import org.rolegate.runtime.Group;
import org.rolegate.runtime.Proxy;

/**
 * The factory of pooled connections to the servers of one role; it destroys them as soon as their server loses the role.
 *
 * <p>The race that is closed here: a connection is made by an old routing table while the table changes. It is registered
 * first and checked against the table afterwards, and the listener reads the register after the table was published.
 */
public class RedisManagedConnectionFactory
        implements ManagedConnectionFactory, ResourceAdapterAssociation, TopologyListener {

    private static final long serialVersionUID = 1;
    private static final int TIMEOUT_MILLIS = 2000;
    private static final int ATTEMPTS = 3;
    private static final long LONGEST_FENCE_NANOS = TimeUnit.SECONDS.toNanos(15);
    private static final long POLL_NANOS = TimeUnit.MILLISECONDS.toNanos(1);
    private static final byte[] NO_CLIENT = {};

    private String role = "master";
    private String group = "";
    private transient @Nullable RolegateResourceAdapter adapter;
    private transient @Nullable PrintWriter log;
    private final transient Balance balance = Balance.of(BalanceKind.ROUNDROBIN);
    private final transient Set<RedisManagedConnection> live = ConcurrentHashMap.newKeySet();
    private transient volatile @Nullable Group source;

    @Override
    public Object createConnectionFactory(ConnectionManager pool) throws ResourceException {
        check();
        return new PooledConnectionFactory(this, pool);
    }

    @Override
    public Object createConnectionFactory() throws ResourceException {
        throw new NotSupportedException("Rolegate's connection factories work inside an application server only");
    }

    /** Checks the role when the pool is created, and not when it is first used. */
    private void check() throws InvalidPropertyException {
        try {
            target();
        } catch (IllegalArgumentException unknown) {
            throw new InvalidPropertyException(
                    "connection factory property role: '" + role + "' is unknown, expected master, replicas or any",
                    unknown);
        }
    }

    TargetRole target() {
        return TargetRole.valueOf(role.trim().toUpperCase(Locale.ROOT));
    }

    @Override
    public ManagedConnection createManagedConnection(@Nullable Subject subject, @Nullable ConnectionRequestInfo info)
            throws ResourceException {
        Group from = source();
        long since = Ticker.SYSTEM.nanos();
        for (int attempt = 1; ; attempt++) {
            Decision decision =
                    from.routes().decide(target(), ready -> balance.pick(from.candidates(target(), ready, NO_CLIENT)));
            if (decision instanceof Decision.Refuse refusal) {
                throw new ResourceAllocationException(refusal.reason());
            }
            if (decision instanceof Decision.Wait wait) {
                // A fence is short, and worth waiting for; without a master the caller's thread is better used
                // elsewhere.
                if (from.topology().fence().isEmpty() || Ticker.SYSTEM.nanos() - since > LONGEST_FENCE_NANOS) {
                    throw new ResourceAllocationException(wait.reason());
                }
                LockSupport.parkNanos(POLL_NANOS);
                attempt--;
                continue;
            }
            Server server = ((Decision.Route) decision).server();
            RedisManagedConnection made;
            try {
                made = new RedisManagedConnection(this, server.id(), runId(from, server.id()), connect(server, from));
            } catch (JedisException failed) {
                from.suspect();
                if (attempt < ATTEMPTS) {
                    continue;
                }
                // Without the cause: the reply of a server to a failed AUTH may repeat the password.
                throw new ResourceAllocationException("cannot connect to " + server.id() + " (" + server.endpoint()
                        + ") in " + attempt + " attempts: " + why(failed));
            }
            live.add(made);
            if (mayStay(from, made)) {
                return made;
            }
            made.destroy();
        }
    }

    private static String why(JedisException failed) {
        return failed instanceof JedisConnectionException
                ? String.valueOf(failed.getMessage())
                : "the login was refused";
    }

    private static String runId(Group from, String server) {
        return from.topology()
                .server(server)
                .flatMap(ServerView::reported)
                .map(Replication::runId)
                .orElse("");
    }

    private static PhysicalConnection connect(Server server, Group from) {
        Credentials credentials = from.settings().credentials();
        DefaultJedisClientConfig.Builder config = DefaultJedisClientConfig.builder()
                .resp2()
                .connectionTimeoutMillis(TIMEOUT_MILLIS)
                .socketTimeoutMillis(TIMEOUT_MILLIS);
        credentials.user().ifPresent(config::user);
        credentials.password().ifPresent(secret -> config.password(secret.reveal()));
        JedisClientConfig built = config.build();
        return new PhysicalConnection(
                new HostAndPort(server.endpoint().host(), server.endpoint().port()), built);
    }

    @Override
    @SuppressWarnings("rawtypes") // as the interface has it
    public @Nullable ManagedConnection matchManagedConnections(
            Set pooled, @Nullable Subject subject, @Nullable ConnectionRequestInfo info) {
        for (Object candidate : pooled) {
            if (candidate instanceof RedisManagedConnection mine && live.contains(mine) && mine.lendable()) {
                return mine;
            }
        }
        return null;
    }

    /** Marks connections to servers that lost the role, at once; the pool is notified on another thread. */
    @Override
    public void changed(TopologyChange change) {
        Group from = sourceInUse();
        List<RedisManagedConnection> stale = live.stream()
                .filter(connection -> connection.usable() && !mayStay(from, connection))
                .toList();
        stale.forEach(RedisManagedConnection::markStale);
        if (!stale.isEmpty()) {
            try {
                from.workers().execute(() -> stale.forEach(this::reportStale));
            } catch (RejectedExecutionException busy) {
                // They are marked: the pool notices it when it matches them.
                RolegateLog.LOG.staleNotReported(stale.get(0).server(), busy);
            }
        }
    }

    private void reportStale(RedisManagedConnection connection) {
        if (!live.contains(connection)) {
            // The pool destroyed it together with the one before.
            return;
        }
        try {
            connection.reportLost(connection.server() + " left the pool of role " + target().keyword());
        } catch (RuntimeException refused) {
            RolegateLog.LOG.staleNotReported(connection.server(), refused);
        }
    }

    private boolean mayStay(Group from, RedisManagedConnection connection) {
        return from.routes().pool(target()).mayStay().contains(connection.server())
                && !connection.madeBefore(runId(from, connection.server()));
    }

    private synchronized Group source() throws ResourceException {
        Proxy proxy = Objects.requireNonNull(adapter, "the container has not set the resource adapter")
                .proxy();
        Group wanted = group.isBlank()
                ? proxy.firstGroup()
                : proxy.group(group)
                        .orElseThrow(() -> new InvalidPropertyException(
                                "connection factory property group: there is no group '" + group + "'"));
        if (source != wanted) {
            source = wanted;
            wanted.listen(this);
        }
        return wanted;
    }

    /** Returns the group of the connections that were made; there is one as soon as there are connections. */
    private Group sourceInUse() {
        return Objects.requireNonNull(source, "no connection was requested yet");
    }

    void awaitPermission(RedisManagedConnection connection) {
        Group from = sourceInUse();
        long since = Ticker.SYSTEM.nanos();
        while (connection.usable() && !from.lease(target()).permits(connection.server())) {
            if (Ticker.SYSTEM.nanos() - since > LONGEST_FENCE_NANOS) {
                throw new JedisConnectionException("held for " + LONGEST_FENCE_NANOS / 1_000_000_000 + " s: "
                        + from.topology()
                                .fence()
                                .map(Fence::reason)
                                .orElse(from.topology().verdict().reason()));
            }
            LockSupport.parkNanos(POLL_NANOS);
        }
        if (!connection.usable()) {
            throw new JedisConnectionException(connection.server()
                    + " no longer has the role of this connection, or the connection was lost; borrow another one");
        }
    }

    void suspect(String server) {
        try {
            sourceInUse().suspect();
        } catch (RejectedExecutionException stopped) {
            // The group is stopped, and the caller has its own error to report.
            return;
        }
    }

    void forget(RedisManagedConnection connection) {
        live.remove(connection);
    }

    public String getRole() {
        return role;
    }

    public void setRole(String role) {
        this.role = role;
    }

    public String getGroup() {
        return group;
    }

    public void setGroup(String group) {
        this.group = group;
    }

    @Override
    public void setResourceAdapter(ResourceAdapter adapter) {
        this.adapter = (RolegateResourceAdapter) adapter;
    }

    @Override
    public @Nullable ResourceAdapter getResourceAdapter() {
        return adapter;
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
    public boolean equals(Object other) {
        return this == other
                || other instanceof RedisManagedConnectionFactory that
                        && role.equals(that.role)
                        && group.equals(that.group)
                        && Objects.equals(adapter, that.adapter);
    }

    @Override
    public int hashCode() {
        return Objects.hash(role, group);
    }

    @Override
    public String toString() {
        return "RedisManagedConnectionFactory[role=" + role + ", group=" + group + "]";
    }
}
