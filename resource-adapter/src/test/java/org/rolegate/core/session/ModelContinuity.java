package org.rolegate.core.session;

import java.util.List;

/** A conversation of whole and half commands, as {@code RequestReplayBuffer} follows one of bytes. */
final class ModelContinuity implements SessionContinuity {

    private final List<ModelCommand> script;
    /** So many commands were passed on. */
    private int asked;
    /** The beginning of one more was, too. */
    private boolean halfAsked;
    /** So many were answered, as the client heard it. */
    private int answered;

    private boolean halfAnswered;
    /** What was asked from here on is kept. */
    private int keptFrom;
    /** So many that are kept were refused in words that were not passed on. */
    private int refusals;

    private boolean pinned;
    /** So many answers of the next server the client has already. */
    private int known;

    ModelContinuity(List<ModelCommand> script) {
        this.script = script;
    }

    void requestHalf() {
        halfAsked = true;
    }

    void request() {
        pinned |= script.get(asked) == ModelCommand.PIN;
        asked++;
        halfAsked = false;
    }

    void replyHalf() {
        halfAnswered = true;
    }

    void reply() {
        halfAnswered = false;
        answered++;
        refusals = 0;
        if (quiet()) {
            keptFrom = answered;
        }
    }

    /** One more is refused. */
    boolean refused() {
        boolean understood = understandsRefusals() && refusals < asked - answered;
        refusals = understood ? refusals + 1 : 0;
        return understood;
    }

    /** Whether a refusal that comes now may be one that moves the session. */
    boolean understandsRefusals() {
        return !pinned && !halfAnswered && answered == keptFrom;
    }

    /** Returns how many answers the client gets from somebody else than the server. */
    int answerAll() {
        int owed = asked - answered;
        if (pinned || halfAsked || halfAnswered) {
            return 0;
        }
        for (int i = 0; i < owed; i++) {
            reply();
        }
        return owed;
    }

    void left() {
        known = 0;
    }

    /** Returns the first of those that are asked again. */
    int askAgain() {
        refusals = 0;
        known = answered - keptFrom;
        return keptFrom;
    }

    int asked() {
        return asked;
    }

    boolean halfAsked() {
        return halfAsked;
    }

    int answered() {
        return answered;
    }

    /** Tells whether this answer is known to the client, and passes it over. */
    boolean skips() {
        boolean skips = known > 0;
        known -= skips ? 1 : 0;
        return skips;
    }

    boolean canHearHalf() {
        return !halfAnswered && known == 0;
    }

    /** Whether a session that is lost now ends rightly. */
    boolean cannotGoOn() {
        return pinned || halfAnswered || halfAsked;
    }

    private boolean quiet() {
        return !halfAsked && !halfAnswered && asked == answered;
    }

    private boolean onlyReads() {
        int end = halfAsked ? asked + 1 : asked;
        return script.subList(keptFrom, end).stream().allMatch(command -> command == ModelCommand.READ);
    }

    @Override
    public boolean canMove() {
        boolean allRefused = refusals > 0 && refusals == asked - answered && !halfAnswered;
        return !pinned && (quiet() || allRefused || onlyReads() && !halfAnswered);
    }

    @Override
    public boolean canMoveOnceAnswered() {
        return !pinned;
    }

    @Override
    public boolean requestsOutstanding() {
        return asked > answered;
    }

    @Override
    public boolean idle() {
        return quiet() && canMove();
    }

    @Override
    public boolean requestsToResend() {
        return asked > keptFrom || halfAsked;
    }

    @Override
    public String toString() {
        return asked + (halfAsked ? "+" : "") + "/" + answered + (halfAnswered ? "+" : "") + " kept=" + keptFrom
                + " refusals=" + refusals + " pinned=" + pinned + " known=" + known;
    }
}
