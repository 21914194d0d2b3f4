package org.rolegate.core.tracking;

import java.time.Duration;
import java.util.BitSet;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.function.Consumer;

import org.rolegate.core.model.Observation;
import org.rolegate.core.model.Replication;
import org.rolegate.core.model.Topology;

/**
 * One random life of a {@link World} under the eyes of a tracker that is ticked, and sometimes sleeps; clients write at every
 * step, and every promise is checked at every step.
 *
 * <p>Chance is drawn anew for each step from the seed and the step's number, so a step can be dropped without changing what
 * the others try to do.
 */
final class Life {

    private static final Duration STEP = Duration.ofMillis(20);
    private static final int ROUNDS_TO_REST = 60;

    private final long seed;
    private final BitSet dropped;
    private final Consumer<String> trace;
    private final boolean traced;
    private final Scene scene;
    private final World world;
    private final Sentinels sentinels;
    private final Wires wires;
    private final Promises promises;
    private final int calm;
    private final long born;
    private Optional<Long> triedAt = Optional.empty();
    private long tickedAt;
    private int asleep;
    private int step;

    /** Makes a life in which the given steps bring no mishap; without a trace it is silent. */
    Life(long seed, int sentinels, BitSet dropped, Optional<Consumer<String>> trace) {
        this.seed = seed;
        this.dropped = dropped;
        this.trace = trace.orElse(description -> {});
        this.traced = trace.isPresent();
        SplittableRandom random = chance(-1);
        int size = 2 + random.nextInt(3);
        this.calm = 4 << random.nextInt(4);
        this.scene = new Scene(size, sentinels);
        this.born = scene.ticker.nanos();
        this.world = new World(size, random);
        this.promises = new Promises(world, this::say);
        this.sentinels = new Sentinels(world, sentinels, this::announce, this::promoted);
        this.wires = new Wires(world, this.sentinels, scene.ticker, this::read);
    }

    long elections() {
        return promises.elections();
    }

    long acknowledged() {
        return promises.acknowledged();
    }

    /** Returns the step that is, or was last, lived. */
    int step() {
        return step;
    }

    void run(int steps) {
        for (step = 0; step < steps; step++) {
            world.random = chance(step);
            scene.ticker.forward(STEP);
            happen();
            if (asleep > 0) {
                asleep--;
            } else {
                live();
            }
        }
        rest();
    }

    private SplittableRandom chance(int of) {
        return new SplittableRandom(seed * 0x9E3779B97F4A7C15L + of * 0xBF58476D1CE4E5B9L);
    }

    private void happen() {
        boolean mishap = world.random.nextInt(calm) == 0;
        int kind = world.random.nextInt(20);
        int nap = world.random.nextInt(4) == 0 ? 4 + world.random.nextInt(200) : world.random.nextInt(8);
        if (mishap && !dropped.get(step)) {
            if (kind == 14) {
                asleep = nap;
                say("this process sleeps for " + nap + " steps");
            } else if (kind == 15) {
                sentinels.all.stream()
                        .skip(world.random.nextInt(Math.max(1, sentinels.all.size())))
                        .findFirst()
                        .ifPresent(sentinel -> sentinel.cut = !sentinel.cut);
            } else if (kind > 15) {
                sentinels.failover();
            } else {
                world.mishap(kind);
            }
            say("world: " + (traced ? world : ""));
        }
        sentinels.step();
        world.flow();
    }

    /** What runs on several threads comes in any order: the tick, the sockets, the clients. */
    private void live() {
        int order = world.random.nextInt(6);
        for (int turn = 0; turn < 3; turn++) {
            switch ((order + (order > 2 ? 2 : 1) * turn) % 3) {
                case 0 -> tick();
                case 1 -> wires.read();
                default -> promises.write(scene.topology(), tickedAt, scene.ticker.nanos());
            }
        }
        wires.ask(scene.tracker.inDoubt());
    }

    private void tick() {
        boolean before = asleep();
        scene.tracker.tick();
        tickedAt = scene.ticker.nanos();
        promises.hold(scene.topology());
        if (!before && asleep()) {
            wires.askAll();
        }
    }

    private boolean asleep() {
        return scene.topology().fence().filter(fence -> fence.kind().holdsAll()).isPresent();
    }

    private void read(Observation observation) {
        if (traced) {
            say("seen: " + brief(observation));
        }
        if (observation instanceof Observation.SentinelReported reported
                && reported.event().equals("-failover-abort-slave-timeout")) {
            Node legitimate = world.legitimateMaster();
            if (legitimate.master()
                    && reported.address()
                            .filter(Scene.at(legitimate.number)::equals)
                            .isPresent()) {
                world.rightAgain(legitimate);
            }
        }
        scene.after(observation);
        promises.hold(scene.topology());
    }

    private void announce(int sentinel, String event, int about) {
        Optional<Long> arrives = wires.announce(sentinel, event, about);
        if (traced) {
            say("event: sentinel-" + sentinel + " " + event + " redis-" + about
                    + (arrives.isPresent() ? "" : " is heard by nobody"));
        }
        if (event.equals("+try-failover") && sentinels.all.get(sentinel - 1).leading) {
            triedAt = arrives;
        } else if (event.contains("abort-slave-timeout")) {
            promises.givenUp();
        }
    }

    private void promoted(int leader, int generation) {
        say("promoted: by sentinel-" + leader + " " + (traced ? world : ""));
        promises.promoted(generation, triedAt, scene.ticker.nanos());
    }

    /** When nothing moves any more, the legitimate master must come into use, and be written to. */
    private void rest() {
        world.heal();
        sentinels.heal();
        world.heal();
        wires.clear();
        say("healed: " + (traced ? world : ""));
        scene.ticker.forward(Duration.ofNanos(SentinelFailovers.VALID_NANOS));
        for (int round = 0; round < ROUNDS_TO_REST; round++) {
            world.random = chance(step + 1 + round);
            scene.ticker.forward(STEP);
            world.flow();
            live();
        }
        Topology topology = scene.topology();
        Promises.must(
                scene.elected().equals("redis-" + world.legitimate),
                "at rest: '%s' in use instead of redis-%d; %s",
                scene.elected(),
                world.legitimate,
                scene.reason());
        Promises.must(
                Promises.writable(topology, scene.ticker.nanos()).equals(Set.of("redis-" + world.legitimate)),
                "at rest: %s",
                topology.fence());
    }

    private void say(String description) {
        trace.accept((scene.ticker.nanos() - born) / 1_000_000 + " " + description);
    }

    /** What was seen, with its times in milliseconds of this life. */
    private String brief(Observation seen) {
        String asked = ", asked at " + (seen.requestedAt() - born) / 1_000_000;
        if (seen instanceof Observation.ServerAnswered answer) {
            Replication reported = answer.replication();
            return answer.server() + " says " + reported.role()
                    + reported.master().map(master -> " of " + master).orElse("") + " " + reported.runId() + " "
                    + reported.replicationId() + "<" + reported.previousId() + " @" + reported.offset() + asked;
        }
        if (seen instanceof Observation.ServerFailed failure) {
            return failure.server() + (failure.refused() ? " refuses" : " is silent") + asked;
        }
        if (seen instanceof Observation.SentinelAnswered answer) {
            return answer.sentinel() + " names " + answer.master() + " at epoch " + answer.epoch()
                    + (answer.masterHealthy() ? "" : ", unsettled") + asked;
        }
        return seen instanceof Observation.SentinelReported reported
                ? reported.sentinel() + " " + reported.event() + " "
                        + reported.address().map(Object::toString).orElse("")
                : seen.toString();
    }
}
