package org.rolegate.core.session;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** What the states of a session draw is what they do; {@link SessionMachineTest} checks that it is what happens, too. */
class SessionDrawingTest {

    static List<Class<? extends Enum<?>>> states() {
        return SessionDrawing.STATES;
    }

    @ParameterizedTest
    @MethodSource("states")
    void aStateDoesWhatItDraws(Class<? extends Enum<?>> state) throws IllegalAccessException {
        // Given
        Set<Transition> built = new HashSet<>();

        // When
        for (Method method : state.getDeclaredMethods()) {
            boolean transition = !Modifier.isStatic(method.getModifiers())
                    && !Modifier.isPrivate(method.getModifiers())
                    && method.getReturnType() == state;
            for (Enum<?> from : transition ? state.getEnumConstants() : new Enum<?>[0]) {
                for (Object[] arguments : arguments(method)) {
                    call(method, from, arguments)
                            .filter(to -> to != from)
                            .ifPresent(to -> built.add(new Transition(from, method.getName(), to)));
                }
            }
        }

        // Then
        assertThat(SessionDrawing.transitions(state)).isEqualTo(built);
    }

    @ParameterizedTest
    @CsvSource({
        "DrainState, DRAINING, drain",
        "DrainState, NONE, stay",
        "RefusalState, SUSPECTED, suspect",
        "RefusalState, ACCEPTED, suspect",
        "RefusalState, NONE, accept",
        "RefusalState, ACCEPTED, accept",
        "RefusalState, SUSPECTED, onOtherReply",
        "MoveState, FIRST_SERVER, onResent",
        "MoveState, MOVED, onResent",
        "HoldState, QUEUED, enterQueue",
        "HoldState, QUEUED_PARKED, enterQueue",
        "HoldState, NOT_HELD, leaveQueue",
        "HoldState, PARKED, leaveQueue",
        "HoldState, QUEUED, park",
        "HoldState, QUEUED_PARKED, park",
        "HoldState, NOT_HELD, unpark",
        "HoldState, QUEUED, unpark",
    })
    void anIllegalTransitionThrowsAtOnce(String state, String from, String by) throws NoSuchMethodException {
        // Given
        Class<? extends Enum<?>> type = SessionDrawing.STATES.stream()
                .filter(known -> known.getSimpleName().equals(state))
                .findFirst()
                .orElseThrow();
        Method method = type.getDeclaredMethod(by);
        Enum<?> value = Arrays.stream(type.getEnumConstants())
                .filter(constant -> constant.name().equals(from))
                .findFirst()
                .orElseThrow();

        // Then
        assertThatThrownBy(() -> method.invoke(value))
                .hasCauseInstanceOf(IllegalTransition.class)
                .cause()
                .hasMessage(state + " " + from + " has no transition " + by);
    }

    private static List<Object[]> arguments(Method method) {
        return method.getParameterCount() == 0
                ? List.<Object[]>of(new Object[0])
                : List.of(new Object[] {true}, new Object[] {false});
    }

    private static Optional<Enum<?>> call(Method method, Enum<?> from, Object... arguments)
            throws IllegalAccessException {
        try {
            return Optional.of((Enum<?>) method.invoke(from, arguments));
        } catch (InvocationTargetException thrown) {
            assertThat(thrown.getCause()).isInstanceOf(IllegalTransition.class);
            return Optional.empty();
        }
    }
}
