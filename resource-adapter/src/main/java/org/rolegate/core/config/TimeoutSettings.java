package org.rolegate.core.config;

import java.time.Duration;

/**
 * How long a session may stand still, in HAProxy's words; zero means for ever.
 *
 * @param connect how long connecting to a server may take; never zero
 * @param queue how long a client waits for a server that has as many sessions as it may; never zero
 * @param firstByte how long a client may take to say its first word
 * @param client how long a client may say nothing
 * @param server how long a server may say nothing
 * @param tunnel how long both may say nothing at once; in place of the two before once a server is connected
 * @param clientFin how long a client may go without reading on once its server has finished; never zero
 * @param serverFin how long a server may say nothing once its client has finished
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
