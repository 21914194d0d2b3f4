package org.rolegate.net.probe;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;

import io.netty.util.concurrent.Future;
import io.netty.util.concurrent.FutureListener;

import org.rolegate.core.config.Credentials;
import org.rolegate.core.model.Endpoint;
import org.rolegate.net.io.EventLoops;
import org.rolegate.net.io.NetworkErrors;
import org.rolegate.resp.RespValue;

/** A sender of single commands to a server or a Sentinel, each on its own connection. Thread-safe. */
public final class OneShotCommand {

    /**
     * The reply to a command.
     *
     * @param error the error, shortened to one line, if the reply is an error
     * @param texts the elements of an array that are texts, in order
     * @param rows the elements of an array as fields by name
     */
    public record Reply(Optional<String> error, List<String> texts, List<Map<String, String>> rows) {

        static Reply of(RespValue value) {
            return new Reply(
                    value.error().map(error -> NetworkErrors.oneLine(error.message())),
                    value.items().stream().flatMap(item -> item.text().stream()).toList(),
                    value.items().stream().map(RespValue::fields).toList());
        }
    }

    private final EventLoops loops;
    private final Duration timeout;

    public OneShotCommand(EventLoops loops, Duration timeout) {
        this.loops = loops;
        this.timeout = timeout;
    }

    /**
     * Connects, logs in and sends the command.
     *
     * @return completes on the control loop with the reply, which may be an error reply; completes exceptionally with
     *     the cause if there is no reply
     */
    public CompletableFuture<Reply> run(Endpoint to, Credentials credentials, String... arguments) {
        CompletableFuture<Reply> result = new CompletableFuture<>();
        loops.control()
                .execute(() -> RespConnection.connect(loops, to, timeout, push -> {}, result::completeExceptionally)
                        .addListener((FutureListener<RespConnection>) done -> {
                            if (done.isSuccess()) {
                                send(done.getNow(), credentials, arguments, result);
                            } else {
                                result.completeExceptionally(done.cause());
                            }
                        }));
        loops.control()
                .schedule(
                        () -> result.completeExceptionally(
                                new IOException("no reply within " + timeout.toMillis() + " ms")),
                        timeout.toMillis(),
                        TimeUnit.MILLISECONDS);
        return result;
    }

    /** Completes on the control loop after the given time. */
    public CompletableFuture<Void> delay(Duration time) {
        CompletableFuture<Void> later = new CompletableFuture<>();
        loops.control().schedule(() -> later.complete(null), time.toMillis(), TimeUnit.MILLISECONDS);
        return later;
    }

    private static void send(
            RespConnection link, Credentials credentials, String[] arguments, CompletableFuture<Reply> result) {
        result.whenComplete((value, failure) -> link.close());
        Login.perform(link, credentials, refusal -> {
            if (refusal.isPresent()) {
                result.completeExceptionally(new IOException(refusal.get()));
                return;
            }
            Future<RespValue> reply = link.send(arguments);
            reply.addListener((FutureListener<RespValue>) answered -> {
                if (answered.isSuccess()) {
                    result.complete(Reply.of(answered.getNow()));
                } else {
                    result.completeExceptionally(answered.cause());
                }
            });
        });
    }

    /** Returns the reason why a command failed, as a text for a log or a page. */
    public static String reason(Throwable failure) {
        Throwable cause =
                failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
        return NetworkErrors.describe(cause);
    }
}
