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
        List<Server> heavy = new ArrayList<>(ready.size());
        for (Server server : ready) {
            if (weights.configured(server.id()) > 0) {
                heavy.add(server);
            }
        }
        List<Server> servers = heavy.isEmpty() ? ready : heavy;
        int[] effective = new int[servers.size()];
        for (int place = 0; place < effective.length; place++) {
            String id = servers.get(place).id();
            effective[place] = Math.max(1, weights.configured(id)) * weights.percent(id, now);
        }
        return new Candidates(servers, effective, sessions, client);
    }

    /** Returns the number of candidates, at least one. */
    int size() {
        return servers.size();
    }

    Server server(int place) {
        return servers.get(place);
    }

    /** Returns the effective weight of the server in hundredths, at least 1; it is reduced during a slow start. */
    int weight(int place) {
        return weights[place];
    }

    /** Returns the number of sessions that are open on the server now; two calls may return different numbers. */
    int sessions(int place) {
        return sessions.applyAsInt(servers.get(place).id());
    }

    /** Returns the bytes of the client's address; the caller must not modify them. */
    byte[] client() {
        return client;
    }

    /** Returns only the candidates at the given indexes. */
    Candidates only(int[] places) {
        List<Server> some = new ArrayList<>(places.length);
        int[] theirs = new int[places.length];
        for (int i = 0; i < places.length; i++) {
            some.add(servers.get(places[i]));
            theirs[i] = weights[places[i]];
        }
        return new Candidates(some, theirs, sessions, client);
    }
}
