package org.rolegate.core.config;

import java.util.List;

/**
 * The settings of Rolegate.
 *
 * @param process the settings of the whole process
 * @param groups the replicated data sets, at least one
 * @param frontends the listening ports, at least one
 */
public record Settings(ProcessSettings process, List<GroupSettings> groups, List<FrontendSettings> frontends) {

    /** Keeps unmodifiable copies of the lists. */
    public Settings {
        groups = List.copyOf(groups);
        frontends = List.copyOf(frontends);
    }
}
