package org.rolegate.core.config;

/**
 * What concerns the whole process.
 *
 * @param eventLoops how many event loops relay bytes; 0 means one per processor
 * @param maxconn how many connections of clients there may be at once; 0 means any number
 * @param transport how sockets are driven
 */
public record ProcessSettings(int eventLoops, int maxconn, TransportChoice transport) {}
