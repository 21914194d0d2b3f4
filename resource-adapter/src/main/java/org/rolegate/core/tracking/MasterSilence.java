package org.rolegate.core.tracking;

import java.util.List;
import java.util.Optional;

import org.rolegate.core.model.ServerView;

/**
 * For how long the master in use has been silent: Sentinels that are at rest when they are asked only then may well reach it,
 * and it is silent to us alone.
 */
final class MasterSilence {

    private Optional<String> silent = Optional.empty();
    private long since;

    /** Looks at the master in use; returns whether every vote was asked for after it fell silent. */
    boolean outlastedBy(Vote vote, List<ServerView> servers, Optional<MasterReference> inUse, long now) {
        Optional<String> down = inUse.map(MasterReference::server).filter(id -> servers.stream()
                .anyMatch(view -> view.id().equals(id) && view.health().down()));
        if (!down.equals(silent)) {
            silent = down;
            since = now;
        }
        return silent.isPresent() && vote.askedSince(since);
    }
}
