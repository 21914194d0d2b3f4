package org.rolegate.core.config;

import java.time.Duration;

/**
 * The limits for the age of a replica's data.
 *
 * @param maxLag how old its data may be, compared with the master
 * @param maxLagBytes by how many bytes of the replication stream it may be behind; 0 means any number
 * @param noReplica what happens when no replica is fresh enough
 */
public record FreshnessSettings(Duration maxLag, long maxLagBytes, NoReplica noReplica) {}
