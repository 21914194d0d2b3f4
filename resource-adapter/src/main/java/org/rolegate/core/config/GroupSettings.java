package org.rolegate.core.config;

import java.util.List;

import org.rolegate.core.model.Endpoint;
import org.rolegate.core.model.Server;

/**
 * One replicated data set: its servers, its Sentinels and how to speak to both.
 *
 * @param id the group's name in keys, ObjectNames and logs
 * @param servers the nodes, at least one
 * @param sentinels the Sentinels to start from; others are discovered through them
 * @param masterName the name the Sentinels know the master by
 * @param credentials what the servers ask for
 * @param sentinelCredentials what the Sentinels ask for
 * @param check how the servers are probed
 * @param freshness how old a replica's data may be
 * @param safety where safety is bought with availability
 * @param weights how sessions are shared out among the servers
 */
public record GroupSettings(
        String id,
        List<Server> servers,
        List<Endpoint> sentinels,
        String masterName,
        Credentials credentials,
        Credentials sentinelCredentials,
        CheckSettings check,
        FreshnessSettings freshness,
        SafetySettings safety,
        WeightSettings weights) {

    /** Keeps unmodifiable copies of the lists. */
    public GroupSettings {
        servers = List.copyOf(servers);
        sentinels = List.copyOf(sentinels);
    }
}
