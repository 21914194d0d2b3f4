package org.rolegate.core.config;

import java.util.List;

/**
 * Everything Rolegate is told by its configuration.
 *
 * @param process what concerns the whole process
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
