package org.rolegate.console.action;

import java.util.Arrays;
import java.util.Optional;

/** Something an operator may ask for. */
public sealed interface Operation permits GroupOperation, ServerOperation {

    /**
     * How it is called by whom.
     *
     * @param keyword its name in requests and in the audit log
     * @param mbeanOperation the MBean's
     * @param label what stands on the button
     * @param effect what it does, for the button's tip
     */
    record Words(String keyword, String mbeanOperation, String label, String effect) {}

    Words words();

    default String keyword() {
        return words().keyword();
    }

    default String mbeanOperation() {
        return words().mbeanOperation();
    }

    default String label() {
        return words().label();
    }

    default String effect() {
        return words().effect();
    }

    /** Returns the one on the list with this word in a request, if there is one. */
    static <T extends Operation> Optional<T> find(T[] list, String word) {
        return Arrays.stream(list).filter(each -> each.keyword().equals(word)).findFirst();
    }
}
