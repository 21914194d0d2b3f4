package org.rolegate.core.tracking;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Consumer;

/**
 * A replication set and its Sentinels as they really are, of which a tracker sees only what reaches it.
 *
 * <p>A <em>legitimate</em> promotion is one by the Sentinels, or by an operator after the master's death; it begins a new
 * generation. Everything else that says master is a stray, or an old master.
 */
final class World {

    /** One Sentinel: whom it names, and what it is about to do. */
    static final class Witness {
        int names = 1;
        long epoch = 1;
        boolean leading;
        boolean cut;
    }

    final List<Node> nodes = new ArrayList<>();
    final List<Witness> sentinels = new ArrayList<>();

    /** The generation of every history that was ever written by a master. */
    final Map<String, Integer> generations = new HashMap<>();

    int legitimate = 1;

    private final Random random;
    private final Consumer<String> trace;
    private final Announcer announcer;
    private int fresh;
    private int chosen;
    private boolean promoted;

    /** Takes what a Sentinel publishes. */
    interface Announcer {
        void says(int sentinel, String event, int about);
    }

    World(Random random, int size, int sentinelCount, Announcer announcer, Consumer<String> trace) {
        this.random = random;
        this.announcer = announcer;
        this.trace = trace;
        for (int n = 1; n <= size; n++) {
            nodes.add(new Node(n, "run-" + ++fresh, "h0", n == 1 ? 0 : 1));
        }
        generations.put("h0", 0);
        for (int n = 0; n < sentinelCount; n++) {
            sentinels.add(new Witness());
        }
    }

    Node node(int number) {
        return nodes.get(number - 1);
    }

    Node legitimateMaster() {
        return node(legitimate);
    }

    /** Lets one thing happen. */
    void step() {
        Node node = nodes.get(random.nextInt(nodes.size()));
        switch (random.nextInt(14)) {
            case 0 -> die(node);
            case 1, 2 -> restart(node);
            case 3 -> node.state = node.alive() ? Node.State.PAUSED : node.state;
            case 4, 5 -> node.state = node.state == Node.State.PAUSED ? Node.State.ALIVE : node.state;
            case 6 -> node.cut = !node.cut;
            case 7 -> stray(node);
            case 8, 9 -> follow(node);
            case 10 -> newIdInTheSameRun(node);
            case 11 -> blind();
            default -> failover(node);
        }
        trace.accept("world: " + nodes + " legitimate redis-" + legitimate);
    }

    private void die(Node node) {
        node.state = Node.State.DEAD;
    }

    private void restart(Node node) {
        if (node.state == Node.State.DEAD) {
            if (!node.master() && random.nextInt(4) == 0) {
                write(node, node.generation, () -> node.promote(freshId()));
            }
            write(node, node.generation, () -> node.restart("run-" + ++fresh, freshId(), random.nextBoolean()));
        }
    }

    private void stray(Node node) {
        if (node.alive() && !node.master() && random.nextInt(3) == 0) {
            write(node, node.generation, () -> node.promote(freshId()));
        }
    }

    /** What Sentinels and operators do with all that is not the legitimate master, sooner or later. */
    private void follow(Node node) {
        Node master = legitimateMaster();
        if (node != master && node.alive() && master.alive()) {
            node.follow(master);
        }
    }

    /** The first replica attaches: a master without a history before its own begins it anew. */
    private void newIdInTheSameRun(Node node) {
        if (node.master() && node.alive() && node.replid2.isEmpty()) {
            write(node, node.generation, () -> node.replid = freshId());
        }
    }

    private void blind() {
        if (!sentinels.isEmpty()) {
            Witness sentinel = sentinels.get(random.nextInt(sentinels.size()));
            sentinel.cut = !sentinel.cut;
        }
    }

    private void failover(Node candidate) {
        if (sentinels.isEmpty()) {
            byHand(candidate);
        } else if (chosen == 0) {
            announce(candidate);
        } else if (!promoted) {
            promoteOrAbort();
        } else if (leader() != null) {
            conclude();
        } else {
            gossip();
        }
    }

    private void byHand(Node candidate) {
        if (!legitimateMaster().alive() && inSync(candidate)) {
            promote(candidate);
        }
    }

    private void announce(Node candidate) {
        if (inSync(candidate)) {
            chosen = candidate.number;
            int leader = random.nextInt(sentinels.size());
            sentinels.get(leader).leading = true;
            announcer.says(leader + 1, "+try-failover", legitimate);
            announcer.says(leader + 1, "+selected-slave", chosen);
        }
    }

    private void promoteOrAbort() {
        if (inSync(node(chosen)) && random.nextInt(5) > 0) {
            promote(node(chosen));
            promoted = true;
            return;
        }
        announcer.says(sentinels.indexOf(leader()) + 1, "-failover-abort-slave-timeout", legitimate);
        leader().leading = false;
        chosen = 0;
    }

    private void conclude() {
        Witness leader = leader();
        int number = sentinels.indexOf(leader) + 1;
        leader.epoch = sentinels.stream().mapToLong(one -> one.epoch).max().orElseThrow() + 1;
        leader.names = chosen;
        leader.leading = false;
        announcer.says(number, "+promoted-slave", chosen);
        announcer.says(number, "+failover-end", legitimate);
        announcer.says(number, "+switch-master", chosen);
    }

    /** One Sentinel hears of the newest configuration; the failover is over when all have. */
    private void gossip() {
        Witness newest = sentinels.stream()
                .reduce((one, other) -> one.epoch >= other.epoch ? one : other)
                .orElseThrow();
        for (Witness sentinel : sentinels) {
            if (sentinel.epoch < newest.epoch) {
                sentinel.epoch = newest.epoch;
                sentinel.names = newest.names;
                announcer.says(sentinels.indexOf(sentinel) + 1, "+switch-master", newest.names);
                return;
            }
        }
        chosen = 0;
        promoted = false;
    }

    Witness leader() {
        return sentinels.stream()
                .filter(sentinel -> sentinel.leading)
                .findFirst()
                .orElse(null);
    }

    /** Whether a Sentinel sees neither the master down nor a failover under way. */
    boolean settled(Witness sentinel) {
        return !sentinel.leading && node(sentinel.names).alive();
    }

    private boolean inSync(Node candidate) {
        return candidate.alive() && !candidate.master() && candidate.replid.equals(legitimateMaster().replid);
    }

    private void promote(Node node) {
        legitimate = node.number;
        int next =
                generations.values().stream().mapToInt(Integer::intValue).max().orElse(0) + 1;
        write(node, next, () -> node.promote(freshId()));
    }

    private void write(Node node, int generation, Runnable change) {
        change.run();
        node.generation = generation;
        if (node.master()) {
            generations.put(node.replid, generation);
        }
    }

    private String freshId() {
        return "h" + ++fresh;
    }

    /** Everything comes to rest: all alive, in sight and behind the legitimate master, every Sentinel knows it. */
    void heal() {
        for (Node node : nodes) {
            restart(node);
            node.state = Node.State.ALIVE;
            node.cut = false;
        }
        sentinels.forEach(sentinel -> sentinel.cut = false);
        while (chosen != 0) {
            failover(node(chosen));
        }
        nodes.forEach(this::follow);
        trace.accept("healed: " + nodes + " legitimate redis-" + legitimate);
    }
}
