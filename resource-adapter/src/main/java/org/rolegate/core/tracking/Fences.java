package org.rolegate.core.tracking;

import java.util.Optional;

import org.rolegate.core.model.Fence;

/** The fence of a group: of several causes the gravest one, with its start. Not thread-safe. */
final class Fences {

    private Optional<Fence> current = Optional.empty();
    private Optional<String> frozen = Optional.empty();
    private Optional<String> switchover = Optional.empty();

    /** Starts the freeze: an operator must decide about the master. */
    void freeze(String why) {
        frozen = Optional.of(why);
    }

    /** Ends the freeze: the operator has decided, or another master is in use. */
    void thaw() {
        frozen = Optional.empty();
    }

    /** Starts the fence of a planned switchover, or ends it if the reason is empty. */
    void switchover(Optional<String> why) {
        switchover = why;
    }

    Optional<Fence> update(
            boolean paused, Optional<String> failover, Optional<String> isolated, long now, long epochMillis) {
        Optional<Fence> next = paused
                ? fence(Fence.Kind.ASLEEP, "this process was paused; all servers are checked again", now, epochMillis)
                : frozen.flatMap(why -> fence(Fence.Kind.FROZEN, why, now, epochMillis))
                        .or(() -> switchover.flatMap(why -> fence(Fence.Kind.SWITCHOVER, why, now, epochMillis)))
                        .or(() -> failover.flatMap(why -> fence(Fence.Kind.FAILOVER, why, now, epochMillis)))
                        .or(() -> isolated.flatMap(why -> fence(Fence.Kind.ISOLATED, why, now, epochMillis)));
        current = next;
        return next;
    }

    private Optional<Fence> fence(Fence.Kind kind, String why, long now, long epochMillis) {
        return current.filter(before -> before.kind() == kind)
                .map(before -> new Fence(kind, why, before.sinceNanos(), before.sinceEpochMillis()))
                .or(() -> Optional.of(new Fence(kind, why, now, epochMillis)));
    }
}
