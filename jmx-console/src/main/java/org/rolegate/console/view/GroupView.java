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
        Fence fence,
        int heldSessions,
        List<ServerView> servers,
        List<SentinelView> sentinels,
        List<BackendView> backends,
        List<FailoverView> failovers) {

    /** Why clients are held back from the master; its kind is empty if they are not. */
    public record Fence(String kind, String reason, long sinceMillis) {

        private static final String FROZEN = "frozen";

        static Fence of(Attributes attributes) {
            return new Fence(
                    attributes.text("FenceKind"),
                    attributes.text("FenceReason"),
                    attributes.number("FenceSinceMillis", 0));
        }

        public boolean stands() {
            return !kind.isEmpty();
        }

        /** Tells whether it waits for an operator's word. */
        public boolean frozen() {
            return kind.equals(FROZEN);
        }
    }

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
                Fence.of(attributes),
                attributes.integer("HeldSessions"),
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
