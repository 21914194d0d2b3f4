package org.rolegate.core.tracking;

import java.util.ArrayList;
import java.util.List;

/**
 * The Sentinels of a simulated {@link World}: at most one failover at a time, step by step as sentinel.c does it, also given
 * up before the promotion or after it.
 */
final class Sentinels {

    /** One Sentinel: whom it names, and what it is about to do. */
    static final class Witness {
        int names = 1;
        long epoch = 1;
        boolean leading;
        boolean trying;
        boolean cut;
    }

    /** Takes what a Sentinel publishes. */
    interface Announcer {
        void says(int sentinel, String event, int about);
    }

    /** Hears of a promotion that a Sentinel carries out, and of the generation that begins. */
    interface Promoter {
        void promoted(int leader, int generation);
    }

    private enum Phase {
        IDLE,
        TRIED,
        SELECTED,
        PROMOTED,
        SEEN,
        SPREADING
    }

    final List<Witness> all = new ArrayList<>();

    private final World world;
    private final Announcer announcer;
    private final Promoter promoter;
    private Phase phase = Phase.IDLE;
    private int wait;
    private int chosen;
    private int old;

    Sentinels(World world, int count, Announcer announcer, Promoter promoter) {
        this.world = world;
        this.announcer = announcer;
        this.promoter = promoter;
        for (int n = 0; n < count; n++) {
            all.add(new Witness());
        }
    }

    /** Somebody, or the death of the master, asks for a failover. */
    void failover() {
        Node candidate = world.nodes.get(world.random.nextInt(world.nodes.size()));
        if (all.isEmpty()) {
            if (!world.legitimateMaster().alive() && world.inSync(candidate)) {
                world.promote(candidate);
            }
        } else if (phase == Phase.IDLE && wait == 0 && world.inSync(candidate)) {
            chosen = candidate.number;
            old = world.legitimate;
            int leader = world.random.nextInt(all.size());
            all.get(leader).leading = true;
            for (int n = 0; n < all.size(); n++) {
                all.get(n).trying = n == leader || world.random.nextInt(4) == 0;
                if (all.get(n).trying) {
                    announcer.says(n + 1, "+try-failover", old);
                }
            }
            next(Phase.TRIED, 1 + world.random.nextInt(4));
        }
    }

    /** Lets 20 ms go by. */
    void step() {
        if (wait > 0) {
            wait--;
            return;
        }
        switch (phase) {
            case TRIED -> select();
            case SELECTED -> promoteOrAbort();
            case PROMOTED -> seeOrAbort();
            case SEEN -> conclude();
            case SPREADING -> gossip();
            default -> {}
        }
    }

    private void select() {
        announce("+elected-leader", old);
        announce("+failover-state-select-slave", old);
        announce("+selected-slave", chosen);
        announce("+failover-state-wait-promotion", chosen);
        next(Phase.SELECTED, 8 + world.random.nextInt(30));
    }

    private void promoteOrAbort() {
        if (world.inSync(world.node(chosen)) && world.random.nextInt(5) > 0) {
            promoter.promoted(leader(), world.promote(world.node(chosen)));
            next(Phase.PROMOTED, world.random.nextInt(40));
        } else {
            abort();
        }
    }

    private void seeOrAbort() {
        Node before = world.node(old);
        if (world.node(chosen).alive() || !before.master() || !before.alive()) {
            announce("+promoted-slave", chosen);
            announce("+failover-state-reconf-slaves", old);
            next(Phase.SEEN, world.random.nextInt(20));
        } else {
            world.legitimate = old;
            abort();
        }
    }

    private void abort() {
        announce("-failover-abort-slave-timeout", old);
        quit();
        next(Phase.IDLE, 150);
    }

    private void conclude() {
        Witness leader = all.get(leader() - 1);
        leader.epoch = all.stream().mapToLong(one -> one.epoch).max().orElseThrow() + 1;
        leader.names = chosen;
        announce("+failover-end", old);
        announce("+switch-master", chosen);
        leader.leading = false;
        leader.trying = false;
        next(Phase.SPREADING, world.random.nextInt(30));
    }

    /** One Sentinel hears of the newest configuration; the failover is over when all have. */
    private void gossip() {
        Witness newest = all.stream()
                .reduce((one, other) -> one.epoch >= other.epoch ? one : other)
                .orElseThrow();
        for (Witness sentinel : all) {
            if (sentinel.epoch < newest.epoch) {
                sentinel.epoch = newest.epoch;
                sentinel.names = newest.names;
                int number = all.indexOf(sentinel) + 1;
                if (sentinel.trying && world.random.nextBoolean()) {
                    announcer.says(number, "-failover-abort-not-elected", old);
                }
                sentinel.trying = false;
                announcer.says(number, "+switch-master", newest.names);
                next(Phase.SPREADING, world.random.nextInt(30));
                return;
            }
        }
        quit();
        next(Phase.IDLE, 0);
    }

    private void quit() {
        for (int n = 0; n < all.size(); n++) {
            if (all.get(n).trying && !all.get(n).leading) {
                announcer.says(n + 1, "-failover-abort-not-elected", old);
            }
            all.get(n).leading = false;
            all.get(n).trying = false;
        }
    }

    private void next(Phase following, int steps) {
        phase = following;
        wait = steps;
    }

    private void announce(String event, int about) {
        announcer.says(leader(), event, about);
    }

    private int leader() {
        for (int n = 0; n < all.size(); n++) {
            if (all.get(n).leading) {
                return n + 1;
            }
        }
        throw new IllegalStateException("nobody leads in " + phase);
    }

    /** Whether a Sentinel sees neither the master down nor a failover under way. */
    boolean settled(Witness sentinel) {
        return !sentinel.trying && world.node(sentinel.names).alive();
    }

    void heal() {
        all.forEach(sentinel -> sentinel.cut = false);
        for (int i = 0; i < 1_000; i++) {
            step();
        }
    }
}
