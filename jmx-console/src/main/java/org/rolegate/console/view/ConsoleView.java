package org.rolegate.console.view;

import java.util.List;
import java.util.Optional;

import org.jspecify.annotations.Nullable;

/** The state of the adapter that the console shows, read at one moment. Immutable. */
public record ConsoleView(ProxyView proxy, List<GroupView> groups, List<FrontendView> frontends) {

    public ConsoleView {
        groups = List.copyOf(groups);
        frontends = List.copyOf(frontends);
    }

    /** Returns the server with these ids, if there is one. Ids of a request lead to a server only by this method. */
    public Optional<ServerView> server(@Nullable String group, @Nullable String id) {
        return group(group).flatMap(found -> found.server(id));
    }

    /** Returns the group with this id, if there is one. */
    public Optional<GroupView> group(@Nullable String id) {
        return groups.stream().filter(candidate -> candidate.name().equals(id)).findFirst();
    }
}
