package org.rolegate.tools.switchovers;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;

import org.awaitility.Awaitility;
import redis.clients.jedis.Jedis;

import org.rolegate.fixture.AppServer;
import org.rolegate.fixture.Checkout;
import org.rolegate.fixture.Machine;
import org.rolegate.fixture.RedisNode;
import org.rolegate.fixture.RedisSet;

/**
 * How long busy clients wait while the master moves as planned, and what they lose: {@code mvn -Pswitches verify}.
 *
 * <p>One master, two replicas, with three Sentinels and without; {@code switches.clients} (50) clients that increment;
 * {@code switches.rounds} (10) times the operation {@code switchover} of the group's MBean. Fails if a client hears an error,
 * an increment is lost or doubled, or a connection is no longer what it was.
 */
public final class Switchovers {

    private static final String PASSWORD = "switches";
    private static final String GROUP = "org.rolegate:type=Group,name=main";
    private static final Duration LOAD = Duration.ofSeconds(2);
    private static final Duration SOON = Duration.ofSeconds(60);

    private final int clients = Integer.getInteger("switches.clients", 50);
    private final int rounds = Integer.getInteger("switches.rounds", 10);
    private boolean failed;

    private Switchovers() {}

    /** Runs it, prints the table, and exits with 1 if something is amiss. */
    public static void main(String... none) {
        Switchovers switches = new Switchovers();
        List<String> table = new ArrayList<>(List.of(
                Machine.text(),
                "",
                "| set | switchovers | acknowledged | errors | lost | doubled | longest wait of each switchover, ms: median | most"
                        + " | all |",
                "| --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: | --- |"));
        table.add(switches.run("without Sentinels (`FAILOVER`)", 0));
        table.add(switches.run("three Sentinels (`SENTINEL FAILOVER`)", 3));
        System.out.println(String.join("\n", table));
        if (switches.failed) {
            throw new IllegalStateException("something was lost, doubled or told as an error: see the table");
        }
    }

    private String run(String name, int sentinels) {
        try (RedisSet redis = RedisSet.builder()
                        .replicas(2)
                        .sentinels(sentinels)
                        .password(PASSWORD)
                        .downAfter(5000)
                        .failoverTimeout(5000)
                        .start();
                AppServer server = AppServer.builder()
                        .directory(Checkout.earModule().resolve("target/switches-" + sentinels))
                        .redis(redis)
                        .freeFrontends()
                        .start()
                        .awaitDeployed()) {
            settle(redis, server);
            return run(name, redis, server);
        }
    }

    private static void settle(RedisSet redis, AppServer server) {
        Awaitility.await().atMost(SOON).until(() -> redis.masters().size() == 1);
        redis.awaitSettled();
        server.awaitMasterInUse(redis.currentMaster());
        Awaitility.await()
                .atMost(SOON)
                .until(() -> server.mbeans()
                                .<Integer>attribute("org.rolegate:type=Backend,group=main,name=replicas", "ServersUp")
                        == 2);
    }

    private String run(String name, RedisSet redis, AppServer server) {
        List<BusyClient> busy = IntStream.range(0, clients)
                .mapToObj(number -> new BusyClient(number, server.masterPort(), PASSWORD))
                .toList();
        double[] waits = new double[rounds];
        for (int round = 0; round < rounds; round++) {
            work(busy);
            busy.forEach(BusyClient::forget);
            server.mbeans().invoke(GROUP, "switchover", "");
            work(busy);
            waits[round] =
                    busy.stream().mapToDouble(BusyClient::longestMillis).max().orElseThrow();
            settle(redis, server);
        }
        busy.forEach(BusyClient::end);
        String line = line(name, busy, waits, redis.currentMaster());
        busy.forEach(BusyClient::close);
        return line;
    }

    /** Lets them go on for a while, and until each has gone on. */
    private static void work(List<BusyClient> busy) {
        long[] before = busy.stream().mapToLong(BusyClient::acknowledged).toArray();
        Awaitility.await().pollDelay(LOAD).atMost(SOON).until(() -> IntStream.range(0, before.length)
                .allMatch(i ->
                        busy.get(i).acknowledged() > before[i] || busy.get(i).errors() > 0));
    }

    private String line(String name, List<BusyClient> busy, double[] waits, RedisNode master) {
        long lost = 0;
        long doubled = 0;
        try (Jedis direct = new Jedis("127.0.0.1", master.port())) {
            direct.auth(PASSWORD);
            direct.select(BusyClient.DATABASE);
            for (BusyClient client : busy) {
                long difference = client.difference(direct);
                lost += Math.max(0, -difference);
                doubled += Math.max(0, difference);
            }
        }
        long acknowledged = busy.stream().mapToLong(BusyClient::acknowledged).sum();
        long errors = busy.stream().mapToLong(BusyClient::errors).sum();
        long changed = busy.stream().filter(client -> !client.isWhatItWas()).count();
        failed |= lost + doubled + errors + changed > 0;
        double[] sorted = waits.clone();
        Arrays.sort(sorted);
        return String.format(
                Locale.ROOT,
                "| %s | %d | %,d | %d | %d | %d | %.0f | %.0f | %s |",
                name,
                rounds,
                acknowledged,
                errors,
                lost,
                doubled,
                sorted[sorted.length / 2],
                sorted[sorted.length - 1],
                Arrays.stream(waits)
                        .mapToObj(wait -> String.format(Locale.ROOT, "%.0f", wait))
                        .toList());
    }
}
