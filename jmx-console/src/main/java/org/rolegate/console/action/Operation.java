package org.rolegate.console.action;

import java.util.Arrays;
import java.util.Optional;

import org.jspecify.annotations.Nullable;

/** An operation that an operator may request. */
public sealed interface Operation permits GroupOperation, ServerOperation {

    /**
     * The names of an operation.
     *
     * @param keyword its name in requests and in the audit log
     * @param mbeanOperation the name of the MBean's operation
     * @param label the label of its button
     * @param effect its effect, for the tooltip of the button
     */
    record Names(String keyword, String mbeanOperation, String label, String effect) {}

    Names names();

    default String keyword() {
        return names().keyword();
    }

    default String mbeanOperation() {
        return names().mbeanOperation();
    }

    default String label() {
        return names().label();
    }

    default String effect() {
        return names().effect();
    }

    /** Returns the listed operation with this keyword, if there is one. */
    static <T extends Operation> Optional<T> find(T[] list, @Nullable String keyword) {
        return Arrays.stream(list)
                .filter(each -> each.keyword().equals(keyword))
                .findFirst();
    }
}
