package org.rolegate.core.session;

/** What a session's life depends on outside of it. Every answer is that of a moment; asking changes nothing. */
public interface SessionFacts {

    /** Whether a server is chosen, be it connected or not. */
    boolean serverChosen();

    /** Whether sessions on the chosen server may stay there; only asked when there is one. */
    boolean mayStay();

    /** Whether the chosen server may be told anything at this very moment; false if there is none. */
    boolean mayForwardRequests();

    /** Whether a server's answers may be passed on at this very moment; from any thread. */
    boolean mayForwardReplies();

    /** Whether the client's connection stands. */
    boolean clientConnected();

    /** Whether something lies here that the client said. */
    boolean requestsPending();

    /** Whether something lies here that the server said. */
    boolean repliesPending();

    /** Whether the server was reached so long ago that it would have answered by now, had it been asked anything. */
    boolean connectedLongAgo();

    /** Whether new sessions are to wait because others wait for a place on a server. */
    boolean othersQueueForPlaces();

    /** Returns how many clients wait. */
    int queuedClients();

    /** Returns the words for a client that was held in vain, until this timer was over. */
    String holdTimeoutReason(SessionTimer timer);
}
