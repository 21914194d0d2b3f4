package org.rolegate.net.session;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Function;

import org.assertj.core.api.ThrowingConsumer;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import org.rolegate.core.config.SessionKind;
import org.rolegate.core.config.TargetRole;
import org.rolegate.core.session.Ending;
import org.rolegate.core.stats.StatsRow;
import org.rolegate.net.fixture.ScriptedServer;
import org.rolegate.net.fixture.SessionBench;
import org.rolegate.net.fixture.TestClient;
import org.rolegate.net.io.Transport;
import org.rolegate.testing.Slow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * One client at a time before two servers, while servers are lost, demoted, silent and fenced in any order; every command
 * has a number, every reply names it.
 */
@Slow
class SessionRandomTest {

    private static final int SESSIONS = 150;
    private static final int STEPS = 25;
    private static final Duration SOON = Duration.ofSeconds(20);

    /** A server that remembers what it did. */
    private static final class Tally implements Function<String, String> {

        private final Map<String, Integer> executed = new ConcurrentHashMap<>();

        @Override
        public String apply(String command) {
            executed.merge(command, 1, Integer::sum);
            return "+" + command + "\r\n";
        }

        int times(String command) {
            return executed.getOrDefault(command, 0);
        }
    }

    private static final class World implements AutoCloseable {
        final Random random;
        final SessionBench bench;
        final Tally[] did = {new Tally(), new Tally()};
        final ScriptedServer[] servers = {new ScriptedServer(did[0]), new ScriptedServer(did[1])};
        final List<String> trace = new ArrayList<>();
        int master;

        World(Transport transport, TargetRole role, Random random) throws IOException {
            this.random = random;
            this.bench = new SessionBench(transport, SessionKind.TRACKED, role, Duration.ofSeconds(15), 100);
            bench.waitInsteadOfRefusing = true;
            route();
        }

        String id(int server) {
            return "redis-" + (server + 1);
        }

        void route() {
            bench.routeTo(id(master), servers[master]);
        }

        void step() throws IOException {
            switch (random.nextInt(13)) {
                case 0 -> lose(master);
                case 1 -> demote();
                case 2 -> servers[master].keepSilent();
                case 3 -> speak();
                case 4 -> bench.mayForward = false;
                case 5 -> bench.mayForward = true;
                case 6 -> bench.mayAnswer = false;
                case 7 -> bench.mayAnswer = true;
                case 8 -> bench.noServer();
                case 9 -> route();
                case 10 -> bench.awake = false;
                case 11 -> bench.awake = true;
                default -> bench.tick();
            }
        }

        private void lose(int server) throws IOException {
            trace.add("lose " + id(server));
            servers[server].killConnections();
        }

        private void demote() {
            int old = master;
            master = 1 - master;
            trace.add("demote " + id(old));
            route();
            bench.demote(id(old));
            bench.settle();
            // Whoever it still owes an answer has left it.
            servers[old].speak();
        }

        private void speak() {
            servers[0].speak();
            servers[1].speak();
        }

        /** From here on everything goes as it should. */
        void calm() {
            bench.mayForward = true;
            bench.mayAnswer = true;
            bench.awake = true;
            route();
            speak();
        }

        @Override
        public void close() throws IOException {
            bench.close();
            servers[0].close();
            servers[1].close();
        }
    }

    @ParameterizedTest
    @EnumSource(Transport.class)
    void answersInOrderAndNeverWritesTwice(Transport transport) throws Exception {
        long seed = Long.getLong("rolegate.test.seed", System.nanoTime());
        Random random = new Random(seed);
        for (TargetRole role : new TargetRole[] {TargetRole.MASTER, TargetRole.REPLICAS}) {
            try (World world = new World(transport, role, random)) {
                for (int session = 0; session < SESSIONS; session++) {
                    life(world, "seed " + seed + ", " + role + ", session " + session, session);
                }
                assertThat(world.bench.servers.get("redis-1").row().ended(Ending.MOVED))
                        .as("seed %d", seed)
                        .isGreaterThan(SESSIONS / 10);
            }
        }
    }

    private static void life(World world, String what, int session) throws Exception {
        world.trace.clear();
        Random random = world.random;
        List<String> sent = new ArrayList<>();
        Queue<String> replies = new ConcurrentLinkedQueue<>();
        TestClient client = new TestClient(world.bench);
        CompletableFuture<Void> reader = CompletableFuture.runAsync(() -> read(client, replies));
        boolean gone = false;
        for (int i = 0; i < STEPS; i++) {
            if (random.nextInt(2) == 0 && !gone) {
                String command = (random.nextInt(3) == 0 ? "SET " : "GET ") + session + "-" + i;
                world.trace.add(command);
                gone = !sent(client, sent, command);
            } else {
                world.step();
            }
        }
        boolean early = random.nextInt(4) == 0;
        if (early && random.nextBoolean()) {
            client.reset();
        } else if (early) {
            client.close();
        }
        world.calm();
        await(what)
                .atMost(SOON)
                .pollDelay(Duration.ZERO)
                .pollInterval(Duration.ofMillis(2))
                .until(() -> {
                    world.bench.tick();
                    world.speak();
                    return reader.isDone() || replies.size() == sent.size();
                });
        client.close();
        reader.join();
        await(what)
                .atMost(SOON)
                .pollDelay(Duration.ZERO)
                .pollInterval(Duration.ofMillis(2))
                .until(() -> {
                    world.bench.tick();
                    StatsRow row = world.bench.traffic.row();
                    // One that left early may not have been accepted yet.
                    boolean came = row.sessionsTotal() + row.incidents().denied() > session;
                    return came && row.sessions() == 0;
                });
        world.bench.awaitNobody();

        List<String> heard = new ArrayList<>(replies);
        if (!heard.isEmpty()
                && heard.get(heard.size() - 1).contains(" rolegate: ")
                && !heard.get(heard.size() - 1).startsWith("-UNCERTAIN")) {
            heard.remove(heard.size() - 1);
        }
        for (int i = 0; i < heard.size(); i++) {
            assertThat(heard.get(i))
                    .as("%s: reply %d of %s, %s", what, i, heard, world.trace)
                    .satisfiesAnyOf(
                            reply -> assertThat(reply).startsWith("-UNCERTAIN rolegate: "), equalTo("+" + sent.get(i)));
        }
        for (String command : sent) {
            int times = world.did[0].times(command) + world.did[1].times(command);
            assertThat(command.startsWith("SET") ? times : 0)
                    .as("%s: times of %s, %s", what, command, world.trace)
                    .isLessThanOrEqualTo(1);
        }
    }

    private static ThrowingConsumer<String> equalTo(String expected) {
        return reply -> assertThat(reply).isEqualTo(expected);
    }

    /** Returns false if the session has ended. */
    private static boolean sent(TestClient client, List<String> sent, String command) {
        try {
            sent.add(command);
            client.send(command);
            return true;
        } catch (IOException ended) {
            return false;
        }
    }

    private static void read(TestClient client, Queue<String> replies) {
        try {
            for (String reply; (reply = client.reply()) != null; ) {
                replies.add(reply);
            }
        } catch (IOException ended) {
            return;
        }
    }
}
