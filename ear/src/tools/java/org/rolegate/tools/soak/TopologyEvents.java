package org.rolegate.tools.soak;

import java.io.PrintStream;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

import org.rolegate.fixture.AppServer;
import org.rolegate.fixture.Names;
import org.rolegate.fixture.RedisNode;
import org.rolegate.fixture.RedisSet;
import org.rolegate.fixture.Waiting;

/** What happens to the Redis set meanwhile, one kind after the other: switchover, death of the master, a silent replica. */
final class TopologyEvents {

    static final int KINDS = 3;

    private static final Duration SILENCE = Duration.ofSeconds(10);

    private final PrintStream out;
    private final RedisSet redis;
    private final AppServer server;
    private final List<Losses.Kill> kills = new CopyOnWriteArrayList<>();
    private final List<String> failed = new CopyOnWriteArrayList<>();
    private int count;

    TopologyEvents(PrintStream out, RedisSet redis, AppServer server) {
        this.out = out;
        this.redis = redis;
        this.server = server;
    }

    /** Has the next one happen, and waits until all is well again; one that goes wrong is noted. */
    void next() {
        int number = count++;
        try {
            redis.awaitSettled();
            server.awaitMasterInUse(redis.currentMaster());
            String what = happen(number % KINDS);
            redis.awaitSettled();
            out.println("event " + count + "  " + what);
        } catch (RuntimeException e) {
            failed.add("event " + count + ": " + e);
            out.println("event " + count + "  FAILED: " + e);
        }
    }

    int count() {
        return count;
    }

    List<Losses.Kill> kills() {
        return List.copyOf(kills);
    }

    /** Those that did not work, in words. */
    List<String> failed() {
        return List.copyOf(failed);
    }

    private String happen(int kind) {
        return switch (kind) {
            case 0 ->
                server.mbeans().invoke(Names.group("main"), "switchover", "").toString();
            case 1 -> killMaster();
            default -> silenceReplica();
        };
    }

    private String killMaster() {
        RedisNode former = redis.currentMaster();
        former.kill();
        kills.add(new Losses.Kill(former.port(), System.nanoTime()));
        try {
            RedisNode successor = redis.awaitMasterOtherThan(former);
            server.awaitMasterInUse(successor);
            redis.awaitFollowers(successor);
            return former + " was killed, " + successor + " took over";
        } finally {
            former.restart();
        }
    }

    private String silenceReplica() {
        RedisNode replica = redis.replicas().get(0);
        replica.pause();
        try {
            Waiting.letLast(SILENCE);
        } finally {
            replica.resume();
        }
        return replica + " was stopped for " + SILENCE.toSeconds() + " s";
    }
}
