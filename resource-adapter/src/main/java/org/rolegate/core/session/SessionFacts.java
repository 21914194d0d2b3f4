package org.rolegate.core.session;

/** The facts outside of a session that its life depends on. Each is true at the moment of the call; no call changes any. */
public interface SessionFacts {

    /** Returns whether a server is chosen, connected or not; any thread may call this. */
    boolean serverChosen();

    /** Returns whether sessions may stay on the chosen server; only called when there is one. */
    boolean mayStay();

    /** Returns whether requests may be forwarded to the chosen server; false if there is none. Any thread may call this. */
    boolean mayForwardRequests();

    /** Returns whether replies of a server may be forwarded; any thread may call this. */
    boolean mayForwardReplies();

    /** Returns whether the client is connected. */
    boolean clientConnected();

    /** Returns whether requests are pending. */
    boolean requestsPending();

    /** Returns whether replies are pending. */
    boolean repliesPending();

    /** Returns whether the server has been connected for so long that it would have answered any request by now. */
    boolean connectedLongAgo();

    /** Returns whether a new session must enter the queue because other sessions wait for a place on a full server. */
    boolean othersQueueForPlaces();

    /** Returns the number of queued clients. */
    int queuedClients();

    /** Returns the error text for a client that was held until this timer expired. */
    String holdTimeoutReason(SessionTimer timer);
}
