package org.rolegate.net;

import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The sessions of one group and role that are held: new ones that have no server yet, first come first served, and
 * established ones with something to say to a server that must get nothing for now. Thread-safe.
 */
final class Holding {

    /** How many held sessions may be connecting at once: a storm would hit a master that has just been promoted. */
    private static final int AT_ONCE = 64;

    private final AtomicLong places = new AtomicLong();
    private final ConcurrentSkipListMap<Long, Session> waiting = new ConcurrentSkipListMap<>();
    private final AtomicInteger waitingCount = new AtomicInteger();
    private final AtomicInteger connecting = new AtomicInteger();
    private final AtomicLong turnedAway = new AtomicLong();
    private final AtomicLong gaveUp = new AtomicLong();
    private final AtomicInteger parkedCount = new AtomicInteger();
    private final Queue<Session> parked = new ConcurrentLinkedQueue<>();

    /** Returns how many new sessions wait now. */
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
    int parked() {
        return parkedCount.get();
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
    boolean enter(long place, Session session, int most) {
        if (waitingCount.incrementAndGet() > most) {
            waitingCount.decrementAndGet();
            turnedAway.incrementAndGet();
            return false;
        }
        waiting.put(place, session);
        return true;
    }

    /** Takes a session out that is not to wait any longer. */
    void leave(long place) {
        if (waiting.remove(place) != null) {
            gaveUp.incrementAndGet();
            waitingCount.decrementAndGet();
        }
    }

    /** Lets as many go on as may connect at once. */
    void release() {
        while (!waiting.isEmpty() && connecting.get() < AT_ONCE) {
            Map.Entry<Long, Session> first = waiting.pollFirstEntry();
            if (first == null) {
                return;
            }
            waitingCount.decrementAndGet();
            connecting.incrementAndGet();
            first.getValue().goOn();
        }
    }

    /** One that was let go on is through, or will never be. */
    void settled() {
        connecting.decrementAndGet();
    }

    /** Takes note of an established session that has something to pass on as soon as it may. */
    void park(Session session) {
        parkedCount.incrementAndGet();
        parked.add(session);
    }

    /** Lets every parked session look again. */
    void unpark() {
        for (Session session; (session = parked.poll()) != null; ) {
            parkedCount.decrementAndGet();
            session.lookAgain();
        }
    }
}
