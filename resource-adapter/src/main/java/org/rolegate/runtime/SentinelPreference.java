package org.rolegate.runtime;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

import org.rolegate.core.config.GroupSettings;
import org.rolegate.core.model.Endpoint;
import org.rolegate.core.model.ServerView;
import org.rolegate.core.time.Ticker;
import org.rolegate.net.Errand;

/**
 * Has the Sentinels prefer one replica in their next failover, by its {@code replica-priority}, and takes that back.
 *
 * <p>Sentinel reads priorities from {@code INFO} each ten seconds, so it takes a while until it knows; no client is held for
 * that. If Rolegate dies meanwhile the replica merely stays the preferred one.
 */
final class SentinelPreference {

    private static final String PRIORITY = "replica-priority";
    private static final String PREFERRED = "1";
    private static final Duration KNOWN_WITHIN = Duration.ofSeconds(15);
    private static final Duration AGAIN = Duration.ofMillis(500);

    private final GroupSettings group;
    private final Errand errand;
    private final Ticker ticker;
    private final ServerView target;
    private final Endpoint sentinel;
    private Optional<String> before = Optional.empty();

    SentinelPreference(GroupSettings group, Errand errand, Ticker ticker, ServerView target, Endpoint sentinel) {
        this.group = group;
        this.errand = errand;
        this.ticker = ticker;
        this.target = target;
        this.sentinel = sentinel;
    }

    /** Prefers the replica; completes when the Sentinel knows, or exceptionally with a reason. */
    CompletableFuture<Void> prefer() {
        long deadline = ticker.nanos() + KNOWN_WITHIN.toNanos();
        return ask("CONFIG", "GET", PRIORITY)
                .thenCompose(reply -> {
                    before = reply.texts().size() == 2
                            ? Optional.of(reply.texts().get(1))
                            : Optional.empty();
                    return ask("CONFIG", "SET", PRIORITY, PREFERRED);
                })
                .thenCompose(done -> known(deadline));
    }

    /** Gives the replica its old priority back. */
    void restore() {
        before.ifPresent(priority -> ask("CONFIG", "SET", PRIORITY, priority).exceptionally(ignored -> null));
    }

    private CompletionStage<Void> known(long deadline) {
        return errand.run(sentinel, group.sentinelCredentials(), "SENTINEL", "REPLICAS", group.masterName())
                .thenCompose(reply -> {
                    reply.error().ifPresent(error -> {
                        throw new IllegalStateException("the Sentinel refused SENTINEL REPLICAS: " + error);
                    });
                    if (preferred(reply.rows())) {
                        return CompletableFuture.completedFuture(null);
                    }
                    if (ticker.nanos() - deadline > 0) {
                        return CompletableFuture.failedFuture(
                                new IllegalStateException("the Sentinels did not take note of the " + PRIORITY + " of "
                                        + target.id() + " within " + KNOWN_WITHIN.toSeconds() + " s"));
                    }
                    return errand.after(AGAIN).thenCompose(later -> known(deadline));
                });
    }

    /** Tells whether the Sentinel would choose the target, and nobody else. */
    private boolean preferred(List<Map<String, String>> replicas) {
        boolean known = false;
        for (Map<String, String> fields : replicas) {
            boolean mine = target.answersTo(address(fields));
            boolean first = PREFERRED.equals(fields.get("slave-priority"));
            if (first && !mine) {
                throw new IllegalStateException(address(fields) + " has " + PRIORITY + " " + PREFERRED
                        + " as well: the Sentinels could choose either");
            }
            known |= mine && first;
        }
        return known;
    }

    private static Endpoint address(Map<String, String> fields) {
        return new Endpoint(fields.getOrDefault("ip", ""), Integer.parseInt(fields.getOrDefault("port", "")));
    }

    private CompletableFuture<Errand.Reply> ask(String... words) {
        return errand.run(target.server().endpoint(), group.credentials(), words)
                .thenApply(reply -> {
                    reply.error().ifPresent(error -> {
                        throw new IllegalStateException(target.id() + " refused " + words[0] + " " + words[1] + ": "
                                + error
                                + " (naming the target needs +config|get and +config|set)");
                    });
                    return reply;
                });
    }
}
