package org.rolegate.core.config;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** The reader of the weights of a group's servers. */
final class WeightsReader {

    private static final int MOST = 256;
    private static final String EXPECTED = "a list of id=weight, each weight from 0 to " + MOST;
    private static final Pattern NUMBER = Pattern.compile("[0-9]{1,9}");
    private static final Duration LONGEST_SLOWSTART = Duration.ofHours(1);

    private final Values values;
    private final String id;
    private final Set<String> servers;

    WeightsReader(Values values, String id, Set<String> servers) {
        this.values = values;
        this.id = id;
        this.servers = servers;
    }

    WeightSettings read() {
        return new WeightSettings(
                weights(),
                values.number(Key.SERVER_MAXCONN, id, 0, FrontendReader.MOST_CONNECTIONS),
                values.durationOrOff(Key.SLOWSTART, id, LONGEST_SLOWSTART));
    }

    private Map<String, Integer> weights() {
        Map<String, Integer> weights = new HashMap<>();
        if (values.text(Key.WEIGHTS, id).isEmpty()) {
            return weights;
        }
        int position = 0;
        for (String entry : values.entries(Key.WEIGHTS, id, EXPECTED)) {
            position++;
            int equals = entry.indexOf('=');
            String server = entry.substring(0, Math.max(0, equals)).strip();
            Optional<Integer> weight = weight(entry.substring(equals + 1).strip());
            if (equals < 0) {
                problem(position, "is not id=weight", EXPECTED);
                continue;
            }
            if (!servers.contains(server)) {
                problem(position, "'" + server + "' is not a server of the group", oneOfTheServers());
            }
            if (weight.isEmpty()) {
                problem(position, "the weight is not a whole number from 0 to " + MOST, EXPECTED);
            } else if (weights.putIfAbsent(server, weight.get()) != null) {
                problem(position, "'" + server + "' already has a weight", "each server once");
            }
        }
        return weights;
    }

    private static Optional<Integer> weight(String text) {
        return Optional.of(text)
                .filter(number -> NUMBER.matcher(number).matches())
                .map(Integer::valueOf)
                .filter(weight -> weight <= MOST);
    }

    private String oneOfTheServers() {
        return servers.isEmpty()
                ? "a server in " + Key.SERVERS.of(id)
                : "one of the ids in " + Key.SERVERS.of(id) + ": " + String.join(", ", servers);
    }

    private void problem(int position, String wrong, String expected) {
        values.problem(Key.WEIGHTS, id, "entry " + position + ": " + wrong, expected);
    }
}
