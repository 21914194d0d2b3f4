package org.rolegate.net;

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
import org.rolegate.resp.RespValue;

/** One command to a server or a Sentinel on a connection of its own. Thread-safe. */
public final class Errand {

    /** What was answered, as far as an errand may want to know. */
    public static final class Answer {

        private final RespValue value;

        private Answer(RespValue value) {
            this.value = value;
        }

        /** Returns the error, fit for a log and a page, if it is one. */
        public Optional<String> error() {
            return value.error().map(error -> Failures.oneLine(error.message()));
        }

        /** Returns the text of each item, empty where it has none. */
        public List<String> texts() {
            return value.items().stream().map(item -> item.text().orElse("")).toList();
        }

        /** Returns the fields of each item. */
        public List<Map<String, String>> rows() {
            return value.items().stream().map(RespValue::fields).toList();
        }
    }

    private final Loops loops;
    private final Duration timeout;

    public Errand(Loops loops, Duration timeout) {
        this.loops = loops;
        this.timeout = timeout;
    }

    /**
     * Sends the command.
     *
     * @return the answer on the control loop, an error reply too; or exceptionally why there is none
     */
    public CompletableFuture<Answer> run(Endpoint to, Credentials credentials, String... words) {
        CompletableFuture<RespValue> result = new CompletableFuture<>();
        loops.control().execute(() -> RespLink.connect(loops, to, timeout, unasked -> {}, result::completeExceptionally)
                .addListener((FutureListener<RespLink>) done -> {
                    if (done.isSuccess()) {
                        tell(done.getNow(), credentials, words, result);
                    } else {
                        result.completeExceptionally(done.cause());
                    }
                }));
        loops.control()
                .schedule(
                        () -> result.completeExceptionally(
                                new IOException("no answer within " + timeout.toMillis() + " ms")),
                        timeout.toMillis(),
                        TimeUnit.MILLISECONDS);
        return result.thenApply(Answer::new);
    }

    /** Completes on the control loop after the given time. */
    public CompletableFuture<Void> after(Duration time) {
        CompletableFuture<Void> later = new CompletableFuture<>();
        loops.control().schedule(() -> later.complete(null), time.toMillis(), TimeUnit.MILLISECONDS);
        return later;
    }

    private static void tell(
            RespLink link, Credentials credentials, String[] words, CompletableFuture<RespValue> result) {
        result.whenComplete((value, failure) -> link.close());
        Login.perform(link, credentials, refusal -> {
            if (refusal.isPresent()) {
                result.completeExceptionally(new IOException(refusal.get()));
                return;
            }
            Future<RespValue> reply = link.ask(words);
            reply.addListener((FutureListener<RespValue>) answered -> {
                if (answered.isSuccess()) {
                    result.complete(answered.getNow());
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
        return Failures.words(cause);
    }
}
