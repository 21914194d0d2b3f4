package org.rolegate.core.record;

/**
 * One entry of a failover's time line.
 *
 * @param afterMillis when it was noticed, in milliseconds after the first doubt
 * @param who the server or Sentinel that it came from, or {@code rolegate} for a decision of this process
 * @param what happened, as a text
 */
public record TimelineEntry(long afterMillis, String who, String what) {}
