package org.rolegate.console.action;

import java.util.Arrays;
import java.util.Optional;

/** The fixed list of what an operator may ask of a group; nothing outside it is ever invoked. */
public enum GroupOperation implements Operation {
    THAW("thaw", "thaw", "Let clients in", "Lets clients to the master although it came back with less data"),
    SWITCHOVER(
            "switchover",
            "switchover",
            "Switch over",
            "Moves the master to another server; clients are held meanwhile, usually for less than half a second");

    private final String word;
    private final String mbeanOperation;
    private final String label;
    private final String effect;

    GroupOperation(String word, String mbeanOperation, String label, String effect) {
        this.word = word;
        this.mbeanOperation = mbeanOperation;
        this.label = label;
        this.effect = effect;
    }

    /** The operation with this word in a request, if it is on the list. */
    public static Optional<GroupOperation> of(String word) {
        return Arrays.stream(values()).filter(each -> each.word.equals(word)).findFirst();
    }

    @Override
    public String word() {
        return word;
    }

    public String label() {
        return label;
    }

    /** What it does, for the button's tip. */
    public String effect() {
        return effect;
    }

    String mbeanOperation() {
        return mbeanOperation;
    }
}
