package org.rolegate.conversation;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * A bounded cache of the scripts that the servers of a group and role accepted from any session. It is needed since Redis 7.0
 * no longer replicates scripts.
 *
 * <p>The eviction follows the CLOCK algorithm: a script that was used in the last round stays for another one. Thread-safe.
 */
public final class ScriptCache {

    static final int MOST_SCRIPTS = 1_000;
    static final int MOST_BYTES = 1024 * 1024;

    private final Map<ScriptDigest, Script> scripts = new ConcurrentHashMap<>();
    /** Guarded by this. */
    private final Deque<Script> clock = new ArrayDeque<>();

    private int bytes;

    /** The shared object of all sessions without scripts, which are most. */
    private final SessionScripts none = new SessionScripts(this);

    /** Returns the scripts of a new session. */
    SessionScripts none() {
        return none;
    }

    Optional<Script> find(ScriptDigest digest) {
        return Optional.ofNullable(scripts.get(digest));
    }

    /** Adds a script that a server accepted. */
    synchronized Script add(ScriptDigest digest, byte[] body) {
        Script there = scripts.get(digest);
        if (there != null) {
            there.markUsed();
            return there;
        }
        Script script = new Script(digest, body);
        scripts.put(digest, script);
        clock.add(script);
        bytes += Script.size(body);
        while (bytes > MOST_BYTES || clock.size() > MOST_SCRIPTS) {
            evictOrSkipNext();
        }
        return script;
    }

    private void evictOrSkipNext() {
        Script next = clock.remove();
        if (next.wasUsedSinceLastCall()) {
            clock.add(next);
        } else {
            bytes -= Script.size(next.body().orElseThrow());
            scripts.remove(next.digest());
            next.dropBody();
        }
    }

    /** Drops all scripts, since a server executed SCRIPT FLUSH. */
    synchronized void flush() {
        scripts.clear();
        clock.forEach(Script::dropBody);
        clock.clear();
        bytes = 0;
    }
}
