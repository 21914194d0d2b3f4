package org.rolegate.core.config;

import java.time.Duration;

/**
 * How the servers of a group are probed, in HAProxy's words.
 *
 * @param inter the time from one probe to the next
 * @param fastInter the same while something is changing; not longer than {@code inter}
 * @param timeout how long an answer may take
 * @param rise how many good answers bring a server up
 * @param fall how many bad ones take it down
 */
public record CheckSettings(Duration inter, Duration fastInter, Duration timeout, int rise, int fall) {}
