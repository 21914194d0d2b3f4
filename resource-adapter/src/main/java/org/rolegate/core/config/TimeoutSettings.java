package org.rolegate.core.config;

import java.time.Duration;

/**
 * The timeouts of a session, with HAProxy's names; zero means no timeout.
 *
 * @param connect how long connecting to a server may take; never zero
 * @param queue how long a client waits for a server that has as many sessions as it may; never zero
 * @param firstByte how long a client may take to send its first byte
 * @param client how long a client may send nothing
 * @param server how long a server may send nothing
 * @param tunnel how long both may send nothing; replaces the two before once a server is connected
 * @param clientFin how long a client may stay open once its server has half-closed; never zero
 * @param serverFin how long a server may send nothing once its client has half-closed
 */
public record TimeoutSettings(
        Duration connect,
        Duration queue,
        Duration firstByte,
        Duration client,
        Duration server,
        Duration tunnel,
        Duration clientFin,
        Duration serverFin) {}
