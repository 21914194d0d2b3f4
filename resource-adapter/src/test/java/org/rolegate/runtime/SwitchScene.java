package org.rolegate.runtime;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import org.rolegate.core.config.Credentials;
import org.rolegate.core.config.GroupSettings;
import org.rolegate.core.model.Endpoint;
import org.rolegate.core.model.Observation;
import org.rolegate.core.model.Replication;
import org.rolegate.core.model.Role;
import org.rolegate.core.model.Sentinel;
import org.rolegate.core.model.Server;
import org.rolegate.core.tracking.RoleTracker;
import org.rolegate.net.fixture.MonitorBench;
import org.rolegate.net.fixture.ScriptedServer;
import org.rolegate.net.fixture.TurnedClock;
import org.rolegate.net.io.Transport;
import org.rolegate.net.probe.OneShotCommand;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.awaitility.Awaitility.await;

/**
 * A switchover of a group of three on a control loop of its own. Redis and the Sentinels are scripts on real sockets; what
 * is observed of them is said by hand, servers and Sentinels counted from 1, and time goes on only when it is told to.
 */
final class SwitchScene implements AutoCloseable {

    static final Duration SOON = Duration.ofSeconds(10);
    static final String PREFER = "CONFIG SET replica-priority 1";
    static final String FAILOVER = "SENTINEL FAILOVER mymaster";
    static final long OFFSET = 1000;
    private static final int SERVERS = 3;
    private static final Duration SETTLED = Duration.ofMillis(10);

    final List<FakeRedis> servers = new ArrayList<>();
    final List<FakeSentinel> sentinels = new ArrayList<>();
    final TurnedClock clock = new TurnedClock();
    /** What the clients were told, in order. */
    final List<String> clients = new CopyOnWriteArrayList<>();

    /** Where the servers' checks are connected to. */
    volatile String reachedHost = "127.0.0.1";

    private final Switchover.Clients told = new Switchover.Clients() {
        @Override
        public void hold(String why) {
            clients.add("held: " + why);
            tracker.switchover(Optional.of(why));
        }

        @Override
        public void release() {
            clients.add("released");
            tracker.switchover(Optional.empty());
        }
    };
    private final MonitorBench bench = new MonitorBench(Transport.NIO);
    private final RoleTracker tracker;
    private final Switchover switchover;

    /** The first server is master, the others follow it, and all have the same. */
    SwitchScene(int sentinelCount) throws IOException {
        for (int n = 0; n < SERVERS; n++) {
            servers.add(new FakeRedis());
        }
        for (int n = 0; n < sentinelCount; n++) {
            sentinels.add(new FakeSentinel(servers.subList(1, SERVERS)));
        }
        GroupSettings group = MonitorBench.groupOf(
                IntStream.rangeClosed(1, SERVERS)
                        .mapToObj(n -> new Server("redis-" + n, at(n)))
                        .toList(),
                sentinels.stream().map(FakeSentinel::endpoint).toList());
        tracker = new RoleTracker(group, clock);
        switchover = new Switchover(group, bench.loops, clock, tracker::topology);
        for (int n = 1; n <= sentinelCount; n++) {
            observe(new Observation.SentinelKnown(
                    new Sentinel("sentinel-" + n, sentinels.get(n - 1).endpoint(), true), clock.nanos()));
        }
        allSay(OFFSET);
        for (int n = 1; n <= sentinelCount; n++) {
            sentinelSays(n, false);
        }
        assertThat(tracker.topology().verdict().master()).contains("redis-1");
    }

    Endpoint at(int server) {
        return servers.get(server - 1).endpoint();
    }

    FakeRedis redis(int server) {
        return servers.get(server - 1);
    }

    FakeSentinel sentinel(int sentinel) {
        return sentinels.get(sentinel - 1);
    }

    void observe(Observation observation) {
        bench.onControlLoop(() -> tracker.observe(observation));
    }

    void says(int server, Replication reported) {
        Endpoint reached = new Endpoint(reachedHost, at(server).port());
        observe(new Observation.ServerAnswered("redis-" + server, clock.nanos(), clock.nanos(), reached, reported));
    }

    void replicaSays(int server, long offset, boolean linkUp) {
        says(server, said(Role.REPLICA, "r1", "", offset, Optional.of(at(1)), linkUp));
    }

    /** The master, and the replicas that have all that it has. */
    void allSay(long offset) {
        says(1, said(Role.MASTER, "r1", "", offset, Optional.empty(), true));
        for (int n = 2; n <= SERVERS; n++) {
            replicaSays(n, offset, true);
        }
    }

    private void sentinelSays(int sentinel, boolean tilt) {
        observe(new Observation.SentinelAnswered(
                "sentinel-" + sentinel, clock.nanos(), clock.nanos(), at(1), 1, sentinels.size() - 1, true, tilt));
    }

    /** It has lost trust in its own clock. */
    void sentinelTilts(int sentinel) {
        sentinelSays(sentinel, true);
    }

    void sentinelFails(int sentinel) {
        observe(new Observation.SentinelFailed(
                "sentinel-" + sentinel, clock.nanos(), clock.nanos(), "connection refused"));
    }

    /** It is master, goes on with the history of the first one, and that one follows it. */
    void promoted(int server) {
        if (!sentinels.isEmpty()) {
            announces("+try-failover", 1);
            announces("+selected-slave", server);
        }
        says(server, said(Role.MASTER, "r2", "r1", OFFSET, Optional.empty(), true));
        says(1, said(Role.REPLICA, "r2", "", OFFSET, Optional.of(at(server)), true));
        assertThat(tracker.topology().verdict().master()).contains("redis-" + server);
    }

    private void announces(String event, int about) {
        observe(new Observation.SentinelReported("sentinel-1", clock.nanos(), event, Optional.of(at(about))));
    }

    private static Replication said(
            Role role, String replid, String replid2, long offset, Optional<Endpoint> master, boolean linkUp) {
        return new Replication(
                Replication.Source.INFO, role, "any-run", replid, replid2, offset, master, linkUp, false, -1);
    }

    /** Asks for a switchover to whichever server is best. */
    CompletableFuture<String> begin() {
        return begin(Optional.empty());
    }

    CompletableFuture<String> begin(String target) {
        return begin(Optional.of(target));
    }

    private CompletableFuture<String> begin(Optional<String> target) {
        return CompletableFuture.supplyAsync(
                        () -> switchover.begin(tracker.topology(), target), bench.loops.controlExecutor())
                .join();
    }

    void step() {
        step(told);
    }

    void step(Switchover.Clients clients) {
        bench.onControlLoop(() -> switchover.step(tracker.topology(), clients));
    }

    /** Goes on until the clients are held and what was on its way to the master has arrived there. */
    void awaitHeld() {
        await().atMost(SOON).until(() -> {
            step();
            return !clients.isEmpty();
        });
        clock.turn(SETTLED);
    }

    /** Goes on until all servers say that they have the same, and the promotion is commanded. */
    void awaitCommanded() {
        awaitHeld();
        allSay(OFFSET);
        step();
    }

    /** Goes on at a standing clock until it is over. */
    String awaitOutcome(CompletableFuture<String> outcome) {
        return awaitOutcome(outcome, Duration.ZERO);
    }

    /** Goes on until it is over, by a clock that is turned on before each step. */
    String awaitOutcome(CompletableFuture<String> outcome, Duration turns) {
        await().atMost(SOON).until(() -> {
            clock.turn(turns);
            step();
            return outcome.isDone();
        });
        Throwable failed = catchThrowable(() -> Switchover.await(outcome));
        return failed == null ? outcome.join() : failed.getMessage();
    }

    /** Nothing was sent to anybody, and nothing is on its way. */
    void assertNobodyWasTold() {
        settle();
        assertThat(servers).allSatisfy(server -> assertThat(server.told()).isEmpty());
        assertThat(sentinels).allSatisfy(sentinel -> assertThat(sentinel.told()).isEmpty());
    }

    /** Returns what it was told, without the words by which a connection begins and those that settle. */
    static List<String> told(ScriptedServer script) {
        return script.heard.stream()
                .filter(command -> !command.matches("AUTH .*|CLIENT SETNAME .*|PING"))
                .toList();
    }

    void assertNobodyWasToldToFailOver() {
        settle();
        assertThat(sentinels).noneMatch(FakeSentinel::toldToFailOver);
        assertThat(servers)
                .allSatisfy(server -> assertThat(server.told()).noneMatch(word -> word.startsWith("FAILOVER")));
    }

    void stop() {
        bench.onControlLoop(switchover::stop);
    }

    /**
     * Returns when whatever was sent to anybody should be there: each of them has answered a later question, on a later
     * connection.
     */
    void settle() {
        OneShotCommand errand = new OneShotCommand(bench.loops, SOON);
        Stream.concat(
                        servers.stream().map(FakeRedis::endpoint),
                        sentinels.stream().map(FakeSentinel::endpoint))
                .map(to -> errand.run(to, Credentials.NONE, "PING"))
                .forEach(CompletableFuture::join);
    }

    @Override
    public void close() throws IOException {
        bench.close();
        for (FakeRedis server : servers) {
            server.close();
        }
        for (FakeSentinel sentinel : sentinels) {
            sentinel.close();
        }
    }
}
