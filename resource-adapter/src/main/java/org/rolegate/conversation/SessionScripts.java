package org.rolegate.conversation;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

import org.jspecify.annotations.Nullable;

/**
 * The scripts that a session loaded or called by their digests. The next server must know them, and only they are loaded there
 * with this session's credentials. Their bodies may come from any session of the same servers ({@link ScriptCache}).
 *
 * <p>The worst effect of an error here is a NOSCRIPT reply, which clients can handle. Not thread-safe.
 */
final class SessionScripts {

    /** The maximum number of scripts; beyond it, the one that was used first is dropped. */
    static final int MOST_SCRIPTS = 64;

    /** The maximum bytes of scripts without a reply; further ones are not recorded. */
    private static final int MOST_PENDING_BYTES = 64 * 1024;

    private static final int MOST_PENDING = 64;

    /** A command without a reply that changes the server's scripts. */
    private sealed interface Pending {

        long number();

        /** Returns the approximate memory in bytes. */
        int size();
    }

    private record Load(long number, ScriptDigest digest, byte[] body) implements Pending {

        @Override
        public int size() {
            return Script.size(body);
        }
    }

    private record Flush(long number) implements Pending {

        @Override
        public int size() {
            return 0;
        }
    }

    private final ScriptCache shared;
    private final Deque<Pending> pending = new ArrayDeque<>(2);
    private final List<Script> used = new ArrayList<>(2);
    private int pendingBytes;

    SessionScripts(ScriptCache shared) {
        this.shared = shared;
    }

    /** Returns the scripts of a new session. */
    SessionScripts none() {
        return shared.none();
    }

    /**
     * Records a SCRIPT, EVAL or EVALSHA that the session sent.
     *
     * @param number the number of its reply
     * @param arguments its name and at most two arguments
     * @return the scripts of the session from now on: this object, or a new one if this is the shared empty one
     */
    SessionScripts onCommand(long number, List<byte[]> arguments) {
        SessionScripts own = this == shared.none() ? new SessionScripts(shared) : this;
        own.add(number, arguments);
        return own;
    }

    private void add(long number, List<byte[]> arguments) {
        byte[] verb = arguments.get(0);
        if (arguments.size() < 2) {
            return;
        }
        if (Arguments.is(verb, "SCRIPT")) {
            if (Arguments.is(arguments.get(1), "LOAD") && arguments.size() > 2) {
                loaded(number, arguments.get(2));
            } else if (Arguments.is(arguments.get(1), "FLUSH")) {
                addPending(new Flush(number));
            }
        } else if (Arguments.is(verb, "EVAL") || Arguments.is(verb, "EVAL_RO")) {
            loaded(number, arguments.get(1));
        } else {
            called(ScriptDigest.parse(arguments.get(1)));
        }
    }

    private void loaded(long number, byte[] body) {
        // A script is mostly one that was loaded before, and a comparison is cheaper than its digest.
        Optional<Script> before =
                used.stream().filter(script -> script.hasBody(body)).findFirst();
        before.ifPresent(Script::markUsed);
        boolean flushed = pending.stream().anyMatch(Flush.class::isInstance);
        if (before.isEmpty() || flushed) {
            addPending(new Load(number, ScriptDigest.of(body), body));
        }
    }

    private void addPending(Pending one) {
        if (pending.size() < MOST_PENDING && pendingBytes + one.size() <= MOST_PENDING_BYTES) {
            pending.add(one);
            pendingBytes += one.size();
        }
    }

    private void called(@Nullable ScriptDigest digest) {
        if (digest == null) {
            return;
        }
        for (Script script : used) {
            if (script.digest().equals(digest)) {
                if (script.isCached()) {
                    script.markUsed();
                } else {
                    shared.find(digest).ifPresent(this::use);
                }
                return;
            }
        }
        use(shared.find(digest).orElseGet(() -> new Script(digest)));
    }

    private void use(Script script) {
        script.markUsed();
        used.removeIf(other -> other.digest().equals(script.digest()));
        used.add(script);
        if (used.size() > MOST_SCRIPTS) {
            used.remove(0);
        }
    }

    /** Returns the approximate memory in bytes; accepted scripts belong to the shared cache and do not count. */
    int size() {
        return pendingBytes;
    }

    /** Returns the number of the next awaited reply, or {@link ConnectionState#NONE} if there is none. */
    long next() {
        return pending.isEmpty() ? ConnectionState.NONE : pending.element().number();
    }

    /**
     * Records the next awaited reply.
     *
     * @param executed whether the command was executed
     */
    void onReply(boolean executed) {
        Pending one = pending.remove();
        pendingBytes -= one.size();
        if (!executed) {
            return;
        }
        if (one instanceof Load load) {
            use(shared.add(load.digest, load.body));
        } else {
            shared.flush();
        }
    }

    /** Returns the commands that load the scripts on another server: SCRIPT EXISTS first, then one SCRIPT LOAD for each. */
    List<byte[][]> replay() {
        List<byte[]> exists = new ArrayList<>(List.of(Arguments.of("SCRIPT"), Arguments.of("EXISTS")));
        List<byte[][]> commands = new ArrayList<>();
        for (Script script : used) {
            Optional<byte[]> body =
                    script.body().or(() -> shared.find(script.digest()).flatMap(Script::body));
            body.ifPresent(bytes -> {
                exists.add(script.digest().argument());
                commands.add(new byte[][] {Arguments.of("SCRIPT"), Arguments.of("LOAD"), bytes});
            });
        }
        if (!commands.isEmpty()) {
            commands.add(0, exists.toArray(byte[][]::new));
        }
        return commands;
    }

    /** Returns the number of scripts without their contents. */
    @Override
    public String toString() {
        return String.valueOf(used.size());
    }
}
