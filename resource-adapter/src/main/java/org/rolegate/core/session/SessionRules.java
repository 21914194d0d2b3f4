package org.rolegate.core.session;

/**
 * The settings of a frontend that the lives of its sessions depend on. Immutable.
 *
 * @param holds whether clients are held while there is no server; else they are refused at once
 * @param answersUncertain whether outstanding requests with an unknown outcome are answered with {@code -UNCERTAIN}; else the
 *     session is closed
 * @param drains whether a server that lost its role may still answer the outstanding requests: true for a replica that became
 *     too old, false for a former master
 */
public record SessionRules(boolean holds, boolean answersUncertain, boolean drains) {}
