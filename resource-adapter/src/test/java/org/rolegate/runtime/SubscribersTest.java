package org.rolegate.runtime;

import java.util.ArrayList;
import java.util.List;

import org.junit.jupiter.api.Test;

import org.rolegate.core.event.Samples;
import org.rolegate.core.model.Topology;
import org.rolegate.core.model.TopologyChange;
import org.rolegate.core.model.TopologyListener;
import org.rolegate.core.record.Film;

import static org.assertj.core.api.Assertions.assertThat;

class SubscribersTest {

    private final Film film = Film.atWork();
    private final Subscribers subscribers = new Subscribers("main", film.ticker());

    @Test
    void aSubscriberThatFailsKeepsNoneOfTheOthersFromTheChange() {
        // Given
        List<TopologyChange> changes = new ArrayList<>();
        TopologyListener failing = change -> {
            throw new IllegalStateException("in this test");
        };
        subscribers.add(failing);
        subscribers.add(changes::add);
        Topology shown = film.shown();
        TopologyChange change = new TopologyChange(shown, shown);

        // When
        List<String> lines;
        try (var log = new LogLines()) {
            subscribers.publish(change, Samples.ALL);
            lines = log.lines();
        }

        // Then
        assertThat(changes).containsExactly(change);
        assertThat(lines).singleElement().asString().startsWith("ERROR RLG01012");
    }

    @Test
    void aChangeOfNothingHasNoEvents() {
        assertThat(subscribers.events(new TopologyChange(film.shown(), film.shown())))
                .isEmpty();
    }
}
