package org.rolegate.core.config;

import java.time.Duration;

/**
 * How clients wait while no server can take them.
 *
 * @param timeout how long at most; zero means that they are refused at once
 * @param sessions how many new ones of a frontend wait at most
 */
public record HoldSettings(Duration timeout, int sessions) {}
