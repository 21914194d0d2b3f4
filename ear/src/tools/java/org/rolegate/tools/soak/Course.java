package org.rolegate.tools.soak;

import java.util.List;

/** All samples of a soak, in the order of time. */
record Course(List<Vitals> before, List<Vitals> underLoad, List<Vitals> after) {

    Course {
        if (before.isEmpty() || underLoad.size() < 3 || after.isEmpty()) {
            throw new IllegalArgumentException("A sample before, three under load and one after are needed at least");
        }
    }

    /** The second third of the load: the first one is the warm-up, which counts for nothing. */
    List<Vitals> middle() {
        return underLoad.subList(third(), 2 * third());
    }

    /** The last third of the load, and what cannot be divided by three. */
    List<Vitals> last() {
        return underLoad.subList(2 * third(), underLoad.size());
    }

    private int third() {
        return underLoad.size() / 3;
    }
}
