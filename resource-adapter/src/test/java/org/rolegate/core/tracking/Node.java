package org.rolegate.core.tracking;

import java.util.Optional;

import org.rolegate.core.model.Replication;
import org.rolegate.core.model.Role;

/** One server of a simulated {@link World}: what it is, whatever anybody has seen of it. */
final class Node {

    enum State {
        ALIVE,
        PAUSED,
        DEAD
    }

    final int number;
    State state = State.ALIVE;
    boolean cut;
    boolean stalled;
    int syncing;
    int upstream;
    long offset = 1_000;
    String run;
    String replid;
    String replid2 = "";
    long branch = -1;

    /** The last legitimate promotion whose data it has; 0 at the start. */
    int generation;

    Node(int number, String run, String replid, int upstream) {
        this.number = number;
        this.run = run;
        this.replid = replid;
        this.upstream = upstream;
    }

    boolean master() {
        return upstream == 0;
    }

    boolean alive() {
        return state == State.ALIVE;
    }

    boolean answers() {
        return alive() && !cut;
    }

    /** {@code REPLICAOF NO ONE}: the history so far becomes the previous one. */
    void promote(String fresh) {
        upstream = 0;
        syncing = 0;
        stalled = false;
        replid2 = replid;
        branch = offset + 1;
        replid = fresh;
    }

    void follow(Node master, int steps) {
        upstream = master.number;
        syncing = steps;
        stalled = false;
    }

    /** Has all, or nearly all, that its master has. */
    void synchronizedWith(Node master) {
        syncing = 0;
        replid = master.replid;
        replid2 = "";
        branch = -1;
        generation = master.generation;
        offset = master.offset;
    }

    /** A new run; a master begins a new history and may know the old one from its RDB file, which is older than it was. */
    void restart(String freshRun, String freshId, boolean fromRdb) {
        state = State.ALIVE;
        run = freshRun;
        offset = fromRdb ? offset - offset / 8 : master() ? 0 : offset;
        if (master()) {
            replid2 = fromRdb ? replid : "";
            branch = fromRdb ? offset + 1 : -1;
            replid = freshId;
        }
    }

    Replication says() {
        return new Replication(
                Replication.Source.INFO,
                master() ? Role.MASTER : Role.REPLICA,
                run,
                replid,
                replid2,
                offset,
                master() ? Optional.empty() : Optional.of(Scene.at(upstream)),
                syncing == 0,
                syncing > 0,
                -1,
                branch);
    }

    @Override
    public String toString() {
        return "redis-" + number + "[" + state + (cut ? " cut" : "") + (stalled ? " stalled" : "") + " "
                + (master() ? "master" : (syncing > 0 ? "syncs with redis-" : "of redis-") + upstream) + " " + run + " "
                + replid + "<" + replid2 + " @" + offset + " g" + generation + "]";
    }
}
