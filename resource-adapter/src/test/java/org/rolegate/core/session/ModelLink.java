package org.rolegate.core.session;

import java.util.ArrayDeque;
import java.util.Deque;

/** A connection to one of two servers, and what is on its way on it. */
final class ModelLink {

    /** What a server was asked: the number of a command, and whether that was all of it. */
    record Asked(int number, boolean whole) {}

    /** What a server said: to which command, whether that was all of it, and whether it would not do it. */
    record Said(int number, boolean whole, boolean refusal) {}

    final int server;
    final Deque<Asked> asked = new ArrayDeque<>();
    final Deque<Said> said = new ArrayDeque<>();
    /** Nobody listens on this side any more; what was asked may still be carried out. */
    boolean dropped;
    /** The server says no more. */
    boolean finished;
    /** It was told that the client says no more. */
    boolean toldEnd;

    ModelLink(int server) {
        this.server = server;
    }

    /** Whether the server can carry something out. */
    boolean busy() {
        return asked.stream().anyMatch(Asked::whole);
    }

    /** Takes the next whole command; returns its number. */
    int take() {
        Asked next = asked.remove();
        while (!next.whole()) {
            next = asked.remove();
        }
        return next.number();
    }

    @Override
    public String toString() {
        return server + (dropped ? "x" : "") + (finished ? "." : "") + (toldEnd ? "!" : "") + asked + said;
    }
}
