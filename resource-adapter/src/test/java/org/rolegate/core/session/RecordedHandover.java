package org.rolegate.core.session;

/** A handover whose transitions are recorded. */
final class RecordedHandover extends Handover {

    private final SessionRecord record;

    RecordedHandover(SessionRecord record) {
        this.record = record;
    }

    private void record(String by, Runnable call) {
        DrainState drain = drainState();
        RefusalState refusal = refusalState();
        MoveState move = move();
        call.run();
        record.transition(drain, by, drainState());
        record.transition(refusal, by, refusalState());
        record.transition(move, by, move());
    }

    @Override
    void drain() {
        record("drain", super::drain);
    }

    @Override
    void stay() {
        record("stay", super::stay);
    }

    @Override
    void suspect() {
        record("suspect", super::suspect);
    }

    @Override
    void accept() {
        record("accept", super::accept);
    }

    @Override
    void onOtherReply() {
        record("onOtherReply", super::onOtherReply);
    }

    @Override
    void leave(boolean connectedLongAgo) {
        record("leave", () -> super.leave(connectedLongAgo));
    }

    @Override
    void onServerReady(boolean requestsToResend) {
        record("onServerReady", () -> super.onServerReady(requestsToResend));
    }

    @Override
    void onResent() {
        record("onResent", super::onResent);
    }
}
