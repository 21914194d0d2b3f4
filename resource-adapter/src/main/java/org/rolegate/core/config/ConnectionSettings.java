package org.rolegate.core.config;

/**
 * The settings for the connections of a frontend.
 *
 * @param retries how many further connections to a server are tried after one failed
 * @param redispatch whether they are tried to another server, if there is one
 * @param client the connections of its clients
 * @param server the connections to servers
 */
public record ConnectionSettings(int retries, boolean redispatch, TcpSettings client, TcpSettings server) {}
