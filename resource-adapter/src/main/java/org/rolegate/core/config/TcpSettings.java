package org.rolegate.core.config;

import java.time.Duration;

/**
 * The kernel's settings for the connections of one side, with HAProxy's names; zero means the default of the kernel.
 *
 * @param keepAlive whether the kernel sends keep-alive probes on an idle connection
 * @param idle the idle time before the first probe, in whole seconds
 * @param interval the time from one unanswered probe to the next, in whole seconds
 * @param count how many unanswered probes break the connection
 * @param userTimeout how long sent bytes may stay unacknowledged before the connection breaks
 */
public record TcpSettings(boolean keepAlive, Duration idle, Duration interval, int count, Duration userTimeout) {}
