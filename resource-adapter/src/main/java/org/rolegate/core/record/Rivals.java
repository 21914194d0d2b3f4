package org.rolegate.core.record;

import java.util.HashSet;
import java.util.List;
import java.util.Set;

import org.rolegate.core.model.ServerView;
import org.rolegate.core.model.Topology;

/** Tells once of each server that says master beside the one in use; not thread-safe. */
public final class Rivals {

    private final Set<String> told = new HashSet<>();

    /** Returns those not told of since they began to say so; to be called at each step of the group. */
    public List<ServerView> look(Topology now) {
        now.servers().stream()
                .filter(view -> !now.fenced(view))
                .map(ServerView::id)
                .forEach(told::remove);
        // While there is no master, nobody is beside it: the one who says so may be the next.
        return now.verdict().master().isEmpty()
                ? List.of()
                : now.servers().stream()
                        .filter(view -> now.fenced(view) && told.add(view.id()))
                        .toList();
    }
}
