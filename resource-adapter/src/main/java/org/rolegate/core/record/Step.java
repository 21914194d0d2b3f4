package org.rolegate.core.record;

/**
 * Something that happened, before it is known to which record it belongs.
 *
 * @param doubt it may be how a failover begins; the others are worth noting only in the midst of one
 */
record Step(long nanos, long epochMillis, String who, String what, boolean doubt) {}
