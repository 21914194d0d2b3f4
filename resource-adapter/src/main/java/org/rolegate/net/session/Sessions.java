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
 * The register of the open sessions of one group and role. Thread-safe.
 *
 * <p>It closes a race: a session chooses its server by an old routing table while the table changes. The publisher first
 * publishes the table and then calls {@link #cutUnless}. The session first registers on its server and then checks the table
 * again. So one of them always sees the other.
 */
public final class Sessions {

    /** A session as the register uses it. */
    interface Member {

        /** Returns the id of the chosen server, if there is one; called on any thread. */
        Optional<String> server();

        /**
         * Ends the session, or makes it leave its server if that was demoted; called on any thread.
         *
         * @return false if that is under way already
         */
        boolean cut(Ending by);
    }

    private final Set<Member> open = ConcurrentHashMap.newKeySet();
    private final Map<String, AtomicInteger> byServer = new ConcurrentHashMap<>();
    private final HeldSessions held = new HeldSessions();
    private final ScriptCache scripts = new ScriptCache();
    private final boolean serversFill;

    /**
     * Creates an empty register.
     *
     * @param serversFill whether the servers have a connection limit, so that clients may wait for another one to leave
     */
    public Sessions(boolean serversFill) {
        this.serversFill = serversFill;
    }

    /** Tells whether clients may have to wait until another one leaves its server. */
    boolean serversFill() {
        return serversFill;
    }

    /** Returns the sessions among them that are held. */
    public HeldSessions heldSessions() {
        return held;
    }

    /** Returns the scripts that the servers are known to have. */
    ScriptCache scripts() {
        return scripts;
    }

    /** Returns how many sessions are queued now. */
    public int held() {
        return held.count();
    }

    /** Returns how many new sessions were queued since the start. */
    public long heldTotal() {
        return held.heldTotal();
    }

    /** Returns how many of those were released. */
    public long releasedTotal() {
        return held.releasedTotal();
    }

    /** Returns how many sessions are parked now. */
    public int parked() {
        return held.parked();
    }

    /** Releases queued sessions at a rate that a server can bear; called at every tick while a server is ready. */
    public void release() {
        held.release();
    }

    /** Resumes the parked sessions that may forward something; called when this may have changed. */
    public void unpark() {
        held.unpark();
    }

    void add(Member session) {
        open.add(session);
    }

    void remove(Member session) {
        open.remove(session);
        Optional<String> left = session.server();
        onServerChanged(left, Optional.empty());
        if (serversFill && left.isPresent()) {
            // A queued session may wait for exactly this place.
            release();
        }
    }

    /** Counts a session off its previous server, if any, and on its new server, if any. */
    void onServerChanged(Optional<String> from, Optional<String> to) {
        from.ifPresent(id -> counter(id).decrementAndGet());
        to.ifPresent(id -> counter(id).incrementAndGet());
    }

    /** Returns the number of sessions on a server, including those that are still connecting to it. */
    public int on(String server) {
        return counter(server).get();
    }

    private AtomicInteger counter(String server) {
        return byServer.computeIfAbsent(server, id -> new AtomicInteger());
    }

    /**
     * Cuts every session on a server on which no session may stay.
     *
     * @return the number of these sessions
     */
    public int cutUnless(Predicate<String> mayStay, Ending ending) {
        // Called many times a second, and seldom is there such a session.
        boolean any = byServer.entrySet().stream()
                .anyMatch(entry -> entry.getValue().get() > 0 && !mayStay.test(entry.getKey()));
        return any ? cut(session -> session.server().filter(mayStay.negate()).isPresent(), ending) : 0;
    }

    /**
     * Cuts every session, including those without a server.
     *
     * @return the number of these sessions
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
