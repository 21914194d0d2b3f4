package org.rolegate.console.view;

import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/** One frontend, with its ended sessions by HAProxy's two termination letters, sorted. Immutable. */
public record FrontendView(
        String name,
        String bind,
        String group,
        String targetRole,
        String status,
        long refused,
        long denied,
        long moved,
        Uncertain uncertain,
        Traffic traffic,
        Map<String, Long> endings) {

    public FrontendView {
        endings = Collections.unmodifiableMap(new TreeMap<>(endings));
    }

    static FrontendView of(String name, Attributes attributes) {
        return new FrontendView(
                name,
                attributes.text("Bind"),
                attributes.text("Group"),
                attributes.text("TargetRole"),
                attributes.text("Status"),
                attributes.number("RefusedTotal", 0),
                attributes.number("DeniedTotal", 0),
                attributes.number("MovedTotal", 0),
                new Uncertain(attributes.number("UncertainTotal", 0), attributes.counts("UncertainAnswersByCommand")),
                Traffic.of(attributes),
                attributes.counts("EndingsTotal"));
    }
}
