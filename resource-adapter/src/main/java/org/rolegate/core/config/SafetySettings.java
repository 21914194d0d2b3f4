package org.rolegate.core.config;

import java.time.Duration;

/**
 * The settings that trade availability for safety.
 *
 * @param isolation the time without a connected replica after which a master counts as isolated; zero means never
 * @param restartedEmpty the reaction to a master that restarted with less data than it had
 */
public record SafetySettings(Duration isolation, RestartedEmpty restartedEmpty) {}
