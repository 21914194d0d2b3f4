package org.rolegate.conversation;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

/**
 * Which scripts a session told its server, or called by their digests: the next server must know these, and is told them in
 * this session's name, and no others. What is in them, any session of the same servers may have told ({@link ScriptCache}).
 *
 * <p>Whatever goes wrong here costs a client no more than NOSCRIPT, which clients know what to do with. Not thread safe.
 */
final class SessionScripts {

    /** Of more scripts the one that was used first is forgotten. */
    static final int MOST = 64;

    /** More bytes of scripts without an answer are not kept. */
    private static final int MOST_AWAITED_BYTES = 64 * 1024;

    private static final int MOST_AWAITED = 64;

    /** One that servers are to keep or, without a body, to forget all of them. */
    private record Awaited(long number, ScriptDigest digest, byte[] body) {

        boolean flushes() {
            return body == null;
        }
    }

    private final ScriptCache shared;
    private final Deque<Awaited> awaited = new ArrayDeque<>(2);
    private final List<Script> used = new ArrayList<>(2);
    private int awaitedBytes;

    SessionScripts(ScriptCache shared) {
        this.shared = shared;
    }

    /** What a session is to begin with. */
    SessionScripts none() {
        return shared.none();
    }

    /**
     * The session sent SCRIPT, EVAL or EVALSHA.
     *
     * @param number the number of its reply
     * @param arguments the first three of it, in order
     * @return what is to be asked from now on: this, or the session's own if it has none yet
     */
    SessionScripts sent(long number, List<byte[]> arguments) {
        SessionScripts own = this == shared.none() ? new SessionScripts(shared) : this;
        own.note(number, arguments);
        return own;
    }

    private void note(long number, List<byte[]> arguments) {
        byte[] verb = arguments.get(0);
        if (arguments.size() < 2) {
            return;
        }
        if (Arguments.is(verb, "SCRIPT")) {
            if (Arguments.is(arguments.get(1), "LOAD") && arguments.size() > 2) {
                told(number, arguments.get(2));
            } else if (Arguments.is(arguments.get(1), "FLUSH")) {
                await(new Awaited(number, null, null));
            }
        } else if (Arguments.is(verb, "EVAL") || Arguments.is(verb, "EVAL_RO")) {
            told(number, arguments.get(1));
        } else {
            called(ScriptDigest.named(arguments.get(1)));
        }
    }

    private void told(long number, byte[] body) {
        // What is told again is mostly what was told before: a look at it is cheaper than its digest.
        Optional<Script> before =
                used.stream().filter(script -> script.has(body)).findFirst();
        before.ifPresent(Script::use);
        boolean flushed = awaited.stream().anyMatch(Awaited::flushes);
        if (before.isEmpty() || flushed) {
            await(new Awaited(number, ScriptDigest.of(body), body));
        }
    }

    private void await(Awaited one) {
        int size = one.flushes() ? 0 : Script.size(one.body);
        if (awaited.size() < MOST_AWAITED && awaitedBytes + size <= MOST_AWAITED_BYTES) {
            awaited.add(one);
            awaitedBytes += size;
        }
    }

    private void called(ScriptDigest digest) {
        if (digest == null) {
            return;
        }
        for (Script script : used) {
            if (script.digest().equals(digest)) {
                if (script.known()) {
                    script.use();
                } else {
                    shared.find(digest).ifPresent(this::use);
                }
                return;
            }
        }
        use(shared.find(digest).orElseGet(() -> new Script(digest)));
    }

    private void use(Script script) {
        script.use();
        used.removeIf(other -> other.digest().equals(script.digest()));
        used.add(script);
        if (used.size() > MOST) {
            used.remove(0);
        }
    }

    /** Returns how much memory of its own it takes, roughly: scripts that were accepted are everybody's. */
    int size() {
        return awaitedBytes;
    }

    /** Returns the number of the reply that is awaited next; {@link ConnectionState#NONE} if none is. */
    long next() {
        return awaited.isEmpty() ? ConnectionState.NONE : awaited.element().number;
    }

    /**
     * The reply came that is awaited next.
     *
     * @param done whether it says that the command was carried out
     */
    void answered(boolean done) {
        Awaited one = awaited.remove();
        if (one.flushes()) {
            if (done) {
                shared.flush();
            }
            return;
        }
        awaitedBytes -= Script.size(one.body);
        if (done) {
            use(shared.add(one.digest, one.body));
        }
    }

    /** The commands that have another server know them: which of them it does know is asked first, in the same order. */
    List<byte[][]> replay() {
        List<byte[]> question = new ArrayList<>(List.of(Arguments.of("SCRIPT"), Arguments.of("EXISTS")));
        List<byte[][]> commands = new ArrayList<>();
        for (Script script : used) {
            Optional<byte[]> body =
                    script.body().or(() -> shared.find(script.digest()).flatMap(Script::body));
            body.ifPresent(bytes -> {
                question.add(script.digest().keyword());
                commands.add(new byte[][] {Arguments.of("SCRIPT"), Arguments.of("LOAD"), bytes});
            });
        }
        if (!commands.isEmpty()) {
            commands.add(0, question.toArray(byte[][]::new));
        }
        return commands;
    }

    /** Tells how many, and nothing of what is in them. */
    @Override
    public String toString() {
        return String.valueOf(used.size());
    }
}
