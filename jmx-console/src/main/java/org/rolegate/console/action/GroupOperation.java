package org.rolegate.console.action;

import java.util.Optional;

import org.jspecify.annotations.Nullable;

/** The operations on a group that an operator may request. No other operation of the MBean is ever invoked. */
public enum GroupOperation implements Operation {
    THAW("thaw", "thaw", "Thaw", "Forwards requests to the master although it restarted with less data"),
    SWITCHOVER(
            "switchover",
            "switchover",
            "Switch over",
            "Moves the master to another server; requests are held meanwhile, usually for less than half a second");

    private final Names names;

    GroupOperation(String keyword, String mbeanOperation, String label, String effect) {
        names = new Names(keyword, mbeanOperation, label, effect);
    }

    /** Returns the operation with this keyword, if there is one. */
    public static Optional<GroupOperation> of(@Nullable String keyword) {
        return Operation.find(values(), keyword);
    }

    @Override
    public Names names() {
        return names;
    }
}
