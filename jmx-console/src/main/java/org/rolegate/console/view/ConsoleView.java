package org.rolegate.console.view;

import java.util.List;
import java.util.Optional;

/** Everything the console shows, read at one moment. */
public record ConsoleView(ProxyView proxy, List<GroupView> groups, List<FrontendView> frontends) {

    public ConsoleView {
        groups = List.copyOf(groups);
        frontends = List.copyOf(frontends);
    }

    /** The server with these ids, if there is one: the only way from a request's words to a known server. */
    public Optional<ServerView> server(String group, String id) {
        return group(group).flatMap(found -> found.server(id));
    }

    /** The group with this id, if there is one. */
    public Optional<GroupView> group(String id) {
        return groups.stream().filter(candidate -> candidate.name().equals(id)).findFirst();
    }
}
