package org.rolegate.core.routing;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

import org.rolegate.core.model.Admin;
import org.rolegate.core.model.Server;
import org.rolegate.core.model.ServerView;
import org.rolegate.core.model.Topology;

/** The pool of all servers that are up, whatever their role, without stale claims. */
final class AnyPool {

    private AnyPool() {}

    static Pool of(Topology topology) {
        List<Server> ready = new ArrayList<>();
        Set<String> mayStay = new LinkedHashSet<>();
        Set<String> paused = new LinkedHashSet<>(MasterPool.paused(topology));
        for (ServerView view : topology.servers()) {
            if (view.health().up()
                    && !topology.isStaleClaim(view)
                    && !topology.freshness(view.id()).foreign()) {
                mayStay.add(view.id());
                if (view.admin() == Admin.READY && !paused.contains(view.id())) {
                    ready.add(view.server());
                }
            }
        }
        if (topology.fence().filter(fence -> fence.kind().holdsAll()).isPresent()) {
            ready.clear();
            paused.addAll(mayStay);
        }
        return new Pool(
                ready,
                mayStay,
                paused,
                ReplicaPool.anyReady(topology),
                "no server of group " + topology.group() + " is up: " + ReplicaPool.states(topology));
    }
}
