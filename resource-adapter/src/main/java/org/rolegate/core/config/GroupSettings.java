package org.rolegate.core.config;

import java.util.List;

import org.rolegate.core.model.Endpoint;
import org.rolegate.core.model.Server;

/**
 * The settings of one group: its servers, its Sentinels, and the credentials for both.
 *
 * @param id the group's name in keys, ObjectNames and logs
 * @param servers the nodes, at least one
 * @param sentinels the Sentinels to start from; others are discovered through them
 * @param masterName the name of the master in the Sentinels
 * @param credentials the credentials for the servers
 * @param sentinelCredentials the credentials for the Sentinels
 * @param check how the servers are probed
 * @param freshness how old a replica's data may be
 * @param safety the settings that trade availability for safety
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
