package org.rolegate.console.view;

import java.util.List;
import java.util.Optional;

/** One replicated data set: the verdict over it, and everything the verdict was made from. */
public record GroupView(
        String name,
        String masterName,
        String masterId,
        String masterAddress,
        String reason,
        long epoch,
        long sinceMillis,
        long changes,
        List<ServerView> servers,
        List<SentinelView> sentinels,
        List<BackendView> backends,
        List<FailoverView> failovers) {

    public GroupView {
        servers = List.copyOf(servers);
        sentinels = List.copyOf(sentinels);
        backends = List.copyOf(backends);
        failovers = List.copyOf(failovers);
    }

    static GroupView of(String name, Attributes attributes, List<ServerView> servers, List<BackendView> backends) {
        return new GroupView(
                name,
                attributes.text("MasterName"),
                attributes.text("MasterId"),
                attributes.text("MasterAddress"),
                attributes.text("Reason"),
                attributes.number("Epoch", -1),
                attributes.number("SinceMillis", 0),
                attributes.number("ChangesTotal", 0),
                servers,
                attributes.rows("Sentinels").stream().map(SentinelView::of).toList(),
                backends,
                attributes.rows("Failovers").stream().map(FailoverView::of).toList());
    }

    public boolean hasMaster() {
        return !masterId.isEmpty();
    }

    public Optional<ServerView> server(String id) {
        return servers.stream().filter(server -> server.id().equals(id)).findFirst();
    }
}
