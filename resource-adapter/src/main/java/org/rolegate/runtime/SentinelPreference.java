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
 * The temporary preference of one replica in the next failover of the Sentinels. It is set by the {@code
 * replica-priority} of the replica, and restored afterwards.
 *
 * <p>Sentinel reads the priorities by {@code INFO} every ten seconds, so that it takes a while until it knows the
 * preference. No client is held meanwhile. If Rolegate dies before the restoration, the replica stays the preferred
 * one, with no other effect. Belongs to the control loop.
 */
final class SentinelPreference {

    private static final String PRIORITY = "replica-priority";
    private static final String PREFERRED = "1";
    private static final Duration KNOWN_WITHIN = Duration.ofSeconds(15);
    private static final CompletableFuture<Void> NOTHING = CompletableFuture.completedFuture(null);
    private static final Duration RETRY_DELAY = Duration.ofMillis(500);

    private final GroupSettings group;
    private final OneShotCommand commands;
    private final Ticker ticker;
    private final ServerView target;
    private final Endpoint sentinel;
    private Optional<String> previous = Optional.empty();
    private CompletableFuture<?> preferring = CompletableFuture.completedFuture(null);
    private boolean givenUp;

    SentinelPreference(
            GroupSettings group, OneShotCommand commands, Ticker ticker, ServerView target, Endpoint sentinel) {
        this.group = group;
        this.commands = commands;
        this.ticker = ticker;
        this.target = target;
        this.sentinel = sentinel;
    }

    /** Sets the preference. Completes when the Sentinel knows it, or exceptionally with the reason why it does not. */
    CompletableFuture<Void> prefer() {
        long deadline = ticker.nanos() + KNOWN_WITHIN.toNanos();
        CompletableFuture<Void> known = send("CONFIG", "GET", PRIORITY)
                .thenCompose(reply -> {
                    previous = reply.texts().size() == 2
                            ? Optional.of(reply.texts().get(1))
                            : Optional.empty();
                    return send("CONFIG", "SET", PRIORITY, PREFERRED).whenComplete((set, failure) -> {
                        if (failure != null && refused(failure)) {
                            previous = Optional.empty();
                        }
                    });
                })
                .thenCompose(done -> awaitKnown(deadline));
        preferring = known;
        return known;
    }

    /** Returns whether the server refused the command. Without a reply, it may have executed the command. */
    private static boolean refused(Throwable failure) {
        return failure instanceof IllegalStateException || failure.getCause() instanceof IllegalStateException;
    }

    /** Restores the previous priority of the replica. Completes when that is done, or has failed twice. */
    CompletableFuture<Void> restore() {
        givenUp = true;
        // A preference that is being set must not arrive at the server after the previous priority.
        return preferring
                .handle((done, failure) -> previous)
                .thenCompose(priority -> priority.isEmpty() ? NOTHING : restoreTo(priority.get()));
    }

    private CompletableFuture<Void> restoreTo(String priority) {
        return setTo(priority)
                .exceptionallyCompose(once -> setTo(priority))
                .thenAccept(done -> {})
                .exceptionally(failure -> {
                    RolegateLog.LOG.priorityNotRestored(
                            group.id(), target.id(), PREFERRED, priority, OneShotCommand.reason(failure));
                    return null;
                });
    }

    private CompletableFuture<OneShotCommand.Reply> setTo(String priority) {
        return send("CONFIG", "SET", PRIORITY, priority);
    }

    private CompletionStage<Void> awaitKnown(long deadline) {
        return commands.run(sentinel, group.sentinelCredentials(), "SENTINEL", "REPLICAS", group.masterName())
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
                    return commands.delay(RETRY_DELAY).thenCompose(later -> awaitKnown(deadline));
                });
    }

    /**
     * Returns whether the Sentinel prefers the target.
     *
     * @throws IllegalStateException if it prefers another replica, too
     */
    private boolean preferred(List<Map<String, String>> replicas) {
        boolean known = false;
        for (Map<String, String> fields : replicas) {
            boolean isTarget = target.hasAddress(address(fields));
            boolean isPreferred = PREFERRED.equals(fields.get("slave-priority"));
            if (isPreferred && !isTarget) {
                throw new IllegalStateException(address(fields) + " also has " + PRIORITY + " " + PREFERRED
                        + "; the Sentinels could choose either");
            }
            known |= isTarget && isPreferred;
        }
        return known;
    }

    private static Endpoint address(Map<String, String> fields) {
        return new Endpoint(fields.getOrDefault("ip", ""), Integer.parseInt(fields.getOrDefault("port", "")));
    }

    private CompletableFuture<OneShotCommand.Reply> send(String... arguments) {
        return commands.run(target.server().endpoint(), group.credentials(), arguments)
                .thenApply(reply -> {
                    reply.error().ifPresent(error -> {
                        throw new IllegalStateException(
                                target.id() + " refused " + arguments[0] + " " + arguments[1] + ": "
                                        + error
                                        + " (a named target needs the ACL rights +config|get and +config|set)");
                    });
                    return reply;
                });
    }
}
