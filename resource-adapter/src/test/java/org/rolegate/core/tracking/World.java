package org.rolegate.core.tracking;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;

/**
 * A replication set as it really is, of which a tracker sees only what reaches it.
 *
 * <p>A <em>legitimate</em> promotion is one by the Sentinels, or by an operator after the master's death; it begins a new
 * generation. Everything else that says master is a stray, or an old master.
 */
final class World {

    final List<Node> nodes = new ArrayList<>();

    /** The generation of every history that was ever written by a master. */
    final Map<String, Integer> generations = new HashMap<>();

    int legitimate = 1;

    /** Chance in the step of now. */
    SplittableRandom random;

    private final Set<Integer> apart = new HashSet<>();
    private int fresh;
    private int newest;

    World(int size, SplittableRandom random) {
        this.random = random;
        for (int n = 1; n <= size; n++) {
            nodes.add(new Node(n, "run-" + ++fresh, "h0", n == 1 ? 0 : 1));
        }
        generations.put("h0", 0);
    }

    Node node(int number) {
        return nodes.get(number - 1);
    }

    Node legitimateMaster() {
        return node(legitimate);
    }

    /** Lets one thing happen to a node. */
    void mishap(int kind) {
        Node node = nodes.get(random.nextInt(nodes.size()));
        switch (kind) {
            case 0 -> node.state = Node.State.DEAD;
            case 1, 2 -> restart(node);
            case 3 -> node.state = node.alive() ? Node.State.PAUSED : node.state;
            case 4, 5 -> node.state = node.state == Node.State.PAUSED ? Node.State.ALIVE : node.state;
            case 6 -> node.cut = !node.cut;
            case 7 -> stray(node);
            case 8, 9 -> follow(node);
            case 10 -> newIdInTheSameRun(node);
            case 11 -> node.stalled = !node.master() && !node.stalled;
            case 12 -> part(node, nodes.get(random.nextInt(nodes.size())));
            default -> nodes.forEach(other -> part(node, other));
        }
    }

    /** Lets what is written travel on to the replicas for one step. */
    void flow() {
        for (Node node : nodes) {
            if (node.master() || !node.alive() || node.stalled) {
                continue;
            }
            Node upstream = node(node.upstream);
            if (!upstream.alive() || apart.contains(pair(node, upstream))) {
                continue;
            }
            if (node.syncing > 0 || !node.replid.equals(upstream.replid) || node.offset > upstream.offset) {
                synchronize(node, upstream);
            } else if (random.nextInt(8) > 0) {
                node.offset = upstream.offset;
            }
        }
    }

    private void synchronize(Node node, Node upstream) {
        node.syncing = node.syncing == 0 ? 1 + random.nextInt(20) : node.syncing - 1;
        if (node.syncing == 0 && upstream.syncing == 0) {
            outrank(upstream, node);
            node.synchronizedWith(upstream);
        }
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
            outrank(master, node);
            node.follow(master, random.nextInt(10));
            if (node.syncing == 0) {
                node.synchronizedWith(master);
            }
        }
    }

    /** Who throws its own data away for a master's makes that master the newest, whatever was promoted before. */
    private void outrank(Node master, Node node) {
        if (node.generation > master.generation && master.master()) {
            rightAgain(master);
        }
    }

    /** The older master is right after all, and with it all that has its data and nothing newer. */
    void rightAgain(Node master) {
        int before = master.generation;
        if (before == newest) {
            return;
        }
        newest++;
        for (Node node : nodes) {
            boolean same = node.replid.equals(master.replid) || node.replid2.equals(master.replid);
            if (same && node.generation == before) {
                write(node, newest, () -> {});
            }
        }
    }

    /** The first replica attaches: a master without a history before its own begins it anew. */
    private void newIdInTheSameRun(Node node) {
        boolean alone = nodes.stream().noneMatch(other -> other.upstream == node.number && other.alive());
        if (alone && node.master() && node.alive() && node.replid2.isEmpty()) {
            write(node, node.generation, () -> node.replid = freshId());
        }
    }

    private void part(Node one, Node other) {
        if (one != other && !apart.remove(pair(one, other))) {
            apart.add(pair(one, other));
        }
    }

    private static int pair(Node one, Node other) {
        return Math.min(one.number, other.number) * 100 + Math.max(one.number, other.number);
    }

    boolean inSync(Node candidate) {
        return candidate.alive()
                && !candidate.master()
                && candidate.syncing == 0
                && candidate.replid.equals(legitimateMaster().replid);
    }

    /** Returns the generation that begins. */
    int promote(Node node) {
        legitimate = node.number;
        newest++;
        write(node, newest, () -> node.promote(freshId()));
        return newest;
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

    /** Everything comes to rest: all alive, in sight and behind the legitimate master. */
    void heal() {
        apart.clear();
        for (Node node : nodes) {
            restart(node);
            node.state = Node.State.ALIVE;
            node.cut = false;
            node.stalled = false;
        }
        nodes.forEach(this::follow);
    }

    @Override
    public String toString() {
        return nodes + " legitimate redis-" + legitimate + (apart.isEmpty() ? "" : " apart " + apart);
    }
}
