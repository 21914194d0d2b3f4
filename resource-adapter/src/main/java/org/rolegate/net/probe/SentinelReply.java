package org.rolegate.net.probe;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;

import org.rolegate.core.model.Endpoint;
import org.rolegate.core.model.Observation;
import org.rolegate.net.io.NetworkErrors;
import org.rolegate.resp.InfoText;
import org.rolegate.resp.RespValue;

/**
 * The replies of one Sentinel to the commands of one poll.
 *
 * @see <a href="https://redis.io/docs/latest/operate/oss_and_stack/management/sentinel/">Sentinel API</a>
 */
record SentinelReply(RespValue address, RespValue master, RespValue info) {

    /** Another Sentinel, as a Sentinel reports it. */
    record Peer(String runId, Endpoint endpoint) {

        private static final Pattern RUN_ID = Pattern.compile("[0-9a-f]{40}");

        /** Returns empty without a valid address and run id. */
        static Optional<Peer> of(String runId, @Nullable String ip, @Nullable String port) {
            return RoleQuery.endpoint(ip, port)
                    .filter(endpoint -> RUN_ID.matcher(runId).matches())
                    .map(endpoint -> new Peer(runId, endpoint));
        }
    }

    /** The flags of a master that may be about to change. */
    private static final Set<String> UNSTABLE = Set.of("s_down", "o_down", "failover_in_progress", "disconnected");

    /** Returns the observation, which is a failure if the replies are errors or name no master. */
    Observation toObservation(String sentinel, long askedAt, long now, String masterName) {
        Optional<String> error = address.error().or(master::error).map(RespValue.ErrorReply::message);
        if (error.isPresent()) {
            return new Observation.SentinelFailed(sentinel, askedAt, now, NetworkErrors.oneLine(error.get()));
        }
        List<RespValue> named = address.items();
        Optional<Endpoint> endpoint = named.size() == 2
                ? RoleQuery.endpoint(
                        named.get(0).text().orElse(null), named.get(1).text().orElse(null))
                : Optional.empty();
        if (endpoint.isEmpty()) {
            return new Observation.SentinelFailed(
                    sentinel, askedAt, now, "it does not monitor a master named " + masterName);
        }
        Map<String, String> fields = master.fields();
        boolean stable =
                List.of(fields.getOrDefault("flags", "").split(",")).stream().noneMatch(UNSTABLE::contains);
        boolean tilt = info.text()
                .map(InfoText::parse)
                .map(lines -> "1".equals(lines.get("sentinel_tilt")))
                .orElse(false);
        return new Observation.SentinelAnswered(
                sentinel,
                askedAt,
                now,
                endpoint.get(),
                number(fields.get("config-epoch")),
                (int) Math.max(0, number(fields.get("num-other-sentinels"))),
                stable,
                tilt);
    }

    /**
     * Parses the reply to {@code SENTINEL SENTINELS}. Leaves out Sentinels that are down, and those without a valid
     * address or run id.
     */
    static List<Peer> peers(RespValue reply) {
        List<Peer> peers = new ArrayList<>();
        for (RespValue entry : reply.items()) {
            Map<String, String> fields = entry.fields();
            boolean down = fields.getOrDefault("flags", "").contains("s_down");
            Peer.of(fields.getOrDefault("runid", ""), fields.get("ip"), fields.get("port"))
                    .filter(peer -> !down)
                    .ifPresent(peers::add);
        }
        return peers;
    }

    private static long number(@Nullable String reported) {
        try {
            return reported == null ? -1 : Long.parseLong(reported);
        } catch (NumberFormatException notANumber) {
            return -1;
        }
    }
}
