package org.rolegate.core.tracking;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

import org.rolegate.core.model.Replication;
import org.rolegate.core.model.ServerView;

/**
 * Which of the replicas' links to one master carry its stream, as far as their answers tell.
 *
 * <p>A replica that was sent a whole copy without a file in between ({@code repl-diskless-sync}) says that its link is up
 * as soon as it has loaded it, and stands still at the end of the copy: its master begins the stream with the first
 * {@code REPLCONF ACK} that comes after the end of the process that sent the copy was noticed. The one that the replica
 * sends at once is often too early for that; the next comes within a second.
 */
final class ReplicationLinks {

    /** How long a link may be up before it carries anything: the second between two acknowledgements, and a busy machine. */
    static final long BEGUN_NANOS = TimeUnit.MILLISECONDS.toNanos(1500);

    /** One link of a replica: in which run of its process, and how it was when it was first seen to be up. */
    private record Link(String runId, long since, long offset, boolean moved) {

        Link at(Replication reported) {
            return reported.offset() > offset ? new Link(runId, since, offset, true) : this;
        }
    }

    private final Map<String, Link> links = new HashMap<>();

    /** Forgets everything: another master, or the same with another history. */
    void clear() {
        links.clear();
    }

    /** Takes note of what the servers beside a master said last, whose history the given offsets are of. */
    void look(List<ServerView> others, OffsetHistory offsets) {
        for (ServerView view : others) {
            view.reported()
                    .filter(offsets::comparable)
                    .filter(Replication::linked)
                    .ifPresentOrElse(reported -> up(view, reported), () -> links.remove(view.id()));
        }
    }

    private void up(ServerView replica, Replication reported) {
        Link link = links.get(replica.id());
        links.put(
                replica.id(),
                link != null && link.runId().equals(reported.runId())
                        ? link.at(reported)
                        : new Link(reported.runId(), replica.reportedAskedAt(), reported.offset(), false));
    }

    /** Tells whether a replica that stands still now is one that its master had begun to stream to. */
    boolean carries(ServerView replica) {
        Link link = links.get(replica.id());
        return link != null && (link.moved() || replica.reportedAskedAt() - link.since() >= BEGUN_NANOS);
    }
}
