package org.rolegate.core.routing;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

import org.rolegate.core.config.WeightSettings;
import org.rolegate.core.model.Server;

/**
 * The weights of the servers of one pool, and the slow start of those that came to it.
 *
 * <p>{@link #update} is for the publisher of routing tables alone, before it publishes one; everything else is for any
 * thread. As with HAProxy there is no slow start while the proxy itself starts, which would make it a race who is
 * checked first: until there is a first master, servers come with their full weight.
 */
public final class Weights {

    /** A server's weight counts in full. */
    static final int FULL = 100;

    private final Map<String, Integer> configured;
    private final long slowStartNanos;
    private boolean settled;
    /** When the ready servers became so; kept only if there is a slow start. */
    private volatile Map<String, Long> since = Map.of();

    public Weights(WeightSettings settings) {
        this.configured = settings.weights();
        this.slowStartNanos = settings.slowStart().toNanos();
    }

    /**
     * Takes note of who is ready from now on.
     *
     * @param ready the servers that take new sessions
     * @param hasMaster every server was checked, and there is a master
     * @param now in ticker nanoseconds
     */
    public void update(List<Server> ready, boolean hasMaster, long now) {
        if (slowStartNanos == 0) {
            return;
        }
        long start = settled ? now : now - slowStartNanos;
        Map<String, Long> next = new HashMap<>();
        for (Server server : ready) {
            next.put(server.id(), since.getOrDefault(server.id(), start));
        }
        since = Map.copyOf(next);
        settled |= hasMaster;
    }

    /** Returns the weight a server was given, 0 to 256. */
    int configured(String server) {
        return configured.getOrDefault(server, WeightSettings.DEFAULT);
    }

    /** Returns how much of its weight counts: from 1 as the server comes to {@link #FULL} as its slow start ends. */
    int percent(String server, long now) {
        Long start = since.get(server);
        if (start == null) {
            return FULL;
        }
        // Another thread may have read the clock before the publisher did.
        long elapsed = Math.max(0, now - start);
        return elapsed >= slowStartNanos ? FULL : (int) (1 + (FULL - 1) * elapsed / slowStartNanos);
    }
}
