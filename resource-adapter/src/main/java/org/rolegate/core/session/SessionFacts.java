package org.rolegate.core.session;

/** What a session's life depends on outside of it. Every answer is that of a moment; asking changes nothing. */
public interface SessionFacts {

    /** Whether a server is chosen, be it connected or not. */
    boolean chosen();

    /** Whether sessions on the chosen server may stay there; only asked when there is one. */
    boolean mayStay();

    /** Whether the chosen server may be told anything at this very moment; false if there is none. */
    boolean serverMayBeTold();

    /** Whether a server's answers may be passed on at this very moment; from any thread. */
    boolean answersMayPass();

    /** Whether the client's connection stands. */
    boolean clientThere();

    /** Whether something lies here that the client said. */
    boolean requestsKept();

    /** Whether something lies here that the server said. */
    boolean repliesKept();

    /** Whether the server was reached so long ago that it would have answered by now, had it been asked anything. */
    boolean arrivedLongAgo();

    /** Whether new sessions are to wait because others wait for a place on a server. */
    boolean othersWaitForPlaces();

    /** Returns how many clients wait. */
    int waiting();

    /** Returns the words for a client that was held in vain, until this timer was over. */
    String heldInVain(SessionTimer timer);
}
