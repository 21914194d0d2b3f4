package org.rolegate.core.session;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The drawings in the Javadoc of a session's states, as data. */
final class SessionDrawing {

    static final List<Class<? extends Enum<?>>> STATES =
            List.of(SessionPhase.class, HoldState.class, DrainState.class, RefusalState.class, MoveState.class);

    private static final Pattern ARROW = Pattern.compile("(?m)^ \\*   (\\w+) +-- (\\w+) +-*> (\\w+)$");
    private static final Pattern ROW = Pattern.compile("(?m)^ \\*   ([A-Z_]+) +([A-Z_|]+) +([A-Z_|]+) +([A-Z_|]+)$");

    private SessionDrawing() {}

    /** Returns the arrows that the Javadoc of a state draws. */
    static Set<Transition> transitions(Class<? extends Enum<?>> state) {
        return matches(ARROW, state)
                .map(arrow ->
                        new Transition(value(state, arrow.group(1)), arrow.group(2), value(state, arrow.group(3))))
                .collect(Collectors.toUnmodifiableSet());
    }

    static Set<Transition> allTransitions() {
        return STATES.stream().flatMap(state -> transitions(state).stream()).collect(Collectors.toUnmodifiableSet());
    }

    /** Returns the combinations in the table of {@link SessionMachine}. */
    static Set<Combination> combinations() {
        return matches(ROW, SessionMachine.class)
                .flatMap(SessionDrawing::combinations)
                .collect(Collectors.toUnmodifiableSet());
    }

    private static Stream<Combination> combinations(MatchResult row) {
        return values(SessionPhase.class, row.group(1)).flatMap(phase -> values(HoldState.class, row.group(2))
                .flatMap(hold -> values(DrainState.class, row.group(3))
                        .flatMap(drain -> values(RefusalState.class, row.group(4))
                                .map(refusal -> new Combination(phase, hold, drain, refusal)))));
    }

    private static <S extends Enum<?>> Stream<S> values(Class<S> state, String names) {
        return Arrays.stream(names.split("\\|")).map(name -> value(state, name));
    }

    private static <S extends Enum<?>> S value(Class<S> state, String name) {
        return Arrays.stream(state.getEnumConstants())
                .filter(value -> value.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new AssertionError(state.getSimpleName() + " has no " + name));
    }

    private static Stream<MatchResult> matches(Pattern pattern, Class<?> type) {
        Path source = Path.of("src/main/java", type.getName().replace('.', '/') + ".java");
        try {
            return pattern.matcher(Files.readString(source)).results();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
