package org.rolegate.core.record;

/**
 * A time line entry before it is known to which record it belongs.
 *
 * @param nanos when it was noticed, in ticker nanoseconds
 * @param epochMillis the same on the wall clock
 * @param who the server or Sentinel that it came from, or {@link TimelineSteps#HERE}
 * @param what happened, as a text
 * @param doubt true if a failover may begin with it; the others are kept only while a record is open
 */
record TimelineStep(long nanos, long epochMillis, String who, String what, boolean doubt) {}
