package org.rolegate.core.routing;

import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import org.rolegate.core.config.WeightSettings;
import org.rolegate.core.model.Endpoint;
import org.rolegate.core.model.Server;

/** Servers with their weights and open sessions, among which a balance is to choose. */
final class Field {

    static final byte[] SOMEBODY = {10, 0, 0, 1};

    final Map<String, Integer> sessions = new HashMap<>();
    private final Map<String, Integer> weights;

    private Field(Map<String, Integer> weights) {
        this.weights = weights;
    }

    /** Servers a, b, c, ... of these weights. */
    static Field of(int... weights) {
        Map<String, Integer> byId = new LinkedHashMap<>();
        for (int weight : weights) {
            byId.put(String.valueOf((char) ('a' + byId.size())), weight);
        }
        return new Field(byId);
    }

    Field open(int... open) {
        int place = 0;
        for (String id : weights.keySet()) {
            sessions.put(id, open[place++]);
        }
        return this;
    }

    Field without(String id) {
        Map<String, Integer> left = new LinkedHashMap<>(weights);
        left.remove(id);
        return new Field(left);
    }

    List<String> ids() {
        return List.copyOf(weights.keySet());
    }

    int weight(String id) {
        return weights.get(id);
    }

    double load(String id) {
        return (double) sessions.getOrDefault(id, 0) / weight(id);
    }

    Candidates candidates(byte... client) {
        return Candidates.of(
                servers(ids()),
                new Weights(new WeightSettings(weights, 0, Duration.ZERO)),
                id -> sessions.getOrDefault(id, 0),
                client,
                0);
    }

    String pick(Balance balance) {
        return balance.pick(candidates(SOMEBODY)).id();
    }

    /** The ids of that many picks, one letter each. */
    String picks(Balance balance, int count) {
        StringBuilder picks = new StringBuilder();
        for (int i = 0; i < count; i++) {
            picks.append(pick(balance));
        }
        return picks.toString();
    }

    /** How often each server is picked. */
    Map<String, Integer> tally(Balance balance, int count) {
        Map<String, Integer> tally = new TreeMap<>();
        picks(balance, count).chars().forEach(id -> tally.merge(Character.toString(id), 1, Integer::sum));
        return tally;
    }

    static List<Server> servers(String... ids) {
        return servers(Arrays.asList(ids));
    }

    private static List<Server> servers(List<String> ids) {
        return ids.stream().map(id -> new Server(id, new Endpoint(id, 6379))).toList();
    }
}
