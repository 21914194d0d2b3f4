package org.rolegate.runtime;

import java.util.List;
import java.util.stream.Collectors;

import org.rolegate.core.config.Problem;

/** The failure of Rolegate to start. The message lists every problem, one on each line. */
public final class StartFailed extends Exception {

    private static final long serialVersionUID = 1;

    public StartFailed(List<Problem> problems) {
        super(problems.stream()
                .map(Problem::toString)
                .collect(Collectors.joining(
                        "\n  ",
                        "Rolegate does not start: " + problems.size()
                                + (problems.size() == 1 ? " problem" : " problems") + " in its configuration\n  ",
                        "")));
    }
}
