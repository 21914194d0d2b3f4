package org.rolegate.core.config;

import java.time.Duration;

/**
 * The limits for held clients.
 *
 * @param timeout the longest hold; zero means that clients are refused at once
 * @param sessions the most new clients of a frontend that are held at once
 */
public record HoldSettings(Duration timeout, int sessions) {}
