package org.rolegate.core.tracking;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.Random;
import java.util.function.Consumer;

import org.rolegate.core.model.CheckStatus;
import org.rolegate.core.model.Endpoint;
import org.rolegate.core.model.Observation;
import org.rolegate.core.model.Replication;
import org.rolegate.core.model.ServerView;
import org.rolegate.core.model.Topology;
import org.rolegate.core.model.Verdict;

import static org.assertj.core.api.Assertions.assertThat;

/** One random life of a {@link World} under the eyes of a tracker, checked at every step. */
final class Life {

    private static final int LATEST = 6;
    private static final int ROUNDS_TO_REST = 8;

    private final Random random;
    private final Consumer<String> trace;
    private final Scene scene;
    private final World world;
    private final List<Queue<Observation>> underWay = new ArrayList<>();
    private int newestGeneration;
    private String inUse = "";
    private String lastClaim = "";
    private long elections;

    Life(long seed, int sentinels, Consumer<String> trace) {
        this.random = new Random(seed * 0x9E3779B97F4A7C15L);
        this.trace = trace;
        int size = 2 + random.nextInt(3);
        this.scene = new Scene(size, sentinels);
        this.world = new World(random, size, sentinels, this::announce, trace);
        for (int i = 0; i < size + sentinels; i++) {
            underWay.add(new ArrayDeque<>());
        }
    }

    long elections() {
        return elections;
    }

    void run(int steps) {
        if (random.nextInt(4) > 0) {
            askAll();
        }
        for (int i = 0; i < steps; i++) {
            scene.ticker.forward(Scene.STEP);
            if (random.nextInt(8) == 0) {
                world.step();
            } else if (random.nextBoolean()) {
                ask(random.nextInt(underWay.size()));
            } else {
                deliver(underWay.get(random.nextInt(underWay.size())));
            }
        }
        rest();
    }

    /** When nothing moves any more, the legitimate master must come into use. */
    private void rest() {
        world.heal();
        underWay.forEach(Queue::clear);
        scene.ticker.forward(Duration.ofNanos(Announcements.BELIEVED_NANOS));
        for (int round = 0; round < ROUNDS_TO_REST; round++) {
            scene.ticker.forward(Scene.STEP);
            askAll();
        }
        assertThat(scene.elected())
                .as("in use after all came to rest; " + scene.reason())
                .isEqualTo("redis-" + world.legitimate);
    }

    private void askAll() {
        for (int who = 0; who < underWay.size(); who++) {
            ask(who);
            while (!underWay.get(who).isEmpty()) {
                deliver(underWay.get(who));
            }
        }
    }

    /** The question is answered as things are now; the answer arrives some steps later. */
    private void ask(int who) {
        long now = scene.ticker.nanos();
        int size = world.nodes.size();
        Queue<Observation> way = underWay.get(who);
        if (who < size) {
            Node node = world.nodes.get(who);
            String id = "redis-" + node.number;
            way.add(
                    node.answers()
                            ? new Observation.ServerAnswered(id, now, now, Scene.at(node.number), node.says())
                            : new Observation.ServerFailed(
                                    id, now, now, CheckStatus.L4CON, "connection refused", false));
        } else {
            World.Witness sentinel = world.sentinels.get(who - size);
            String id = "sentinel-" + (who - size + 1);
            Endpoint names = Scene.at(sentinel.names);
            way.add(
                    sentinel.cut
                            ? new Observation.SentinelFailed(id, now, now, "connection refused")
                            : new Observation.SentinelAnswered(
                                    id,
                                    now,
                                    now,
                                    names,
                                    sentinel.epoch,
                                    world.sentinels.size() - 1,
                                    world.settled(sentinel),
                                    false));
        }
        while (way.size() > LATEST) {
            deliver(way);
        }
    }

    /** Events travel on a connection of their own: at once, or never. */
    private void announce(int sentinel, String event, int about) {
        if (!world.sentinels.get(sentinel - 1).cut && random.nextInt(4) > 0) {
            trace.accept("event: sentinel-" + sentinel + " " + event + " redis-" + about);
            scene.announces(sentinel, event, about);
            check();
        }
    }

    private void deliver(Queue<Observation> way) {
        Observation next = way.poll();
        if (next != null) {
            trace.accept("seen: " + brief(next));
            scene.after(next);
            check();
        }
    }

    private void check() {
        Topology topology = scene.topology();
        String now = scene.elected();
        if (!topology.verdict().reason().isEmpty() && !now.equals(inUse)) {
            trace.accept("verdict: " + topology.verdict());
        }
        assertThat(topology.verdict().reason()).isNotBlank();
        if (topology.verdict() instanceof Verdict.Elected elected) {
            elected(topology, topology.server(elected.server()).orElseThrow());
        }
        inUse = now;
    }

    private void elected(Topology topology, ServerView master) {
        assertThat(master.health().up()).as("I10: %s is up", master.id()).isTrue();
        assertThat(master.claimsMaster())
                .as("I10: the last word of %s", master.id())
                .isTrue();
        int generation = generation(master);
        assertThat(generation)
                .as("I2: the generation of %s, after a newer one was in use", master.id())
                .isGreaterThanOrEqualTo(newestGeneration);
        boolean first = elections == 0;
        newestGeneration = generation;
        Replication said = master.said().orElseThrow();
        String claim = master.id() + " " + said.runId() + " " + said.previousId();
        if (!claim.equals(lastClaim)) {
            lastClaim = claim;
            elections++;
            // The first election goes by what most Sentinels, or the replicas, say at that moment (rule 10).
            if (!first) {
                assertNothingNewerInSight(topology, master);
            }
        }
    }

    private void assertNothingNewerInSight(Topology topology, ServerView master) {
        String written = world.legitimateMaster().replid;
        for (ServerView other : topology.servers()) {
            boolean newest = other.claimsMaster()
                    && other.said().orElseThrow().replicationId().equals(written)
                    && generation(other) > generation(master);
            assertThat(newest)
                    .as("I3: %s was elected while %s, promoted last, says master", master.id(), other.id())
                    .isFalse();
        }
    }

    private static String brief(Observation seen) {
        if (seen instanceof Observation.ServerAnswered answer) {
            Replication said = answer.replication();
            return answer.server() + " asked at " + answer.askedAt() + " says " + said.role()
                    + said.master().map(master -> " of " + master).orElse("") + " " + said.runId() + " "
                    + said.replicationId() + "<" + said.previousId();
        }
        return seen.toString();
    }

    private int generation(ServerView server) {
        return world.generations.get(server.said().orElseThrow().replicationId());
    }
}
