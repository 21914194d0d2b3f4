package org.rolegate.core.session;

/**
 * What a frontend's settings say about the lives of its sessions. Immutable.
 *
 * @param holds whether clients wait while there is no server; else they are refused at once
 * @param answersUncertain whether clients hear of commands that nobody knows the outcome of; else they are cut
 * @param drains whether a server that lost its role may still answer what it was asked before: a replica that became
 *     too old may, of a former master no answer is worth having
 */
public record SessionRules(boolean holds, boolean answersUncertain, boolean drains) {}
