package org.rolegate.net;

/**
 * One session's place among those that wait for a server, and its right to connect when its turn comes. Belongs to the
 * session's event loop.
 */
final class QueuePlace {

    private final Session session;

    /** 0 unless it had to wait. */
    private long place;
    /** It is counted among those that connect at once. */
    private boolean released;

    QueuePlace(Session session) {
        this.session = session;
    }

    private Holding holding() {
        return session.frontend().sessions().holding();
    }

    /**
     * Waits, in its place.
     *
     * @return false if too many wait already
     */
    boolean enter() {
        if (place == 0) {
            place = holding().newPlace();
        }
        boolean entered = holding()
                .enter(place, this, session.frontend().settings().hold().sessions());
        // Only now: those behind it are not to look first.
        settle();
        return entered;
    }

    void leave() {
        holding().leave(place);
    }

    /** Counts as one of those that connect at once, unless others are before it; tells whether it does so newly. */
    boolean claim() {
        if (released) {
            return true;
        }
        released = holding().pass();
        return released;
    }

    /** Its turn has come; from any thread. */
    void goOn() {
        session.clientChannel().eventLoop().execute(() -> {
            released = true;
            if (session.machine().closed()) {
                settle();
            }
            session.machine().onQueueTurn();
        });
    }

    /** Is no longer one of those that connect; tells whether it was. */
    boolean settle() {
        boolean was = released;
        if (was) {
            released = false;
            holding().settled();
        }
        return was;
    }
}
