package org.rolegate.core.config;

import java.util.List;

/** The result of reading the configuration: the settings, or all problems. */
public sealed interface Reading {

    /**
     * A valid configuration.
     *
     * @param settings its settings
     */
    record Valid(Settings settings) implements Reading {}

    /**
     * An invalid configuration.
     *
     * @param problems all problems, at least one
     */
    record Invalid(List<Problem> problems) implements Reading {

        /** Keeps an unmodifiable copy of the list. */
        public Invalid {
            problems = List.copyOf(problems);
        }
    }
}
