package org.rolegate.tools.clients;

import java.util.Set;

/** What an error says of the command it answers. */
final class ErrorKinds {

    /** Redis says these before it carries a command out (and Rolegate only of what was not). */
    private static final Set<String> REFUSALS = Set.of(
            "READONLY", "LOADING", "MASTERDOWN", "CLUSTERDOWN", "TRYAGAIN", "NOREPLICAS", "NOAUTH", "OOM", "MISCONF");

    private ErrorKinds() {}

    /** Whether the command may have been carried out all the same. */
    static boolean leavesOpen(String kind) {
        return !REFUSALS.contains(kind) && !kind.endsWith("ConnectException") && !kind.endsWith("ECONNREFUSED");
    }
}
