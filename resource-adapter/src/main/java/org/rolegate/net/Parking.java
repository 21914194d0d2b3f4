package org.rolegate.net;

import java.util.Optional;

/**
 * One session among those that are parked: with something to pass on that may not pass for now. Whoever changes what may pass
 * has those look that would not look in vain; thread-safe.
 */
final class Parking {

    private final Session session;
    private volatile boolean holdsRequests;
    private volatile boolean holdsReplies;

    Parking(Session session) {
        this.session = session;
    }

    private Holding holding() {
        return session.frontend().sessions().holding();
    }

    /** Parks the session, or takes note of what more it keeps; on its event loop. */
    void park(boolean first) {
        holdsRequests = session.clientLeg().stashed() || session.machine().resendsRequests();
        holdsReplies = session.serverLeg().stashed();
        if (first) {
            holding().park(this);
            // First the register, then the look: who lets the parked ones go on meanwhile may have missed this one.
            if (worthALook() && holding().unpark(this)) {
                lookAgain();
            }
        }
    }

    void unpark() {
        holding().unpark(this);
    }

    /** Tells whether the session would find something changed. */
    boolean worthALook() {
        Optional<String> at = session.server();
        return at.isEmpty()
                || holdsReplies && session.machine().mayAnswer()
                || holdsRequests
                        && !session.machine().withholdsRequests()
                        && session.frontend().routes().mayForward(at.get());
    }

    /** What kept its bytes back may be over. */
    void lookAgain() {
        session.clientChannel().eventLoop().execute(session.machine()::onResume);
    }
}
