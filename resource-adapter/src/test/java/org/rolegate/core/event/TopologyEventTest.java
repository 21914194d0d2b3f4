package org.rolegate.core.event;

import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class TopologyEventTest {

    @Test
    void thereIsASampleOfEachKind() {
        assertThat(Samples.ALL).extracting(event -> (Object) event.getClass()).containsExactlyInAnyOrder((Object[])
                TopologyEvent.class.getPermittedSubclasses());
    }

    @Test
    void eachKindIsDeliveredToItsOwnMethod() {
        // Given
        List<String> delivered = new ArrayList<>();
        TopologyEventHandler handler = (TopologyEventHandler) Proxy.newProxyInstance(
                TopologyEventHandler.class.getClassLoader(),
                new Class<?>[] {TopologyEventHandler.class},
                (proxy, method, events) -> {
                    delivered.add(method.getName() + " " + events[0]);
                    return null;
                });

        // When
        Samples.ALL.forEach(event -> event.deliver(handler));

        // Then
        assertThat(delivered)
                .containsExactlyElementsOf(Samples.ALL.stream()
                        .map(event -> "on" + event.getClass().getSimpleName() + " " + event)
                        .toList());
        assertThat(TopologyEventHandler.class.getMethods())
                .as("methods of a face")
                .hasSameSizeAs(Samples.ALL)
                .noneMatch(method -> method.isDefault());
    }

    @Test
    void aFenceHappensWhenItBegins() {
        assertThat(Samples.ALL)
                .filteredOn(event ->
                        event instanceof TopologyEvent.FenceBegan || event instanceof TopologyEvent.FenceConfirmed)
                .extracting(TopologyEvent::epochMillis)
                .containsExactly(2L, 2L);
    }
}
