package org.rolegate.console.view;

import java.util.List;
import java.util.Optional;

import org.jspecify.annotations.Nullable;

/** One replicated data set: the result of its election, and the evidence for it. Immutable. */
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

    /** The fence that holds requests to the master; its kind is empty if there is none. */
    public record Fence(String kind, String reason, long sinceMillis) {

        private static final String FROZEN = "frozen";

        static Fence of(Attributes attributes) {
            return new Fence(
                    attributes.text("FenceKind"),
                    attributes.text("FenceReason"),
                    attributes.number("FenceSinceMillis", 0));
        }

        public boolean active() {
            return !kind.isEmpty();
        }

        /** Returns whether only an operator can end it. */
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

    public Optional<ServerView> server(@Nullable String id) {
        return servers.stream().filter(server -> server.id().equals(id)).findFirst();
    }
}
