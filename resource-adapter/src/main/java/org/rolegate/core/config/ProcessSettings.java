package org.rolegate.core.config;

/**
 * What concerns the whole process.
 *
 * @param eventLoops how many event loops relay bytes; 0 means one per processor
 * @param transport how sockets are driven
 */
public record ProcessSettings(int eventLoops, TransportChoice transport) {}
