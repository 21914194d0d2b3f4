package org.rolegate.core.session;

/**
 * The effects that the life of a session has. {@link #search}, the last effect of a step, may call the machine back before it
 * returns. An effect that forwards or closes may find that the client connection is dead: it then calls
 * {@link SessionMachine#onClientClosed} before it returns.
 */
public interface SessionEffects {

    // Search

    /** Searches for a server, unless the search was stopped. */
    void search();

    /** Stops the search: it reports nothing any more. A later search begins anew. */
    void stopSearch();

    /** Records that the session has a server, which also ends its wait in the queue. */
    void completeSearch();

    /**
     * Gives up the chosen server, if there is one, and closes its connection, if there is one.
     *
     * @param reset whether requests that the server has not received yet must never reach it
     */
    void dropServer(boolean reset);

    /** Requests a check of the server at once. */
    void recheckServer();

    // Handover

    /** Records that the session leaves its server for another one. */
    void leaveServer();

    /** Records that the session resumes on another server. */
    void recordResumed();

    /** Answers all outstanding requests with {@code -UNCERTAIN}, if they can be answered. */
    void answerUncertain();

    /** Sends the unanswered requests of the former server to the new one. */
    void resendRequests();

    // Forwarding

    /** Forwards the pending requests, if they may be forwarded; returns whether none are left. */
    boolean forwardRequests();

    /** Forwards the pending replies, if they may be forwarded; returns whether none are left. */
    boolean forwardReplies();

    /** Stops reading the client. */
    void pauseClient();

    /** Reads the client. */
    void readClient();

    /** Reads each side whose other side can take more; the client only if the parameter is true. */
    void readBoth(boolean client);

    /** Reads the client, up to a limit, while nothing is forwarded: its half-close is seen in no other way. */
    void readHeldClient();

    // Hold

    /** Records what the queued clients of the frontend wait for: a place on a full server, or a server. */
    void recordQueueReason(boolean place);

    /**
     * Enters the queue.
     *
     * @return false if the queue is full
     */
    boolean enterQueue();

    /** Leaves the queue. */
    void leaveQueue();

    /** Takes the right to connect at once; returns false if other sessions come first. */
    boolean claimTurn();

    /** Gives back the right to connect, if the session has it. */
    void releaseTurn();

    /**
     * Parks the session: {@link SessionMachine#onResume} is called whenever pending bytes may be forwarded.
     *
     * @param first false if the session is parked already, and only its pending bytes changed
     */
    void park(boolean first);

    /** Ends what {@link #park} began. */
    void unpark();

    /** Calls {@link SessionMachine#onResume} after this step. */
    void scheduleResume();

    /** Starts a timer: {@link SessionMachine#onTimer} is called when it expires. */
    void startTimer(SessionTimer timer);

    /** Stops a timer, if it runs. */
    void stopTimer(SessionTimer timer);

    // Endings

    /** Half-closes the server connection after all forwarded requests. */
    void halfCloseServer();

    /** Half-closes the client connection after all forwarded replies, and limits the wait for the client's own half-close. */
    void halfCloseClient();

    /** Closes both connections after all forwarded bytes were sent. */
    void closeGracefully();

    /** Closes the server connection now, and the client connection after all forwarded replies were sent. */
    void closeServerThenClient();

    /** Sends the reason to the client, and closes its connection after that. */
    void refuse(Ending by, String reason);

    /**
     * Closes both connections now.
     *
     * @param reset whether requests that the server has not received yet must never reach it
     */
    void close(boolean reset);

    /** Closes the client connection now. */
    void closeClient();
}
