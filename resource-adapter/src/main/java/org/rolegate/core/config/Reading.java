package org.rolegate.core.config;

import java.util.List;

/** What reading the configuration came to: settings, or all that is wrong. */
public sealed interface Reading {

    /**
     * The configuration is right.
     *
     * @param settings what it says
     */
    record Valid(Settings settings) implements Reading {}

    /**
     * The configuration is wrong.
     *
     * @param problems everything that is, at least one
     */
    record Invalid(List<Problem> problems) implements Reading {

        /** Keeps an unmodifiable copy of the list. */
        public Invalid {
            problems = List.copyOf(problems);
        }
    }
}
