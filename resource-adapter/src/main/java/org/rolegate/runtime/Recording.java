package org.rolegate.runtime;

import java.util.Collection;
import java.util.List;
import java.util.function.ToLongFunction;

import org.rolegate.core.event.TopologyEvent;
import org.rolegate.core.model.Observation;
import org.rolegate.core.model.Topology;
import org.rolegate.core.model.TopologyChange;
import org.rolegate.core.record.FailoverRecord;
import org.rolegate.core.record.FlightRecorder;
import org.rolegate.core.record.SessionTally;
import org.rolegate.core.session.Ending;
import org.rolegate.core.stats.CommandCounts;
import org.rolegate.core.stats.Traffic;
import org.rolegate.core.time.Ticker;
import org.rolegate.log.RolegateLog;
import org.rolegate.net.session.Sessions;

/**
 * The flight recorder of a group, with the counters of its sessions. Its failures are logged and have no other effect.
 */
final class Recording {

    private final String group;
    private final Collection<Sessions> sessions;
    private final Collection<Traffic> backends;
    private final Traffic toMaster;
    private final FlightRecorder recorder;

    Recording(
            Topology topology,
            Collection<Sessions> sessions,
            Collection<Traffic> backends,
            Traffic toMaster,
            Ticker ticker) {
        this.group = topology.group();
        this.sessions = sessions;
        this.backends = backends;
        this.toMaster = toMaster;
        this.recorder = new FlightRecorder(topology, ticker, new FailoverSummary(group));
    }

    List<FailoverRecord> records() {
        return recorder.records();
    }

    /** Returns the current counters of all sessions of the group. */
    SessionTally tally() {
        return new SessionTally(
                sessions.stream().mapToLong(Sessions::heldTotal).sum(),
                sessions.stream().mapToLong(Sessions::releasedTotal).sum(),
                sessions.stream().mapToInt(Sessions::held).sum(),
                sessions.stream().mapToInt(Sessions::parked).sum(),
                toMaster.bytesIn(),
                new SessionTally.Toll(
                        sum(backend -> backend.ended(Ending.DEMOTED) + backend.ended(Ending.SERVER_ABORT)),
                        sum(Traffic::movedTotal),
                        sum(Traffic::resumedTotal),
                        sum(Traffic::uncertainTotal),
                        backends.stream()
                                .map(Traffic::uncertainAnswers)
                                .reduce(CommandCounts.NONE, CommandCounts::plus)));
    }

    private long sum(ToLongFunction<Traffic> figure) {
        return backends.stream().mapToLong(figure).sum();
    }

    void onObservation(Observation observation) {
        guarded(() -> recorder.observed(observation));
    }

    void onChange(TopologyChange change, List<TopologyEvent> events, SessionTally tally) {
        guarded(() -> recorder.changed(change, events, tally));
    }

    void tick() {
        guarded(() -> recorder.tick(tally()));
    }

    private void guarded(Runnable step) {
        try {
            step.run();
        } catch (RuntimeException failed) {
            RolegateLog.LOG.listenerFailed(group, failed);
        }
    }
}
