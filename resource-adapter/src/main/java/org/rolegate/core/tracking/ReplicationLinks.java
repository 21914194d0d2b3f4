package org.rolegate.core.tracking;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

import org.rolegate.core.model.Replication;
import org.rolegate.core.model.ServerView;

/**
 * The state of the replication links to one master: which of them carry its stream, as far as the replies show.
 *
 * <p>After a full synchronization without a file ({@code repl-diskless-sync}), a replica reports its link as up as soon
 * as it has loaded the copy. Its offset then stands still at the end of the copy. The master starts the stream only
 * when it has noticed the end of the child process that sent the copy, with the next {@code REPLCONF ACK}. The {@code
 * REPLCONF ACK} that the replica sends at once often comes too early for that; the next one comes within a second.
 */
final class ReplicationLinks {

    /** The time that a link may be up without a stream: one second between two acknowledgements, plus load. */
    static final long BEGUN_NANOS = TimeUnit.MILLISECONDS.toNanos(1500);

    /** One link of a replica: the run id of its process, and its state when it was first seen to be up. */
    private record Link(String runId, long since, long offset, boolean moved) {

        Link updated(Replication reported) {
            return reported.offset() > offset ? new Link(runId, since, offset, true) : this;
        }
    }

    private final Map<String, Link> links = new HashMap<>();

    /** Removes all links, since there is another master, or the same one with another history. */
    void clear() {
        links.clear();
    }

    /** Updates the links from the last reports of the other servers; the offsets are those of their master. */
    void update(List<ServerView> others, OffsetHistory offsets) {
        for (ServerView view : others) {
            view.reported()
                    .filter(offsets::comparable)
                    .filter(Replication::linked)
                    .ifPresentOrElse(reported -> onLinkUp(view, reported), () -> links.remove(view.id()));
        }
    }

    private void onLinkUp(ServerView replica, Replication reported) {
        Link link = links.get(replica.id());
        links.put(
                replica.id(),
                link != null && link.runId().equals(reported.runId())
                        ? link.updated(reported)
                        : new Link(reported.runId(), replica.requestedAt(), reported.offset(), false));
    }

    /** Returns whether the master had started to stream to this replica, even if its offset stands still now. */
    boolean isStreaming(ServerView replica) {
        Link link = links.get(replica.id());
        return link != null && (link.moved() || replica.requestedAt() - link.since() >= BEGUN_NANOS);
    }
}
