package org.rolegate.core.session;

import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** What takes a full server, which {@link SessionMachineTest} does not have. */
class HoldTest {

    private static final boolean A_PLACE = true;
    private static final boolean A_SERVER = false;

    private final List<String> effects = new ArrayList<>();
    private final Hold hold = new Hold((SessionEffects) Proxy.newProxyInstance(
            HoldTest.class.getClassLoader(), new Class<?>[] {SessionEffects.class}, (proxy, method, arguments) -> {
                effects.add(method.getName() + (arguments == null ? "" : Arrays.toString(arguments)));
                return method.getReturnType() == boolean.class ? true : null;
            }));

    @Test
    void aWaitForAPlaceHasALimitOfItsOwn() {
        // When
        hold.enterQueue(A_PLACE);
        hold.limit();

        // Then
        assertThat(effects).containsExactly("enterQueue", "startTimer[QUEUE]");
    }

    @Test
    void theOneLimitEndsWhenTheOtherOneCounts() {
        // Given
        hold.enterQueue(A_PLACE);
        hold.limit();
        hold.onTurn();
        effects.clear();

        // When
        hold.enterQueue(A_SERVER);
        hold.limit();

        // Then
        assertThat(effects).containsExactly("stopTimer[QUEUE]", "enterQueue", "startTimer[HOLD]");
    }

    @Test
    void theLimitRunsOnWhileTheSessionSearchesInItsTurn() {
        // Given
        hold.enterQueue(A_SERVER);
        hold.limit();
        hold.onTurn();
        effects.clear();

        // When
        hold.enterQueue(A_SERVER);
        hold.limit();

        // Then
        assertThat(effects).containsExactly("enterQueue");
    }

    @Test
    void withAServerTheLimitIsThatOfTheHoldAgain() {
        // Given
        hold.enterQueue(A_PLACE);
        hold.limit();
        hold.onServerReady();
        effects.clear();

        // When
        hold.park();

        // Then
        assertThat(effects).containsExactly("startTimer[HOLD]", "park[true]");
    }

    @Test
    void aSessionThatIsParkedAgainIsParkedOnce() {
        // Given
        hold.park();
        effects.clear();

        // When
        hold.park();

        // Then
        assertThat(effects).containsExactly("park[false]");
    }
}
