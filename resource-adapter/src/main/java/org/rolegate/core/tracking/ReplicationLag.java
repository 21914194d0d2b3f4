package org.rolegate.core.tracking;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.rolegate.core.model.Freshness;
import org.rolegate.core.model.Replication;
import org.rolegate.core.model.Role;
import org.rolegate.core.model.ServerView;

/** The calculation of the lag of every server from the offsets of the master. */
final class ReplicationLag {

    private ReplicationLag() {}

    /**
     * Returns the freshness of each server by its id.
     *
     * @param maxSilence the time in nanoseconds for which a server may leave its checks without a reply
     */
    static Map<String, Freshness> of(
            List<ServerView> servers, Optional<String> master, OffsetHistory offsets, long maxSilence, long now) {
        Map<String, Freshness> all = new HashMap<>();
        for (ServerView view : servers) {
            boolean responsive = view.health().up() && now - view.requestedAt() <= maxSilence;
            boolean isMaster = master.filter(view.id()::equals).isPresent();
            all.put(
                    view.id(),
                    isMaster ? new Freshness(0, 0, responsive) : of(view, servers, offsets, responsive, now));
        }
        return all;
    }

    private static Freshness of(
            ServerView view, List<ServerView> servers, OffsetHistory offsets, boolean responsive, long now) {
        Optional<Replication> reported = view.reported();
        if (followsForeign(view, servers, offsets)) {
            return new Freshness(Freshness.UNKNOWN, Freshness.UNKNOWN, responsive, true);
        }
        return reported.filter(offsets::comparable)
                .map(comparable -> lag(comparable, offsets, responsive, now))
                .orElseGet(() -> new Freshness(
                        Freshness.UNKNOWN,
                        Freshness.UNKNOWN,
                        responsive,
                        reported.filter(offsets::foreign).isPresent()));
    }

    /** Returns whether it may soon have data of another history, since the server that it follows has. */
    private static boolean followsForeign(ServerView view, List<ServerView> servers, OffsetHistory offsets) {
        return servers.stream().filter(view::follows).anyMatch(other -> other.reported()
                .filter(reported -> reported.role() == Role.MASTER && offsets.foreign(reported))
                .isPresent());
    }

    private static Freshness lag(Replication reported, OffsetHistory offsets, boolean responsive, long now) {
        return new Freshness(
                offsets.lagNanos(reported.offset(), now),
                Math.max(0, offsets.newest() - reported.offset()),
                responsive);
    }
}
