package org.rolegate.net.probe;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

import org.rolegate.core.model.Endpoint;
import org.rolegate.core.model.Observation;
import org.rolegate.net.io.NetworkErrors;
import org.rolegate.resp.InfoText;
import org.rolegate.resp.RespValue;

/**
 * One Sentinel's answer, put together from the replies of one round.
 *
 * @see <a href="https://redis.io/docs/latest/operate/oss_and_stack/management/sentinel/">Sentinel API</a>
 */
record SentinelReply(RespValue address, RespValue master, RespValue info) {

    /** What a Sentinel knows of another one, or says of itself. */
    record Peer(String runId, Endpoint endpoint) {

        private static final Pattern RUN_ID = Pattern.compile("[0-9a-f]{40}");

        /** Returns nothing without a usable address and id. */
        static Optional<Peer> of(String runId, String ip, String port) {
            return RoleQuery.endpoint(ip, port)
                    .filter(endpoint -> RUN_ID.matcher(runId).matches())
                    .map(endpoint -> new Peer(runId, endpoint));
        }
    }

    /** While one of these flags stands, the master that is named may be about to change. */
    private static final Set<String> UNSETTLED = Set.of("s_down", "o_down", "failover_in_progress", "disconnected");

    /** Returns the observation, or what was wrong with the answer. */
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
        boolean settled =
                List.of(fields.getOrDefault("flags", "").split(",")).stream().noneMatch(UNSETTLED::contains);
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
                settled,
                tilt);
    }

    /** Reads {@code SENTINEL SENTINELS}; dead ones, and entries without a usable address or id, are left out. */
    static List<Peer> peers(RespValue reply) {
        List<Peer> peers = new ArrayList<>();
        for (RespValue entry : reply.items()) {
            Map<String, String> fields = entry.fields();
            boolean dead = fields.getOrDefault("flags", "").contains("s_down");
            Peer.of(fields.getOrDefault("runid", ""), fields.get("ip"), fields.get("port"))
                    .filter(peer -> !dead)
                    .ifPresent(peers::add);
        }
        return peers;
    }

    private static long number(String reported) {
        try {
            return reported == null ? -1 : Long.parseLong(reported);
        } catch (NumberFormatException notOne) {
            return -1;
        }
    }
}
