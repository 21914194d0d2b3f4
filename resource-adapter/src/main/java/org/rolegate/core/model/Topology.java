package org.rolegate.core.model;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * The immutable verdict over a group: the master, or why there is none, and all that is known of its servers.
 *
 * @param group the group's id
 * @param verdict who is master and why
 * @param sinceNanos when the master last changed, in ticker nanoseconds
 * @param sinceEpochMillis the same on the wall clock
 * @param changes how often the master changed since the start, losses included
 * @param probedOnce every server was checked at least once
 * @param servers in the order of the configuration
 * @param sentinels configured ones first
 * @param fence why clients are held back for now, if they are
 * @param freshness how far each server is behind the master, by its id
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

    /** How long after a change of master a replica may still be linking up with the new one. */
    public static final long RELINK_NANOS = TimeUnit.SECONDS.toNanos(10);

    public Topology {
        servers = List.copyOf(servers);
        sentinels = List.copyOf(sentinels);
        freshness = Map.copyOf(freshness);
    }

    /** Returns how far a server is behind the master. */
    public Freshness freshness(String id) {
        return freshness.getOrDefault(id, Freshness.NONE);
    }

    /** Tells whether a server says master and is not the master in use: it must get no byte, or that may be lost. */
    public boolean fenced(ServerView view) {
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
