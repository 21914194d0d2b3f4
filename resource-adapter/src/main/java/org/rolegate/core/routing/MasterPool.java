package org.rolegate.core.routing;

import java.util.List;
import java.util.Optional;
import java.util.Set;

import org.rolegate.core.model.Admin;
import org.rolegate.core.model.ServerView;
import org.rolegate.core.model.Topology;
import org.rolegate.core.model.Verdict;

/** The pool of the master: one server or none. */
final class MasterPool {

    private MasterPool() {}

    static Pool of(Topology topology) {
        Optional<ServerView> master = topology.master();
        if (master.isEmpty()) {
            Set<String> suspended = topology.verdict() instanceof Verdict.NoMaster noMaster
                    ? noMaster.suspended().map(Set::of).orElse(Set.of())
                    : Set.of();
            return new Pool(
                    List.of(),
                    suspended,
                    suspended,
                    true,
                    "no master in group " + topology.group() + ": "
                            + topology.verdict().reason());
        }
        ServerView view = master.get();
        if (view.admin() != Admin.READY) {
            return new Pool(
                    List.of(),
                    Set.of(view.id()),
                    paused(topology),
                    false,
                    "the master of group " + topology.group() + ", " + view.id() + ", was set to "
                            + view.admin().keyword() + " by an operator");
        }
        return topology.fence()
                .map(fence -> new Pool(
                        List.of(),
                        Set.of(view.id()),
                        Set.of(view.id()),
                        true,
                        "requests to the master of group " + topology.group() + " are held: " + fence.reason()))
                .orElse(new Pool(List.of(view.server()), Set.of(view.id()), Set.of(), true, ""));
    }

    /** Returns the servers that get no request from any frontend, since they are or were the master. */
    static Set<String> paused(Topology topology) {
        if (topology.verdict() instanceof Verdict.NoMaster noMaster) {
            return noMaster.suspended().map(Set::of).orElse(Set.of());
        }
        return topology.fence().isPresent()
                ? topology.verdict().master().map(Set::of).orElse(Set.of())
                : Set.of();
    }
}
