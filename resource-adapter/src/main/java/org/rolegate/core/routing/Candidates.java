package org.rolegate.core.routing;

import java.util.ArrayList;
import java.util.List;
import java.util.function.ToIntFunction;

import org.rolegate.core.model.Server;

/**
 * The servers that a balance chooses from for one client at one moment, in the order of the configuration.
 *
 * <p>Servers of weight 0 are included only if all servers have weight 0; then all have the same weight. So a server of
 * weight 0 gets no session while another one can serve, and the master gets sessions whatever its weight is.
 */
public final class Candidates {

    private final List<Server> servers;
    private final int[] weights;
    private final ToIntFunction<String> sessions;
    private final byte[] client;

    private Candidates(List<Server> servers, int[] weights, ToIntFunction<String> sessions, byte[] client) {
        this.servers = servers;
        this.weights = weights;
        this.sessions = sessions;
        this.client = client;
    }

    /**
     * Creates the candidates with their effective weights.
     *
     * @param ready the servers that take sessions, at least one
     * @param weights the weights of the pool
     * @param sessions returns the number of open sessions of a server by its id
     * @param client the bytes of the client's address
     * @param now the current time in ticker nanoseconds
     */
    public static Candidates of(
            List<Server> ready, Weights weights, ToIntFunction<String> sessions, byte[] client, long now) {
        List<Server> weighted = new ArrayList<>(ready.size());
        for (Server server : ready) {
            if (weights.configured(server.id()) > 0) {
                weighted.add(server);
            }
        }
        List<Server> servers = weighted.isEmpty() ? ready : weighted;
        int[] effective = new int[servers.size()];
        for (int index = 0; index < effective.length; index++) {
            String id = servers.get(index).id();
            effective[index] = Math.max(1, weights.configured(id)) * weights.percent(id, now);
        }
        return new Candidates(servers, effective, sessions, client);
    }

    /** Returns the number of candidates, at least one. */
    int size() {
        return servers.size();
    }

    Server server(int index) {
        return servers.get(index);
    }

    /** Returns the effective weight of the server in hundredths, at least 1; it is reduced during a slow start. */
    int weight(int index) {
        return weights[index];
    }

    /** Returns the number of sessions that are open on the server now; two calls may return different numbers. */
    int sessions(int index) {
        return sessions.applyAsInt(servers.get(index).id());
    }

    /** Returns the bytes of the client's address; the caller must not modify them. */
    byte[] client() {
        return client;
    }

    /** Returns only the candidates at the given indexes. */
    Candidates only(int[] indexes) {
        List<Server> selected = new ArrayList<>(indexes.length);
        int[] selectedWeights = new int[indexes.length];
        for (int i = 0; i < indexes.length; i++) {
            selected.add(servers.get(indexes[i]));
            selectedWeights[i] = weights[indexes[i]];
        }
        return new Candidates(selected, selectedWeights, sessions, client);
    }
}
