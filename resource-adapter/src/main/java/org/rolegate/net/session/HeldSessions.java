package org.rolegate.net.session;

import java.util.Iterator;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The held sessions of one group and role. Thread-safe.
 *
 * <p>They are of two kinds: queued sessions, which have no server and are released in the order in which they came, and
 * parked sessions, which have a server and pending bytes that may not be forwarded for now.
 *
 * <p>How many queued sessions may connect at once depends on the last connection attempt. After a success it is
 * {@link #MAX_CONNECTING}, after a failure one. Otherwise all queued sessions would try to connect to a dead server until its
 * failure is detected.
 */
public final class HeldSessions {

    /** A session that waits for a server. */
    interface Queued {

        /** Lets the session look for a server; called on any thread. */
        void onTurn();
    }

    /** A session that has a server and pending bytes that may not be forwarded yet. */
    interface Parked {

        /** Tells whether pending bytes may be forwarded now; called on any thread. */
        boolean mayResume();

        /** Lets the session forward the pending bytes that may be forwarded; called on any thread. */
        void resume();
    }

    /** The number of held sessions that may connect at once: more would be a storm on a newly promoted master. */
    static final int MAX_CONNECTING = 64;

    private final AtomicLong tickets = new AtomicLong();
    private final ConcurrentSkipListMap<Long, Queued> queue = new ConcurrentSkipListMap<>();
    private final AtomicInteger queuedCount = new AtomicInteger();
    private final AtomicInteger connecting = new AtomicInteger();
    private final AtomicLong rejected = new AtomicLong();
    private final AtomicLong abandoned = new AtomicLong();
    private final Set<Parked> parked = ConcurrentHashMap.newKeySet();
    private volatile int maxConnecting = MAX_CONNECTING;
    private volatile boolean oneByOne;

    /** Returns how many sessions are queued now. */
    int count() {
        return queuedCount.get();
    }

    /** Returns how many new sessions were queued since the start. */
    long heldTotal() {
        return tickets.get() - rejected.get();
    }

    /** Returns how many of those were released. */
    long releasedTotal() {
        return heldTotal() - abandoned.get() - count();
    }

    /** Returns how many sessions are parked now. */
    public int parked() {
        return parked.size();
    }

    /** Returns how many of the released sessions are connecting now. */
    public int connecting() {
        return connecting.get();
    }

    /** Returns the number of a new place in the queue; a lower number comes first. */
    long newTicket() {
        return tickets.incrementAndGet();
    }

    /**
     * Queues a session.
     *
     * @return false if the given number of sessions is queued already
     */
    boolean enter(long ticket, Queued session, int max) {
        if (queuedCount.incrementAndGet() > max) {
            queuedCount.decrementAndGet();
            rejected.incrementAndGet();
            return false;
        }
        if (queue.putIfAbsent(ticket, session) != null) {
            queuedCount.decrementAndGet();
        }
        return true;
    }

    /** Removes a session from the queue that does not wait any longer. */
    void leave(long ticket) {
        if (queue.remove(ticket) != null) {
            abandoned.incrementAndGet();
            queuedCount.decrementAndGet();
        }
    }

    /**
     * Lets a session connect at once, and counts it as a released one.
     *
     * @return false if others are before it, or if too many are connecting
     */
    boolean claimTurn() {
        return queue.isEmpty() && claim();
    }

    /** Releases as many queued sessions as may connect at once. */
    void release() {
        // The bound matters where every server is full: each released session is queued again at once.
        for (int i = 0; i < MAX_CONNECTING && !queue.isEmpty() && claim(); i++) {
            Map.Entry<Long, Queued> first = queue.pollFirstEntry();
            if (first == null) {
                releaseTurn();
                return;
            }
            queuedCount.decrementAndGet();
            first.getValue().onTurn();
        }
    }

    private boolean claim() {
        if (connecting.incrementAndGet() <= (oneByOne ? 1 : maxConnecting)) {
            return true;
        }
        connecting.decrementAndGet();
        return false;
    }

    /** Records that a released session has connected, or never will. */
    void releaseTurn() {
        connecting.decrementAndGet();
    }

    /**
     * Records what the queued sessions wait for. If they wait for a place on a full server, only the first one may check
     * whether it is free: on several event loops a later one would often check first.
     */
    void recordQueueReason(boolean placeOnServer) {
        if (oneByOne != placeOnServer) {
            oneByOne = placeOnServer;
        }
    }

    /** Records whether the last connection attempt succeeded. */
    void onConnectResult(boolean success) {
        int next = success ? MAX_CONNECTING : 1;
        if (maxConnecting != next) {
            maxConnecting = next;
        }
    }

    /** Adds a session that has pending bytes. */
    void park(Parked session) {
        parked.add(session);
    }

    /** Resumes every parked session that may forward something. */
    void unpark() {
        for (Iterator<Parked> all = parked.iterator(); all.hasNext(); ) {
            Parked session = all.next();
            if (session.mayResume()) {
                all.remove();
                session.resume();
            }
        }
    }

    /**
     * Removes a parked session.
     *
     * @return whether it was parked until now
     */
    boolean unpark(Parked session) {
        return parked.remove(session);
    }
}
