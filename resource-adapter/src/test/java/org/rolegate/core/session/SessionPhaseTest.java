package org.rolegate.core.session;

import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class SessionPhaseTest {

    private static final int LONGEST = 5;

    private enum Event {
        CONNECTED(SessionPhase::onConnected),
        CLIENT_DONE(SessionPhase::onClientDone),
        SERVER_DONE(SessionPhase::onServerDone);

        private final UnaryOperator<SessionPhase> step;

        Event(UnaryOperator<SessionPhase> step) {
            this.step = step;
        }
    }

    @Test
    void isClosedExactlyWhenItWasConnectedAndBothSidesAreDone() {
        for (List<Event> events : sequences()) {
            // Given
            Ledger ledger = new Ledger();

            // When
            SessionPhase phase = SessionPhase.CONNECTING;
            for (Event event : events) {
                phase = event.step.apply(phase);
                ledger.take(event);
            }

            // Then
            assertThat(phase).as("%s", events).isEqualTo(ledger.phase());
        }
    }

    @Test
    void neverLeavesItsEnd() {
        for (Event event : Event.values()) {
            assertThat(event.step.apply(SessionPhase.CLOSED)).isEqualTo(SessionPhase.CLOSED);
        }
    }

    @Test
    void takesNoNoticeOfTheSameEventTwice() {
        for (SessionPhase phase : SessionPhase.values()) {
            for (Event event : Event.values()) {
                // When
                SessionPhase once = event.step.apply(phase);

                // Then
                assertThat(event.step.apply(once))
                        .as("%s after %s", event, phase)
                        .isEqualTo(once);
            }
        }
    }

    @Test
    void neverGoesBackToConnecting() {
        for (List<Event> events : sequences()) {
            SessionPhase phase = SessionPhase.CONNECTING;
            boolean connected = false;
            for (Event event : events) {
                phase = event.step.apply(phase);
                connected |= event == Event.CONNECTED;
                assertThat(phase.connecting()).as("%s", events).isNotEqualTo(connected);
            }
        }
    }

    @Test
    void blamesTheClientForLeavingEarlyOnlyWhileItsServerIsBeingConnected() {
        for (SessionPhase phase : SessionPhase.values()) {
            assertThat(phase.clientBroke())
                    .isEqualTo(phase.connecting() ? Ending.CLIENT_GONE_EARLY : Ending.CLIENT_ABORT);
        }
    }

    @Test
    void givesEveryEndingItsOwnLabelAndTwoLetters() {
        assertThat(Ending.values()).extracting(Ending::label).doesNotHaveDuplicates();
        assertThat(Ending.values()).extracting(Ending::letters).allMatch(letters -> letters.matches("[A-Za-z-]{2}"));
    }

    /** What happened, kept as three plain facts. */
    private static final class Ledger {
        private boolean connected;
        private boolean clientDone;
        private boolean serverDone;

        void take(Event event) {
            switch (event) {
                case CONNECTED -> connected = true;
                case CLIENT_DONE -> clientDone = true;
                case SERVER_DONE -> serverDone |= connected;
            }
        }

        SessionPhase phase() {
            if (!connected) {
                return clientDone ? SessionPhase.CONNECTING_CLIENT_DONE : SessionPhase.CONNECTING;
            }
            if (clientDone && serverDone) {
                return SessionPhase.CLOSED;
            }
            if (clientDone) {
                return SessionPhase.CLIENT_DONE;
            }
            return serverDone ? SessionPhase.SERVER_DONE : SessionPhase.OPEN;
        }
    }

    private static List<List<Event>> sequences() {
        List<List<Event>> all = new ArrayList<>();
        all.add(List.of());
        for (int i = 0; i < all.size(); i++) {
            List<Event> shorter = all.get(i);
            if (shorter.size() < LONGEST) {
                for (Event event : Event.values()) {
                    List<Event> longer = new ArrayList<>(shorter);
                    longer.add(event);
                    all.add(longer);
                }
            }
        }
        return all;
    }
}
