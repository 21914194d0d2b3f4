package org.rolegate.net.session;

import io.netty.channel.EventLoop;

import org.rolegate.core.session.SessionMachine;

/**
 * The place of one session in the queue for a server, and its right to connect when its turn comes. Belongs to the session's
 * event loop.
 */
final class QueueTicket implements HeldSessions.Queued {

    private final HeldSessions held;
    private final int max;
    private final SessionMachine machine;
    private final EventLoop loop;

    /** 0 until the session has to wait. */
    private long number;
    /** The session counts as one of those that are connecting. */
    private boolean hasTurn;

    /**
     * Creates the ticket of one session.
     *
     * @param max how many sessions may be queued at once
     */
    QueueTicket(HeldSessions held, int max, SessionMachine machine, EventLoop loop) {
        this.held = held;
        this.max = max;
        this.machine = machine;
        this.loop = loop;
    }

    /**
     * Queues the session. It keeps its place if it was queued before.
     *
     * @return false if too many sessions are queued already
     */
    boolean enter() {
        if (number == 0) {
            number = held.newTicket();
        }
        boolean entered = held.enter(number, this, max);
        // Only now: the sessions behind it must not get a turn first.
        releaseTurn();
        return entered;
    }

    void leave() {
        held.leave(number);
    }

    /**
     * Lets the session connect now, unless others are before it.
     *
     * @return whether it has a turn
     */
    boolean claimTurn() {
        if (hasTurn) {
            return true;
        }
        hasTurn = held.claimTurn();
        return hasTurn;
    }

    @Override
    public void onTurn() {
        loop.execute(() -> {
            hasTurn = true;
            if (machine.closed()) {
                releaseTurn();
            }
            machine.onQueueTurn();
        });
    }

    /**
     * Ends the session's turn.
     *
     * @return whether it had one
     */
    boolean releaseTurn() {
        boolean had = hasTurn;
        if (had) {
            hasTurn = false;
            held.releaseTurn();
        }
        return had;
    }
}
