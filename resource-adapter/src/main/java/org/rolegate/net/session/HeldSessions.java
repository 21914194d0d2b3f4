package org.rolegate.net.session;

import java.util.Iterator;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The sessions of one group and role that are held: those that have no server, first come first served, and established
 * ones with something to say to a server that must get nothing for now. Thread-safe.
 *
 * <p>How many may connect at once is told by the last attempt: many while servers can be reached, one as long as they
 * cannot, or all that wait would knock on a dead server's door until its death is noticed.
 */
public final class HeldSessions {

    /** A session that waits for a server. */
    interface Queued {

        /** Lets the session look for a server; from any thread. */
        void goOn();
    }

    /** An established session with something to pass on that may not pass yet. */
    interface Parked {

        /** Tells whether something may pass now; from any thread. */
        boolean worthALook();

        /** Lets the session pass on what may pass; from any thread. */
        void lookAgain();
    }

    /** How many held sessions may be connecting at once: a storm would hit a master that has just been promoted. */
    static final int AT_ONCE = 64;

    private final AtomicLong places = new AtomicLong();
    private final ConcurrentSkipListMap<Long, Queued> waiting = new ConcurrentSkipListMap<>();
    private final AtomicInteger waitingCount = new AtomicInteger();
    private final AtomicInteger connecting = new AtomicInteger();
    private final AtomicLong turnedAway = new AtomicLong();
    private final AtomicLong gaveUp = new AtomicLong();
    private final Set<Parked> parked = ConcurrentHashMap.newKeySet();
    private volatile int atOnce = AT_ONCE;
    private volatile boolean oneByOne;

    /** Returns how many sessions wait for a server now. */
    int count() {
        return waitingCount.get();
    }

    /** Returns how many new sessions had to wait since the start. */
    long heldTotal() {
        return places.get() - turnedAway.get();
    }

    /** Returns how many of those were let go on. */
    long releasedTotal() {
        return heldTotal() - gaveUp.get() - count();
    }

    /** Returns how many established sessions wait now. */
    public int parked() {
        return parked.size();
    }

    /** Returns how many of those that waited are connecting now. */
    public int connecting() {
        return connecting.get();
    }

    /** Returns a place in the queue, earlier ones first. */
    long newPlace() {
        return places.incrementAndGet();
    }

    /**
     * Lets a session wait.
     *
     * @return false if so many wait already
     */
    boolean enter(long place, Queued session, int most) {
        if (waitingCount.incrementAndGet() > most) {
            waitingCount.decrementAndGet();
            turnedAway.incrementAndGet();
            return false;
        }
        if (waiting.putIfAbsent(place, session) != null) {
            waitingCount.decrementAndGet();
        }
        return true;
    }

    /** Takes a session out that is not to wait any longer. */
    void leave(long place) {
        if (waiting.remove(place) != null) {
            gaveUp.incrementAndGet();
            waitingCount.decrementAndGet();
        }
    }

    /** Lets a session connect at once, as one of those that waited, unless others are before it; tells whether it may. */
    boolean pass() {
        return waiting.isEmpty() && claim();
    }

    /** Lets as many go on as may connect at once. */
    void release() {
        // Where every server is full each of them is back at once.
        for (int i = 0; i < AT_ONCE && !waiting.isEmpty() && claim(); i++) {
            Map.Entry<Long, Queued> first = waiting.pollFirstEntry();
            if (first == null) {
                settled();
                return;
            }
            waitingCount.decrementAndGet();
            first.getValue().goOn();
        }
    }

    private boolean claim() {
        if (connecting.incrementAndGet() <= (oneByOne ? 1 : atOnce)) {
            return true;
        }
        connecting.decrementAndGet();
        return false;
    }

    /** One that was let go on is through, or will never be. */
    void settled() {
        connecting.decrementAndGet();
    }

    /**
     * Takes note of what is waited for. Of those that wait for one place on a server only the first may look whether it is
     * free: on many event loops a later one would often look first.
     */
    void waitFor(boolean placeOnServer) {
        if (oneByOne != placeOnServer) {
            oneByOne = placeOnServer;
        }
    }

    /** A server was reached, or could not be. */
    void reached(boolean server) {
        int next = server ? AT_ONCE : 1;
        if (atOnce != next) {
            atOnce = next;
        }
    }

    /** Takes note of an established session that has something to pass on as soon as it may. */
    void park(Parked session) {
        parked.add(session);
    }

    /** Lets every parked session look again that would not look in vain. */
    void unpark() {
        for (Iterator<Parked> all = parked.iterator(); all.hasNext(); ) {
            Parked session = all.next();
            if (session.worthALook()) {
                all.remove();
                session.lookAgain();
            }
        }
    }

    /** Tells whether the session was parked until now. */
    boolean unpark(Parked session) {
        return parked.remove(session);
    }
}
