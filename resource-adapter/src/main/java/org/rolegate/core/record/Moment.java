package org.rolegate.core.record;

/**
 * One point of a failover's time line.
 *
 * @param afterMillis how long after the first doubt it was noticed
 * @param who the server or Sentinel that said so, or {@code rolegate} for what was decided here
 * @param what happened, in words
 */
public record Moment(long afterMillis, String who, String what) {}
