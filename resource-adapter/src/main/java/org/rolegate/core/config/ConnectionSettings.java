package org.rolegate.core.config;

/**
 * How a frontend's connections are made and kept.
 *
 * @param retries how many further connections to a server are tried after one failed
 * @param redispatch whether they are tried to another server, where there is one
 * @param client the connections of its clients
 * @param server the connections to servers
 */
public record ConnectionSettings(int retries, boolean redispatch, TcpSettings client, TcpSettings server) {}
