package org.rolegate.core.session;

import java.util.function.Consumer;
import java.util.function.Predicate;

/** What can happen next in a {@link SessionModel}. */
enum SessionStep {
    CLIENT_SAYS_HALF(world -> world.clientCanSpeak() && !world.halfSaid, world -> world.clientSays(false)),
    CLIENT_SAYS(SessionModel::clientCanSpeak, world -> world.clientSays(true)),
    CLIENT_DONE(world -> !world.closed && !world.clientDone, SessionModel::clientEnds),
    CLIENT_CLOSES(world -> !world.closed && !world.clientDone && world.toldEnd, SessionModel::clientEnds),
    CLIENT_BREAKS(world -> !world.closed, SessionModel::clientBreaks),
    SERVE(world -> world.link != null && !world.link.finished && world.link.busy(), world -> world.serve(world.link)),
    SERVE_LATE(
            world -> world.links.stream().anyMatch(link -> link.dropped && link.busy()), world -> world.links.stream()
                    .filter(link -> link.dropped && link.busy())
                    .findFirst()
                    .ifPresent(world::serve)),
    SERVER_SAYS(SessionModel::serverCanSpeak, world -> world.serverSays(false)),
    SERVER_SAYS_HALF(
            world -> world.serverCanSpeak()
                    && !world.link.said.element().refusal()
                    && world.talk.canHearHalf()
                    && world.replies.isEmpty()
                    && world.machine.mayAnswer(),
            world -> world.serverSays(true)),
    SERVER_DONE(world -> world.mischief > 0 && world.canFinish(), SessionModel::serverEnds),
    SERVER_ENDS_TOO(SessionModel::serverMayEndToo, SessionModel::serverEndsToo),
    CLIENT_IS_DEAD(world -> world.mischief > 0 && !world.closed && !world.clientDead, SessionModel::clientDies),
    PARTED_CLIENT_ENDS(world -> world.closed && !world.accounted, world -> world.machine.onClientDone()),
    PARTED_LONG_AGO(world -> world.closed && !world.accounted, world -> world.machine.end(Ending.FIN_TIMEOUT)),
    CUT(world -> world.mischief > 0 && !world.closed, SessionModel::cut),
    SERVER_BREAKS(world -> world.mischief > 0 && world.link != null, SessionModel::serverBreaks),
    MASTER_CHANGES(
            world -> world.mischief > 0 && world.master != ModelWorld.NONE, world -> world.demote(1 - world.master)),
    MASTER_GONE(world -> world.mischief > 0 && world.master != ModelWorld.NONE, world -> world.demote(ModelWorld.NONE)),
    FIRST_IS_MASTER(world -> world.master == ModelWorld.NONE, world -> world.master = 0),
    SECOND_IS_MASTER(world -> world.master == ModelWorld.NONE, world -> world.master = 1),
    TOLD_OF_ROUTES(world -> world.told, SessionModel::hearsOfRoutes),
    FENCE(world -> world.mischief > 0 && !world.fenced, SessionModel::fence),
    UNFENCE(world -> world.fenced, world -> world.fenced = false),
    SLEEP(world -> world.mischief > 0 && !world.asleep, SessionModel::sleep),
    WAKE(world -> world.asleep, world -> world.asleep = false),
    LOOK(world -> world.holding.looks, SessionModel::look),
    UNPARK(world -> world.holding.registered && world.holding.worthALook(world), world -> world.holding.unpark()),
    CROWD(world -> world.mischief > 0 && !world.holding.crowded, SessionModel::crowd),
    UNCROWD(world -> world.holding.crowded, world -> world.holding.crowded = false),
    OTHERS_BEFORE(world -> world.mischief > 0 && !world.holding.ahead, SessionModel::othersBefore),
    NO_OTHERS_BEFORE(world -> world.holding.ahead, world -> world.holding.ahead = false),
    RELEASE(world -> world.holding.queued && world.master != ModelWorld.NONE, world -> world.holding.release()),
    TURN(world -> world.holding.posted, SessionModel::turn),
    CONNECTED(world -> world.connects, SessionModel::connected),
    CONNECT_FAILS(world -> world.mischief > 0 && world.connects, SessionModel::connectFails),
    TOLD_ALL(world -> world.telling != null, SessionModel::toldAll),
    TELLING_BREAKS(world -> world.mischief > 0 && world.telling != null, SessionModel::tellingBreaks),
    TELLING_REFUSED(world -> world.mischief > 0 && world.telling != null, SessionModel::tellingRefused),
    HELD_LONG(world -> world.timers.contains(SessionTimer.HOLD), world -> world.over(SessionTimer.HOLD)),
    SUSPICION_TIMEOUT(
            world -> world.timers.contains(SessionTimer.SUSPICION), world -> world.over(SessionTimer.SUSPICION)),
    DRAIN_TIMEOUT(world -> world.timers.contains(SessionTimer.DRAIN), world -> world.over(SessionTimer.DRAIN));

    private final Predicate<SessionModel> possible;
    private final Consumer<SessionModel> step;

    SessionStep(Predicate<SessionModel> possible, Consumer<SessionModel> step) {
        this.possible = possible;
        this.step = step;
    }

    boolean possible(SessionModel world) {
        return possible.test(world);
    }

    void apply(SessionModel world) {
        SessionPhase before = world.machine.phase();
        step.accept(world);
        world.check();
        world.record.step(before, world.machine);
    }
}
