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

/** One command to a server or a Sentinel on a connection of its own. Thread-safe. */
public final class OneShotCommand {

    /**
     * What came back.
     *
     * @param error the error, if it is one, fit for one line
     * @param texts the elements of a list that are texts, in order
     * @param rows the elements of a list that have fields
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
     * Sends the command.
     *
     * @return the reply on the control loop, an error reply too; or exceptionally why there is none
     */
    public CompletableFuture<Reply> run(Endpoint to, Credentials credentials, String... arguments) {
        CompletableFuture<Reply> result = new CompletableFuture<>();
        loops.control()
                .execute(() -> RespConnection.connect(loops, to, timeout, unasked -> {}, result::completeExceptionally)
                        .addListener((FutureListener<RespConnection>) done -> {
                            if (done.isSuccess()) {
                                tell(done.getNow(), credentials, arguments, result);
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
    public CompletableFuture<Void> after(Duration time) {
        CompletableFuture<Void> later = new CompletableFuture<>();
        loops.control().schedule(() -> later.complete(null), time.toMillis(), TimeUnit.MILLISECONDS);
        return later;
    }

    private static void tell(
            RespConnection link, Credentials credentials, String[] arguments, CompletableFuture<Reply> result) {
        result.whenComplete((value, failure) -> link.close());
        Login.perform(link, credentials, refusal -> {
            if (refusal.isPresent()) {
                result.completeExceptionally(new IOException(refusal.get()));
                return;
            }
            Future<RespValue> reply = link.ask(arguments);
            reply.addListener((FutureListener<RespValue>) answered -> {
                if (answered.isSuccess()) {
                    result.complete(Reply.of(answered.getNow()));
                } else {
                    result.completeExceptionally(answered.cause());
                }
            });
        });
    }

    /** Returns why an errand failed, fit for a log and a page. */
    public static String why(Throwable failure) {
        Throwable cause =
                failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
        return NetworkErrors.describe(cause);
    }
}
