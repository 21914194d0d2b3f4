package org.rolegate.conversation;

import org.rolegate.resp.ArgumentCapture;

/** The policy how many arguments of a command are captured if they are needed; captured arguments are copied. */
final class CapturePolicy {

    private CapturePolicy() {}

    static ArgumentCapture of(CommandClass kind) {
        return switch (kind) {
            case SUBSCRIBING -> ArgumentCapture.MANY;
            case SCRIPT, EVAL, EVAL_READ -> ArgumentCapture.FIRST;
            default -> ArgumentCapture.FEW;
        };
    }
}
