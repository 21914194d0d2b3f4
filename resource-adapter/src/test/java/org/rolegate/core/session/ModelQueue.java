package org.rolegate.core.session;

/** How a session stands with those that wait for a server, or for the one they have: as {@code net.Holding} keeps it. */
final class ModelQueue {

    /** Too many wait already. */
    boolean crowded;
    /** Others are before it. */
    boolean ahead;
    /** It is among those that wait for a server. */
    boolean queued;
    /** Its turn has come, and it will hear of that. */
    boolean posted;
    /** It is counted as one of those that connect. */
    boolean released;
    /** It is looked for when something changes. */
    boolean registered;
    /** It will look. */
    boolean looks;

    private boolean keepsRequests;
    private boolean keepsReplies;

    boolean enter() {
        SessionModel.mustBe(!queued && !posted, "it waits in one place");
        released = false;
        queued = !crowded;
        return queued;
    }

    void leave() {
        SessionModel.mustBe(queued || posted, "it leaves a place that it had");
        queued = false;
    }

    boolean claim() {
        released |= !ahead;
        return released;
    }

    void through() {
        SessionModel.mustBe(!queued && !posted, "who has a server does not wait for one");
        released = false;
    }

    void release() {
        queued = false;
        posted = true;
    }

    void turn(boolean closed) {
        posted = false;
        released = !closed;
    }

    /** It is parked with this; as other threads see it, that is what is kept until it is parked anew. */
    void park(boolean first, boolean requests, boolean replies, ModelWorld world) {
        keepsRequests = requests;
        keepsReplies = replies;
        if (first) {
            SessionModel.mustBe(!registered, "it is registered once");
            registered = !worthALook(world);
            looks |= !registered;
        }
        SessionModel.mustBe(registered || looks, "somebody has it look");
    }

    boolean worthALook(ModelWorld world) {
        return world.machine.mayResume(keepsRequests, keepsReplies);
    }

    void unpark() {
        registered = false;
        looks = true;
    }

    /** Whether something will come of it that it is held. */
    boolean heard() {
        return queued || posted || registered || looks;
    }

    @Override
    public String toString() {
        return " holding" + crowded + ahead + queued + posted + released + registered + looks + keepsRequests
                + keepsReplies;
    }
}
