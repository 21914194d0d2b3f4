package org.rolegate.core.tracking;

import java.util.List;
import java.util.Optional;

import org.rolegate.core.model.ServerView;

/**
 * The time since which the master in use has not replied.
 *
 * <p>If Sentinels that are polled after that time still see no failure, they may reach the master: it may be
 * unreachable only from here.
 */
final class MasterSilence {

    private Optional<String> unresponsive = Optional.empty();
    private long since;

    /** Updates the state of the master in use; returns whether every vote was requested after it stopped replying. */
    boolean precedesVotes(Vote vote, List<ServerView> servers, Optional<MasterReference> inUse, long now) {
        Optional<String> down = inUse.map(MasterReference::server).filter(id -> servers.stream()
                .anyMatch(view -> view.id().equals(id) && view.health().down()));
        if (!down.equals(unresponsive)) {
            unresponsive = down;
            since = now;
        }
        return unresponsive.isPresent() && vote.requestedSince(since);
    }
}
