package org.rolegate.core.routing;

import java.util.ArrayList;
import java.util.List;
import java.util.function.ToIntFunction;

import org.rolegate.core.model.Server;

/**
 * The servers a balance chooses from for one client at one moment, in the order of the configuration.
 *
 * <p>A server of weight 0 is among them only while every server is of weight 0; then all weigh the same. So it gets
 * nothing as long as another can serve, and the master is served whatever it weighs.
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
     * Weighs the servers.
     *
     * @param ready at least one
     * @param weights those of the pool
     * @param sessions how many are open on a server, by its id
     * @param client the bytes of the client's address
     * @param now in ticker nanoseconds
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

    /** Returns how many there are, at least one. */
    int size() {
        return servers.size();
    }

    Server server(int place) {
        return servers.get(place);
    }

    /** Returns what counts of the server's weight by now, in hundredths, at least 1. */
    int weight(int place) {
        return weights[place];
    }

    /** Counts the sessions now open on the server; two readings may differ. */
    int sessions(int place) {
        return sessions.applyAsInt(servers.get(place).id());
    }

    /** Returns the bytes of the client's address, not to be changed. */
    byte[] client() {
        return client;
    }

    /** Returns the candidates at the given places only. */
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
