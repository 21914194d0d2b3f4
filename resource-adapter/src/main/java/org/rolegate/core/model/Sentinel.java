package org.rolegate.core.model;

/**
 * One Sentinel of a group.
 *
 * @param id its name in logs and MBeans, never an address
 * @param endpoint the address it listens on
 * @param configured true if it is in the configuration, false if another Sentinel reported it
 */
public record Sentinel(String id, Endpoint endpoint, boolean configured) {}
