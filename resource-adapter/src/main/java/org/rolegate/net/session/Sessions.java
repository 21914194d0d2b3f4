package org.rolegate.net.session;

import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;

import org.rolegate.conversation.ScriptCache;
import org.rolegate.core.session.Ending;

/**
 * The open sessions of one group and role. Thread-safe.
 *
 * <p>The race that is closed here: a session chooses its server by an old routing table while the table changes. The
 * publisher first publishes the table and then calls {@link #cutUnless}; the session is first counted on its server, then
 * registers there, and then looks at the table again. So one of them sees the other.
 */
public final class Sessions {

    /** A session as its register knows it. */
    interface Member {

        /** Returns the id of the chosen server, if there is one; from any thread. */
        Optional<String> server();

        /**
         * Ends the session, or makes it leave its server if it was demoted; from any thread.
         *
         * @return false if that is under way already
         */
        boolean cut(Ending by);
    }

    private final Set<Member> open = ConcurrentHashMap.newKeySet();
    private final Map<String, AtomicInteger> byServer = new ConcurrentHashMap<>();
    private final HeldSessions holding = new HeldSessions();
    private final ScriptCache scripts = new ScriptCache();
    private final boolean serversFill;

    /**
     * Begins with none.
     *
     * @param serversFill whether some may wait until another one leaves its server
     */
    public Sessions(boolean serversFill) {
        this.serversFill = serversFill;
    }

    /** Tells whether some may wait until another one leaves its server. */
    boolean serversFill() {
        return serversFill;
    }

    public HeldSessions holding() {
        return holding;
    }

    /** Returns the scripts that their servers have. */
    ScriptCache scripts() {
        return scripts;
    }

    /** Returns how many clients wait for a server. */
    public int held() {
        return holding.count();
    }

    /** Returns how many new clients had to wait for a server since the start. */
    public long heldTotal() {
        return holding.heldTotal();
    }

    /** Returns how many of those were let go on. */
    public long releasedTotal() {
        return holding.releasedTotal();
    }

    /** Returns how many established clients wait until something may be passed on to their server. */
    public int parked() {
        return holding.parked();
    }

    /** Lets held sessions go on, at a pace that a server can bear; to be called at every tick while a server is ready. */
    public void release() {
        holding.release();
    }

    /** Lets sessions with something to pass on look whether they may; to be called when that may have changed. */
    public void unpark() {
        holding.unpark();
    }

    void add(Member session) {
        open.add(session);
    }

    void remove(Member session) {
        open.remove(session);
        Optional<String> left = session.server();
        moved(left, Optional.empty());
        if (serversFill && left.isPresent()) {
            // One of them may wait for just this place.
            release();
        }
    }

    /** Counts a session off the server that it leaves, if any, and on the one that it was given, if any. */
    void moved(Optional<String> from, Optional<String> to) {
        from.ifPresent(id -> counter(id).decrementAndGet());
        to.ifPresent(id -> counter(id).incrementAndGet());
    }

    /** Counts the sessions on a server, also those that are still connecting to it. */
    public int on(String server) {
        return counter(server).get();
    }

    private AtomicInteger counter(String server) {
        return byServer.computeIfAbsent(server, id -> new AtomicInteger());
    }

    /**
     * Cuts every session on a server that no session may stay on.
     *
     * @return how many
     */
    public int cutUnless(Predicate<String> mayStay, Ending ending) {
        // This is asked many times a second, and there is seldom one.
        boolean any = byServer.entrySet().stream()
                .anyMatch(entry -> entry.getValue().get() > 0 && !mayStay.test(entry.getKey()));
        return any ? cut(session -> session.server().filter(mayStay.negate()).isPresent(), ending) : 0;
    }

    /**
     * Cuts every session, also those that have no server yet.
     *
     * @return how many
     */
    public int cutAll(Ending ending) {
        return cut(session -> true, ending);
    }

    private int cut(Predicate<Member> which, Ending ending) {
        return (int) open.stream()
                .filter(which)
                .filter(session -> session.cut(ending))
                .count();
    }
}
