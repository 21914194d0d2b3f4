package org.rolegate.core.config;

import java.time.Duration;

/**
 * How the kernel watches over one side's connections, in HAProxy's words; zero leaves it to the kernel's own settings.
 *
 * @param keepAlive whether a silent connection is asked now and then whether its other end is still there
 * @param idle the silence before the first such question, in whole seconds
 * @param interval the time from one unanswered question to the next, in whole seconds
 * @param count how many unanswered questions break the connection
 * @param userTimeout how long sent bytes may stay unacknowledged before the connection breaks
 */
public record TcpSettings(boolean keepAlive, Duration idle, Duration interval, int count, Duration userTimeout) {}
