package org.rolegate.core.config;

import java.time.Duration;

/**
 * How old a replica's data may be.
 *
 * @param maxLag how long ago the master may have had what the replica has now
 * @param maxLagBytes how many bytes of the replication stream it may lack; 0 means any number
 * @param noReplica what happens when no replica is fresh enough
 */
public record FreshnessSettings(Duration maxLag, long maxLagBytes, NoReplica noReplica) {}
