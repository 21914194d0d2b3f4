package org.rolegate.net;

import org.rolegate.core.session.CommandClass;
import org.rolegate.resp.Keep;

/** How much of a command's words is kept if they are needed: they are copied for each such command. */
final class WordsWanted {

    private WordsWanted() {}

    static Keep of(CommandClass kind) {
        return switch (kind) {
            case SUBSCRIBING -> Keep.MANY;
            case SCRIPT, EVAL, EVAL_READ -> Keep.FIRST;
            default -> Keep.FEW;
        };
    }
}
