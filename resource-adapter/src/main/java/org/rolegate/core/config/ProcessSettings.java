package org.rolegate.core.config;

/**
 * The settings of the whole process.
 *
 * @param eventLoops how many event loops relay bytes; 0 means one per processor
 * @param maxconn the most client connections at once; 0 means no limit
 * @param transport how sockets are driven
 */
public record ProcessSettings(int eventLoops, int maxconn, TransportChoice transport) {}
