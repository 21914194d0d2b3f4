package org.rolegate.conversation;

import org.rolegate.resp.ArgumentCapture;

/** How much of a command's words is kept if they are needed: they are copied for each such command. */
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
