package org.rolegate.core.record;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

import org.rolegate.core.event.TopologyDiff;
import org.rolegate.core.event.TopologyEvent;
import org.rolegate.core.model.CheckStatus;
import org.rolegate.core.model.Endpoint;
import org.rolegate.core.model.Fence;
import org.rolegate.core.model.Freshness;
import org.rolegate.core.model.Health;
import org.rolegate.core.model.Observation;
import org.rolegate.core.model.Replication;
import org.rolegate.core.model.Role;
import org.rolegate.core.model.SentinelView;
import org.rolegate.core.model.Server;
import org.rolegate.core.model.ServerView;
import org.rolegate.core.model.Topology;
import org.rolegate.core.model.TopologyChange;
import org.rolegate.core.model.Verdict;
import org.rolegate.core.stats.CommandCounts;
import org.rolegate.core.time.Ticker;

/** A recorder before which a group of two servers plays hand-made changes; its clock goes on only when told to. */
public final class Film {

    private long nanos = Long.MAX_VALUE - Duration.ofSeconds(5).toNanos();
    private long millis = 1_700_000_000_000L;
    private final Ticker ticker = new Ticker() {
        @Override
        public long nanos() {
            return nanos;
        }

        @Override
        public long epochMillis() {
            return millis;
        }
    };
    private final Map<String, ServerView> servers = new LinkedHashMap<>();
    private final Map<String, Freshness> freshness = new HashMap<>();
    private Verdict verdict = new Verdict.NoMaster("nobody was asked yet");
    private Optional<Fence> fence = Optional.empty();
    private long changes;
    private SessionTally tally = new SessionTally(0, 0, 0, 0, 0, SessionTally.Toll.NONE);
    private Topology shown;
    private Optional<String> restartedEmpty = Optional.empty();
    private List<SentinelView> sentinels = List.of();
    private boolean checked = true;
    private Consumer<TopologyEvent> listener = event -> {};
    private final TopologyDiff diff = new TopologyDiff(ticker);
    final List<FailoverRecord> reports = new ArrayList<>();
    final FlightRecorder recorder;

    /** A set of which nothing is known yet. */
    public Film() {
        for (int n = 1; n <= 2; n++) {
            Server server = new Server("redis-" + n, at(n));
            servers.put(server.id(), ServerView.unknown(server, nanos, millis));
        }
        shown = topology();
        recorder = new FlightRecorder(shown, ticker, reports::add);
    }

    /** A set at work: redis-1 writes history r1 and is at 1000, redis-2 follows it. */
    public static Film atWork() {
        return new Film()
                .says(1, Role.MASTER, "r1", "", 1000)
                .says(2, Role.REPLICA, "r1", "", 990)
                .elected(1, "the only one that says master")
                .play();
    }

    public static Endpoint at(int server) {
        return new Endpoint("10.0.0." + server, 6379);
    }

    public Film wait(int forMillis) {
        nanos += Duration.ofMillis(forMillis).toNanos();
        millis += forMillis;
        return this;
    }

    public Film says(int server, Role role, String history, String ancestor, long offset) {
        return health(
                server,
                new Health(Health.State.UP, 0),
                Optional.of(new Replication(
                        Replication.Source.INFO,
                        role,
                        "run",
                        history,
                        ancestor,
                        offset,
                        Optional.empty(),
                        true,
                        false,
                        0)),
                "answered");
    }

    public Film fails(int server) {
        return health(server, new Health(Health.State.UP, 1), view(server).reported(), "timeout");
    }

    public Film dies(int server) {
        return health(server, new Health(Health.State.DOWN, 0), view(server).reported(), "connection refused");
    }

    public Film elected(int server, String reason) {
        verdict = new Verdict.Elected("redis-" + server, 1, reason);
        changes++;
        return this;
    }

    public Film nobody(String reason) {
        verdict = new Verdict.NoMaster(reason, Optional.of("redis-1"));
        changes++;
        return this;
    }

    public Film fenced(Fence.Kind kind, String reason) {
        fence = Optional.of(new Fence(kind, reason, nanos, millis));
        return this;
    }

    public Film free() {
        fence = Optional.empty();
        return this;
    }

    /** In all so far, as are the counters below. */
    Film toll(int cut, int moved, int resumed, String... uncertain) {
        tally = new SessionTally(
                tally.held(),
                tally.released(),
                tally.waiting(),
                tally.parked(),
                tally.bytesToMaster(),
                new SessionTally.Toll(cut, moved, resumed, uncertain.length, CommandCounts.of(List.of(uncertain))));
        return this;
    }

    Film sessions(long held, long released, int parked, long bytes) {
        tally = new SessionTally(held, released, (int) (held - released), parked, bytes, tally.toll());
        return this;
    }

    Film sentinel(int number, String event, int about) {
        recorder.observed(new Observation.SentinelReported("sentinel-" + number, nanos, event, Optional.of(at(about))));
        return play();
    }

    /** Says with the next change that the master came back with less. */
    public Film restartedEmpty(String what) {
        restartedEmpty = Optional.of(what);
        return this;
    }

    /** Lags behind the master, by what the next change says. */
    public Film lags(int server, long millis, long bytes) {
        freshness.put("redis-" + server, new Freshness(Duration.ofMillis(millis).toNanos(), bytes, true));
        return this;
    }

    /** Shows these Sentinels from the next change on. */
    public Film sentinels(SentinelView... now) {
        sentinels = List.of(now);
        return this;
    }

    /** Shows from the next change on whether every server was checked. */
    public Film checked(boolean every) {
        checked = every;
        return this;
    }

    /** Passes the events of each change on, after the recorder received them. */
    public Film listener(Consumer<TopologyEvent> next) {
        listener = next;
        return this;
    }

    public Ticker ticker() {
        return ticker;
    }

    /** Returns what was shown last. */
    public Topology shown() {
        return shown;
    }

    /** Shows all that was set since the last time as one change. */
    public Film play() {
        Topology before = shown;
        shown = topology();
        TopologyChange change = new TopologyChange(before, shown, restartedEmpty);
        restartedEmpty = Optional.empty();
        List<TopologyEvent> events = diff.events(change);
        recorder.changed(change, events, tally);
        events.forEach(listener);
        return this;
    }

    Film tick() {
        recorder.tick(tally);
        return this;
    }

    FailoverRecord newest() {
        return recorder.records().get(0);
    }

    List<String> timeline() {
        return newest().timeline().stream()
                .map(moment -> moment.afterMillis() + " " + moment.who() + " " + moment.what())
                .toList();
    }

    private Film health(int server, Health health, Optional<Replication> reported, String check) {
        ServerView was = view(server);
        servers.put(
                was.id(),
                new ServerView(
                        was.server(),
                        was.admin(),
                        health,
                        reported,
                        nanos,
                        Optional.empty(),
                        CheckStatus.L7OK,
                        check,
                        nanos,
                        millis,
                        0,
                        0,
                        0));
        return this;
    }

    private ServerView view(int server) {
        return servers.get("redis-" + server);
    }

    private Topology topology() {
        return new Topology(
                "main",
                verdict,
                nanos,
                millis,
                changes,
                checked,
                List.copyOf(servers.values()),
                sentinels,
                fence,
                freshness);
    }
}
