package org.rolegate.core.config;

import java.time.Duration;

/**
 * Where safety is bought with availability.
 *
 * @param isolation after how long without a replica that follows a master is held to be cut off; zero means never
 * @param restartedEmpty what is done when the master comes back with less data than it had
 */
public record SafetySettings(Duration isolation, RestartedEmpty restartedEmpty) {}
