package org.rolegate.core.config;

import java.time.Duration;

/**
 * The settings for the checks of the servers of a group, with HAProxy's names.
 *
 * @param inter the time from one probe to the next
 * @param fastInter the same while something is changing; not longer than {@code inter}
 * @param timeout how long a reply may take
 * @param rise how many successful checks bring a server up
 * @param fall how many failed checks take it down
 */
public record CheckSettings(Duration inter, Duration fastInter, Duration timeout, int rise, int fall) {}
