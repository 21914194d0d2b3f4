package org.rolegate.core.model;

/**
 * One Sentinel of a group.
 *
 * @param id its name for people and MBeans, never an address
 * @param endpoint where it listens
 * @param configured true if the configuration names it, false if another Sentinel did
 */
public record Sentinel(String id, Endpoint endpoint, boolean configured) {}
