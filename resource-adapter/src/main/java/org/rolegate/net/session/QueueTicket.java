package org.rolegate.net.session;

import io.netty.channel.EventLoop;

import org.rolegate.core.session.SessionMachine;

/**
 * One session's place among those that wait for a server, and its right to connect when its turn comes. Belongs to the
 * session's event loop.
 */
final class QueueTicket implements HeldSessions.Queued {

    private final HeldSessions holding;
    private final int most;
    private final SessionMachine machine;
    private final EventLoop loop;

    /** 0 unless it had to wait. */
    private long place;
    /** It is counted among those that connect at once. */
    private boolean released;

    /**
     * Creates the place of one session.
     *
     * @param most how many sessions may wait at once
     */
    QueueTicket(HeldSessions holding, int most, SessionMachine machine, EventLoop loop) {
        this.holding = holding;
        this.most = most;
        this.machine = machine;
        this.loop = loop;
    }

    /**
     * Waits, in its place.
     *
     * @return false if too many wait already
     */
    boolean enter() {
        if (place == 0) {
            place = holding.newPlace();
        }
        boolean entered = holding.enter(place, this, most);
        // Only now: those behind it are not to look first.
        settle();
        return entered;
    }

    void leave() {
        holding.leave(place);
    }

    /** Counts as one of those that connect at once, unless others are before it; tells whether it does so newly. */
    boolean claim() {
        if (released) {
            return true;
        }
        released = holding.pass();
        return released;
    }

    /** Its turn has come; from any thread. */
    @Override
    public void goOn() {
        loop.execute(() -> {
            released = true;
            if (machine.closed()) {
                settle();
            }
            machine.onQueueTurn();
        });
    }

    /** Is no longer one of those that connect; tells whether it was. */
    boolean settle() {
        boolean was = released;
        if (was) {
            released = false;
            holding.settled();
        }
        return was;
    }
}
