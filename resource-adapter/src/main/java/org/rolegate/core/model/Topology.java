package org.rolegate.core.model;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * The immutable result of the election for a group, with the views of its servers and Sentinels.
 *
 * @param group the group's id
 * @param verdict the master, or why there is none
 * @param sinceNanos when the master last changed, in ticker nanoseconds
 * @param sinceEpochMillis the same on the wall clock
 * @param changes the number of changes of the master since the start, losses included
 * @param probedOnce true if every server was checked at least once
 * @param servers the servers in the order of the configuration
 * @param sentinels the Sentinels, configured ones first
 * @param fence the fence that holds the clients, if any
 * @param freshness the distance of each server behind the master, by server id
 */
public record Topology(
        String group,
        Verdict verdict,
        long sinceNanos,
        long sinceEpochMillis,
        long changes,
        boolean probedOnce,
        List<ServerView> servers,
        List<SentinelView> sentinels,
        Optional<Fence> fence,
        Map<String, Freshness> freshness) {

    /** The time after a change of the master in which a replica may still connect to the new one. */
    public static final long RELINK_NANOS = TimeUnit.SECONDS.toNanos(10);

    public Topology {
        servers = List.copyOf(servers);
        sentinels = List.copyOf(sentinels);
        freshness = Map.copyOf(freshness);
    }

    /** Returns the distance of a server behind the master. */
    public Freshness freshness(String id) {
        return freshness.getOrDefault(id, Freshness.NONE);
    }

    /** Returns whether a claimant is not the master in use; it must get no traffic, since writes to it may be lost. */
    public boolean isStaleClaim(ServerView view) {
        return view.claimsMaster() && verdict.master().filter(view.id()::equals).isEmpty();
    }

    public Optional<ServerView> server(String id) {
        return servers.stream().filter(view -> view.id().equals(id)).findFirst();
    }

    /** Returns the master in use. */
    public Optional<ServerView> master() {
        return verdict.master().flatMap(this::server);
    }
}
