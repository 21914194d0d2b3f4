package org.rolegate.core.tracking;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

import org.rolegate.core.config.CheckSettings;
import org.rolegate.core.config.Credentials;
import org.rolegate.core.config.FreshnessSettings;
import org.rolegate.core.config.GroupSettings;
import org.rolegate.core.config.NoReplica;
import org.rolegate.core.config.RestartedEmpty;
import org.rolegate.core.config.SafetySettings;
import org.rolegate.core.config.WeightSettings;
import org.rolegate.core.model.Admin;
import org.rolegate.core.model.CheckStatus;
import org.rolegate.core.model.Endpoint;
import org.rolegate.core.model.Observation;
import org.rolegate.core.model.Replication;
import org.rolegate.core.model.Role;
import org.rolegate.core.model.Sentinel;
import org.rolegate.core.model.Server;
import org.rolegate.core.model.Topology;
import org.rolegate.core.model.Verdict;

/** One group under a tracker, its servers and Sentinels counted from 1; every call is one thing that was observed. */
final class Scene {

    static final int FALL = 3;
    static final int RISE = 2;
    static final Duration STEP = Duration.ofMillis(10);
    static final Duration TICK = Duration.ofMillis(25);

    final HandTicker ticker = new HandTicker();
    final RoleTracker tracker;

    /** What was said of a master that came back with less data. */
    final List<String> alarms = new ArrayList<>();

    Scene(int servers, int sentinels) {
        this(group(servers), sentinels);
    }

    Scene(int servers, int sentinels, RestartedEmpty restartedEmpty) {
        this(group(servers, restartedEmpty), sentinels);
    }

    Scene(GroupSettings group, int sentinels) {
        tracker = new RoleTracker(group, ticker);
        for (int n = 1; n <= sentinels; n++) {
            tracker.observe(new Observation.SentinelKnown(
                    new Sentinel("sentinel-" + n, new Endpoint("10.0.1." + n, 26379), true), ticker.nanos()));
        }
    }

    static GroupSettings group(int servers) {
        return group(servers, new SafetySettings(Duration.ofMillis(400), RestartedEmpty.ALARM));
    }

    static GroupSettings group(int servers, RestartedEmpty restartedEmpty) {
        return group(servers, new SafetySettings(Duration.ofMillis(400), restartedEmpty));
    }

    static GroupSettings group(int servers, SafetySettings safety) {
        return new GroupSettings(
                "main",
                IntStream.rangeClosed(1, servers)
                        .mapToObj(n -> new Server("redis-" + n, at(n)))
                        .toList(),
                List.of(),
                "mymaster",
                Credentials.NONE,
                Credentials.NONE,
                new CheckSettings(Duration.ofSeconds(1), Duration.ofMillis(100), Duration.ofSeconds(1), RISE, FALL),
                new FreshnessSettings(Duration.ofSeconds(1), 0, NoReplica.NONE),
                safety,
                WeightSettings.EQUAL);
    }

    static Endpoint at(int server) {
        return new Endpoint("10.0.0." + server, 6379);
    }

    /** What a master in the given run says of the history it writes, and of the one it was promoted from. */
    static Replication master(String run, String replid, String replid2) {
        return new Replication(
                Replication.Source.INFO, Role.MASTER, run, replid, replid2, 100, Optional.empty(), true, false, 0);
    }

    /** The same words of a master that left the history before its own at the given offset. */
    static Replication leftAt(long offset, Replication reported) {
        return new Replication(
                reported.source(),
                reported.role(),
                reported.runId(),
                reported.replicationId(),
                reported.previousId(),
                reported.offset(),
                reported.master(),
                reported.linkUp(),
                reported.syncing(),
                reported.replicas(),
                offset);
    }

    static Replication replicaOf(int server, String replid) {
        return new Replication(
                Replication.Source.INFO,
                Role.REPLICA,
                "any-run",
                replid,
                "",
                100,
                Optional.of(at(server)),
                true,
                false,
                -1);
    }

    /** The same words with another offset. */
    static Replication offset(long offset, Replication reported) {
        return new Replication(
                reported.source(),
                reported.role(),
                reported.runId(),
                reported.replicationId(),
                reported.previousId(),
                offset,
                reported.master(),
                reported.linkUp(),
                reported.syncing(),
                reported.replicas(),
                reported.branchOffset());
    }

    /** The same words of a replica that lost its master. */
    static Replication unlinked(Replication reported, boolean syncing) {
        return new Replication(
                reported.source(),
                reported.role(),
                reported.runId(),
                reported.replicationId(),
                reported.previousId(),
                reported.offset(),
                reported.master(),
                false,
                syncing,
                reported.replicas(),
                reported.branchOffset());
    }

    Scene says(int server, Replication reported) {
        ticker.forward(STEP);
        return saysAskedAt(server, reported, ticker.nanos());
    }

    Scene saysAskedAt(int server, Replication reported, long askedAt) {
        return after(new Observation.ServerAnswered("redis-" + server, askedAt, ticker.nanos(), at(server), reported));
    }

    Scene fails(int server, int times) {
        for (int i = 0; i < times; i++) {
            ticker.forward(STEP);
            after(new Observation.ServerFailed(
                    "redis-" + server, ticker.nanos(), ticker.nanos(), CheckStatus.L4CON, "connection refused", false));
        }
        return this;
    }

    Scene dies(int server) {
        return fails(server, FALL);
    }

    /** After a death: as many answers as bring it up again. */
    Scene isBack(int server, Replication reported) {
        for (int i = 0; i < RISE; i++) {
            says(server, reported);
        }
        return this;
    }

    Scene votes(int sentinel, int server, long epoch) {
        return votes(sentinel, at(server), epoch, true, false);
    }

    Scene votes(int sentinel, Endpoint named, long epoch, boolean settled, boolean tilt) {
        ticker.forward(STEP);
        return after(new Observation.SentinelAnswered(
                "sentinel-" + sentinel,
                ticker.nanos(),
                ticker.nanos(),
                named,
                epoch,
                tracker.topology().sentinels().size() - 1,
                settled,
                tilt));
    }

    Scene allVote(int server, long epoch) {
        tracker.topology()
                .sentinels()
                .forEach(view ->
                        votes(Integer.parseInt(view.sentinel().id().substring("sentinel-".length())), server, epoch));
        return this;
    }

    Scene sentinelFails(int sentinel) {
        ticker.forward(STEP);
        return after(new Observation.SentinelFailed(
                "sentinel-" + sentinel, ticker.nanos(), ticker.nanos(), "connection refused"));
    }

    Scene announces(int sentinel, String event, int about) {
        ticker.forward(STEP);
        return after(new Observation.SentinelReported(
                "sentinel-" + sentinel, ticker.nanos(), event, Optional.of(at(about))));
    }

    /** Lets time go on with a tick every 25 ms, as it should be; nobody is asked meanwhile. */
    Scene ticks(Duration time) {
        for (long left = time.toMillis(); left > 0; left -= TICK.toMillis()) {
            ticker.forward(TICK);
            tracker.tick();
        }
        return this;
    }

    /** The process stands still: time goes on without a tick. */
    Scene sleeps(Duration time) {
        ticker.forward(time);
        return this;
    }

    Scene refuses(int server) {
        ticker.forward(STEP);
        return after(new Observation.ServerFailed(
                "redis-" + server, ticker.nanos(), ticker.nanos(), CheckStatus.L4CON, "connection refused", true));
    }

    Scene admin(int server, Admin wanted) {
        tracker.admin("redis-" + server, wanted);
        return this;
    }

    Scene after(Observation observation) {
        tracker.observe(observation).restartedEmpty().ifPresent(alarms::add);
        return this;
    }

    Topology topology() {
        return tracker.topology();
    }

    Verdict verdict() {
        return tracker.topology().verdict();
    }

    String reason() {
        return verdict().reason();
    }

    /** The elected server, empty if there is none. */
    String elected() {
        return verdict().master().orElse("");
    }

    /** The server whose sessions wait for its return, empty if there is none. */
    String suspended() {
        return verdict() instanceof Verdict.NoMaster noMaster
                ? noMaster.suspended().orElse("")
                : "";
    }

    /** What holds clients back, empty if nothing does. */
    String fence() {
        return tracker.topology().fence().map(fence -> fence.kind().name()).orElse("");
    }

    /** A set at work: the first server writes history r1, the others follow it, all Sentinels name it at epoch 1. */
    static Scene atWork(int servers, int sentinels) {
        return atWork(group(servers), sentinels);
    }

    static Scene atWork(int servers, int sentinels, RestartedEmpty restartedEmpty) {
        return atWork(group(servers, restartedEmpty), sentinels);
    }

    static Scene atWork(GroupSettings group, int sentinels) {
        int servers = group.servers().size();
        Scene scene = new Scene(group, sentinels).says(1, master("run-1", "r1", ""));
        for (int n = 2; n <= servers; n++) {
            scene.says(n, replicaOf(1, "r1"));
        }
        return scene.allVote(1, 1);
    }
}
