package org.rolegate.core.session;

/**
 * What a session's life orders. {@link #search}, the last thing a step does, may call the machine back before it returns. What
 * passes something on or closes may find that the client's connection is dead: then {@link SessionMachine#onClientClosed} is
 * called from within.
 */
public interface SessionEffects {

    /** Looks for a server, unless there was an end to that. */
    void search();

    /** Gives the search up: nothing of it is heard any more. A later one begins anew. */
    void stopSearch();

    /**
     * Gives up the server that is chosen, if there is one, and its connection, if it stands.
     *
     * @param reset whether what it has not got yet must never reach it
     */
    void dropServer(boolean reset);

    /** The session leaves its server to go on with another one. */
    void leaveServer();

    /** The session goes on with another server. */
    void recordResumed();

    /** Answers all that the server owes with an error that says that nobody knows the outcome, if that can be said. */
    void answerUncertain();

    /** Asks the server what its predecessor left unanswered. */
    void resendRequests();

    /** Passes on what lies here of the client's words, if it may pass; tells whether nothing is left. */
    boolean forwardRequests();

    /** Passes on what lies here of the server's words, if it may pass; tells whether nothing is left. */
    boolean forwardReplies();

    /** Reads the client no more, for now. */
    void pauseClient();

    /** Reads the client. */
    void readClient();

    /** Reads both sides as far as the other one can take more; the client only if asked to. */
    void readBoth(boolean client);

    /** Reads the client on while nothing is passed on, as far as that may be: only so is its end seen. */
    void readHeldClient();

    /** Has the server checked. */
    void recheckServer();

    /** Takes note of what those that wait, wait for: a place on a server, or a server. */
    void recordQueueReason(boolean place);

    /**
     * Goes to its place among those that wait.
     *
     * @return false if too many do already
     */
    boolean enterQueue();

    /** Gives its place among those that wait up. */
    void leaveQueue();

    /** Counts as one of those that may connect at once; false if others are before it. */
    boolean claimTurn();

    /** Takes note that it has a server, as the last one that waited. */
    void completeSearch();

    /** Is no longer one of those that connect. */
    void releaseTurn();

    /** Has {@link SessionMachine#onResume} called when what is kept here may pass; again and again, if need be. */
    void park(boolean first);

    /** Has that no longer called. */
    void unpark();

    /** Has {@link SessionMachine#onResume} called soon, when this step is over. */
    void scheduleResume();

    /** Has {@link SessionMachine#onTimer} called in a while. */
    void startTimer(SessionTimer timer);

    /** Has that no longer called; nothing if it was not started. */
    void stopTimer(SessionTimer timer);

    /** Tells the server that the client sends no more. */
    void halfCloseServer();

    /** Tells the client that the server sends no more, and waits for its own end no longer than it may take. */
    void halfCloseClient();

    /** Closes both connections once all that was said has been passed on. */
    void closeGracefully();

    /** Closes the server's connection, and the client's once it has read what was said. */
    void closeServerThenClient();

    /** Tells the client why, and closes its connection once it has read that. */
    void refuse(Ending by, String reason);

    /**
     * Closes both connections.
     *
     * @param reset whether what the server has not got yet must never reach it
     */
    void close(boolean reset);

    /** Closes the client's connection. */
    void closeClient();
}
