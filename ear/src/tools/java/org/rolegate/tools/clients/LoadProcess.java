package org.rolegate.tools.clients;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * A client under load, in a process of its own: one that hangs can be ended, and none shares anything with another.
 *
 * <p>It says {@code ready} when every caller has had an answer, runs until its standard input ends, which it also does
 * should this JVM end, and then gives its {@link Account}.
 */
final class LoadProcess implements AutoCloseable {

    private static final long START_SECONDS = 60;

    /** The load itself gives up callers that hang after 30. */
    private static final long STOP_SECONDS = 45;

    private final Process process;
    private final Path log;
    private final CompletableFuture<Void> ready = new CompletableFuture<>();
    private final CompletableFuture<List<String>> account;

    private LoadProcess(Process process, Path log) {
        this.process = process;
        this.log = log;
        account = CompletableFuture.supplyAsync(this::read);
    }

    /** Starts it; what it has to say besides goes to the log. */
    static LoadProcess start(List<String> command, String password, Path log) {
        var builder = new ProcessBuilder(command).redirectError(log.toFile());
        builder.environment().put("CLIENTS_PASSWORD", password);
        try {
            return new LoadProcess(builder.start(), log);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    long pid() {
        return process.pid();
    }

    void awaitReady() {
        get(ready, START_SECONDS, "every caller has had an answer");
    }

    /** Has it stop, and returns what it says when it has ended. */
    Account stop() {
        try {
            process.getOutputStream().close();
        } catch (IOException alreadyGone) {
            // Then its account is not complete, which is found out below.
        }
        return Account.parse(get(account, STOP_SECONDS, "it has stopped"));
    }

    @Override
    public void close() {
        process.destroyForcibly().onExit().join();
    }

    private List<String> read() {
        try (var reader = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
            var lines = new ArrayList<String>();
            for (String line = reader.readLine(); line != null; line = reader.readLine()) {
                if (line.equals("ready")) {
                    ready.complete(null);
                } else {
                    lines.add(line);
                }
            }
            return lines;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            ready.completeExceptionally(new IllegalStateException("it has ended"));
        }
    }

    private <T> T get(CompletableFuture<T> future, long seconds, String goal) {
        try {
            return future.get(seconds, TimeUnit.SECONDS);
        } catch (TimeoutException | ExecutionException | CompletionException e) {
            throw new IllegalStateException("The load did not come so far that " + goal + "; see " + log, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
