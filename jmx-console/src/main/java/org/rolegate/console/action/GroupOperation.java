package org.rolegate.console.action;

import java.util.Optional;

/** The fixed list of what an operator may ask of a group; nothing outside it is ever invoked. */
public enum GroupOperation implements Operation {
    THAW("thaw", "thaw", "Thaw", "Forwards requests to the master although it restarted with less data"),
    SWITCHOVER(
            "switchover",
            "switchover",
            "Switch over",
            "Moves the master to another server; requests are held meanwhile, usually for less than half a second");

    private final Words words;

    GroupOperation(String word, String mbeanOperation, String label, String effect) {
        words = new Words(word, mbeanOperation, label, effect);
    }

    /** Returns the operation with this word in a request, if it is on the list. */
    public static Optional<GroupOperation> of(String word) {
        return Operation.find(values(), word);
    }

    @Override
    public Words words() {
        return words;
    }
}
