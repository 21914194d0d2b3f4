package org.rolegate.core.routing;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

import org.rolegate.core.config.WeightSettings;
import org.rolegate.core.model.Server;

/**
 * The weights of the servers of one pool, with the slow start of servers that were added.
 *
 * <p>Only the publisher of routing tables calls {@link #update}, before it publishes one; any thread may call the
 * others. As in HAProxy, there is no slow start while the proxy itself starts, since the order of the first checks
 * would decide. Until there is a first master, servers are added with their full weight.
 */
public final class Weights {

    /** The percentage of a server without slow start. */
    static final int FULL = 100;

    private final Map<String, Integer> configured;
    private final long slowStartNanos;
    private boolean masterSeen;
    /** The times at which the ready servers became ready; recorded only if there is a slow start. */
    private volatile Map<String, Long> readySince = Map.of();

    public Weights(WeightSettings settings) {
        this.configured = settings.weights();
        this.slowStartNanos = settings.slowStart().toNanos();
    }

    /**
     * Updates the set of servers that are ready.
     *
     * @param ready the servers that take new sessions
     * @param hasMaster true if every server was checked and there is a master
     * @param now the current time in ticker nanoseconds
     */
    public void update(List<Server> ready, boolean hasMaster, long now) {
        if (slowStartNanos == 0) {
            return;
        }
        long start = masterSeen ? now : now - slowStartNanos;
        Map<String, Long> next = new HashMap<>();
        for (Server server : ready) {
            next.put(server.id(), readySince.getOrDefault(server.id(), start));
        }
        readySince = Map.copyOf(next);
        masterSeen |= hasMaster;
    }

    /** Returns the configured weight of a server, 0 to 256. */
    int configured(String server) {
        return configured.getOrDefault(server, WeightSettings.DEFAULT);
    }

    /**
     * Returns the effective percentage of its weight: from 1 when it is added to {@link #FULL} after the slow start.
     */
    int percent(String server, long now) {
        Long start = readySince.get(server);
        if (start == null) {
            return FULL;
        }
        // This thread may have read the clock before the publisher did.
        long elapsed = Math.max(0, now - start);
        return elapsed >= slowStartNanos ? FULL : (int) (1 + (FULL - 1) * elapsed / slowStartNanos);
    }
}
