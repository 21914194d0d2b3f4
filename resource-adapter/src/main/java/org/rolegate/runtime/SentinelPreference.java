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
import org.rolegate.log.RolegateLog;
import org.rolegate.net.probe.OneShotCommand;

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
    private static final CompletableFuture<Void> NOTHING = CompletableFuture.completedFuture(null);
    private static final Duration AGAIN = Duration.ofMillis(500);

    private final GroupSettings group;
    private final OneShotCommand errand;
    private final Ticker ticker;
    private final ServerView target;
    private final Endpoint sentinel;
    private Optional<String> before = Optional.empty();
    private CompletableFuture<?> preferring = CompletableFuture.completedFuture(null);
    private boolean givenUp;

    SentinelPreference(
            GroupSettings group, OneShotCommand errand, Ticker ticker, ServerView target, Endpoint sentinel) {
        this.group = group;
        this.errand = errand;
        this.ticker = ticker;
        this.target = target;
        this.sentinel = sentinel;
    }

    /** Prefers the replica; completes when the Sentinel knows, or exceptionally with a reason. */
    CompletableFuture<Void> prefer() {
        long deadline = ticker.nanos() + KNOWN_WITHIN.toNanos();
        CompletableFuture<Void> known = ask("CONFIG", "GET", PRIORITY)
                .thenCompose(reply -> {
                    before = reply.texts().size() == 2
                            ? Optional.of(reply.texts().get(1))
                            : Optional.empty();
                    return ask("CONFIG", "SET", PRIORITY, PREFERRED).whenComplete((set, failure) -> {
                        if (failure != null && refused(failure)) {
                            before = Optional.empty();
                        }
                    });
                })
                .thenCompose(done -> known(deadline));
        preferring = known;
        return known;
    }

    /** Tells whether the server said no; of a silent one nobody knows what it did. */
    private static boolean refused(Throwable failure) {
        return failure instanceof IllegalStateException || failure.getCause() instanceof IllegalStateException;
    }

    /** Gives the replica its old priority back; completes when that is done, or cannot be. */
    CompletableFuture<Void> restore() {
        givenUp = true;
        // What is being set must not come after what it was.
        return preferring
                .handle((done, failure) -> before)
                .thenCompose(priority -> priority.isEmpty() ? NOTHING : restoreTo(priority.get()));
    }

    private CompletableFuture<Void> restoreTo(String priority) {
        return setTo(priority)
                .exceptionallyCompose(once -> setTo(priority))
                .thenAccept(done -> {})
                .exceptionally(failure -> {
                    RolegateLog.LOG.priorityNotRestored(
                            group.id(), target.id(), PREFERRED, priority, OneShotCommand.why(failure));
                    return null;
                });
    }

    private CompletableFuture<OneShotCommand.Reply> setTo(String priority) {
        return ask("CONFIG", "SET", PRIORITY, priority);
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
                    if (givenUp) {
                        return CompletableFuture.failedFuture(new IllegalStateException("cancelled"));
                    }
                    if (ticker.nanos() - deadline > 0) {
                        return CompletableFuture.failedFuture(
                                new IllegalStateException("the Sentinels did not report " + PRIORITY + " " + PREFERRED
                                        + " of " + target.id() + " within " + KNOWN_WITHIN.toSeconds() + " s"));
                    }
                    return errand.after(AGAIN).thenCompose(later -> known(deadline));
                });
    }

    /** Tells whether the Sentinel would choose the target, and nobody else. */
    private boolean preferred(List<Map<String, String>> replicas) {
        boolean known = false;
        for (Map<String, String> fields : replicas) {
            boolean mine = target.hasAddress(address(fields));
            boolean first = PREFERRED.equals(fields.get("slave-priority"));
            if (first && !mine) {
                throw new IllegalStateException(address(fields) + " also has " + PRIORITY + " " + PREFERRED
                        + "; the Sentinels could choose either");
            }
            known |= mine && first;
        }
        return known;
    }

    private static Endpoint address(Map<String, String> fields) {
        return new Endpoint(fields.getOrDefault("ip", ""), Integer.parseInt(fields.getOrDefault("port", "")));
    }

    private CompletableFuture<OneShotCommand.Reply> ask(String... description) {
        return errand.run(target.server().endpoint(), group.credentials(), description)
                .thenApply(reply -> {
                    reply.error().ifPresent(error -> {
                        throw new IllegalStateException(
                                target.id() + " refused " + description[0] + " " + description[1] + ": "
                                        + error
                                        + " (a named target needs the ACL rights +config|get and +config|set)");
                    });
                    return reply;
                });
    }
}
