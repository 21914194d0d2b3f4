package org.rolegate.core.tracking;

import java.util.Optional;
import java.util.concurrent.TimeUnit;

import org.rolegate.core.config.CheckSettings;
import org.rolegate.core.model.CheckStatus;
import org.rolegate.core.model.Health;
import org.rolegate.core.model.Observation;
import org.rolegate.core.model.ServerView;

/** The transitions of the view of a server by the results of its checks. */
final class ServerChecks {

    private ServerChecks() {}

    /** Returns the view after a reply; a reply to an older request than the last one changes nothing. */
    static ServerView answered(
            ServerView view, Observation.ServerAnswered answer, CheckSettings check, long epochMillis) {
        if (answer.requestedAt() - view.requestedAt() < 0) {
            return view;
        }
        Health health = view.health().after(true, check.rise(), check.fall());
        boolean rose = health.up() && !view.health().up();
        boolean wasDown = view.health().down();
        return new ServerView(
                view.server(),
                view.admin(),
                health,
                Optional.of(answer.replication()),
                answer.requestedAt(),
                Optional.of(answer.reached()),
                CheckStatus.L7OK,
                "replied to " + answer.replication().source() + " in "
                        + TimeUnit.NANOSECONDS.toMicros(answer.answeredAt() - answer.requestedAt()) / 1000.0 + " ms",
                answer.answeredAt(),
                rose ? epochMillis : view.changedEpochMillis(),
                view.checkFailures(),
                view.downs(),
                view.downtimeMillis() + (rose && wasDown ? epochMillis - view.changedEpochMillis() : 0));
    }

    /** Returns the view after a failed check. */
    static ServerView failed(ServerView view, Observation.ServerFailed failure, CheckSettings check, long epochMillis) {
        Health health = view.health().after(false, check.rise(), failure.refused() ? 1 : check.fall());
        boolean fell = health.down() && !view.health().down();
        return new ServerView(
                view.server(),
                view.admin(),
                health,
                view.reported(),
                view.requestedAt(),
                view.reached(),
                failure.status(),
                failure.why(),
                failure.failedAt(),
                fell ? epochMillis : view.changedEpochMillis(),
                view.checkFailures() + (view.health().up() ? 1 : 0),
                view.downs() + (fell ? 1 : 0),
                view.downtimeMillis());
    }
}
