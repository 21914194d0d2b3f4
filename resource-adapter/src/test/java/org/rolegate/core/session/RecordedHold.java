package org.rolegate.core.session;

/** A hold whose transitions are recorded. */
final class RecordedHold extends Hold {

    private final SessionRecord record;

    RecordedHold(SessionEffects effects, SessionRecord record) {
        super(effects);
        this.record = record;
    }

    private void record(String by, Runnable call) {
        HoldState before = state();
        call.run();
        record.transition(before, by, state());
    }

    @Override
    boolean enterQueue(boolean forPlace) {
        HoldState before = state();
        boolean entered = super.enterQueue(forPlace);
        record.transition(before, "enterQueue", state());
        return entered;
    }

    @Override
    void onTurn() {
        record("onTurn", super::onTurn);
    }

    @Override
    void leaveQueue() {
        record("leaveQueue", super::leaveQueue);
    }

    @Override
    void park() {
        record("park", super::park);
    }

    @Override
    void unpark() {
        record("unpark", super::unpark);
    }
}
