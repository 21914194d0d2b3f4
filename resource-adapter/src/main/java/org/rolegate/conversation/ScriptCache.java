package org.rolegate.conversation;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * What is in the scripts that the servers of a group and role accepted from any session, as far as it is kept: since Redis
 * 7.0 they do not tell each other.
 *
 * <p>Bounded: the one that was used least recently goes first, as told by a clock that gives each one used in its last round
 * another round. Thread-safe.
 */
public final class ScriptCache {

    static final int MOST = 1_000;
    static final int MOST_BYTES = 1024 * 1024;

    private final Map<ScriptDigest, Script> known = new ConcurrentHashMap<>();
    /** Guarded by this. */
    private final Deque<Script> clock = new ArrayDeque<>();

    private int bytes;

    /** Of all sessions without scripts, which are most. */
    private final SessionScripts none = new SessionScripts(this);

    /** What a session is to begin with. */
    SessionScripts none() {
        return none;
    }

    Optional<Script> find(ScriptDigest digest) {
        return Optional.ofNullable(known.get(digest));
    }

    /** Takes note of what a server accepted. */
    synchronized Script add(ScriptDigest digest, byte[] body) {
        Script there = known.get(digest);
        if (there != null) {
            there.use();
            return there;
        }
        Script script = new Script(digest, body);
        known.put(digest, script);
        clock.add(script);
        bytes += Script.size(body);
        while (bytes > MOST_BYTES || clock.size() > MOST) {
            turn();
        }
        return script;
    }

    private void turn() {
        Script next = clock.remove();
        if (next.usedSince()) {
            clock.add(next);
        } else {
            bytes -= Script.size(next.body().orElseThrow());
            known.remove(next.digest());
            next.forget();
        }
    }

    /** A server was told to forget all of them. */
    synchronized void flush() {
        known.clear();
        clock.forEach(Script::forget);
        clock.clear();
        bytes = 0;
    }
}
