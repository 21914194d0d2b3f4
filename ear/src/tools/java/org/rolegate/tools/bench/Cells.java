package org.rolegate.tools.bench;

import java.util.List;

import static org.rolegate.tools.bench.Figure.CPU;
import static org.rolegate.tools.bench.Figure.P50;
import static org.rolegate.tools.bench.Figure.P99;
import static org.rolegate.tools.bench.Figure.RATE;
import static org.rolegate.tools.bench.Target.DIRECT;
import static org.rolegate.tools.bench.Target.HAPROXY;
import static org.rolegate.tools.bench.Target.RELAY;
import static org.rolegate.tools.bench.Target.ROLEGATE;

/** All cells, in the order of the table. A run of any of them takes two to five seconds on two cores. */
final class Cells {

    private static final List<Target> ALL = List.of(DIRECT, HAPROXY, ROLEGATE, RELAY);
    private static final List<Target> WITHOUT_RELAY = List.of(DIRECT, HAPROXY, ROLEGATE);
    private static final List<String> GET = List.of("GET", Stand.SMALL_KEY);
    private static final List<String> GET_LARGE = List.of("GET", Stand.LARGE_KEY);
    private static final List<String> SET = List.of("SET", Stand.SMALL_KEY, Stand.SMALL_VALUE);

    private Cells() {}

    static List<Cell> all() {
        return List.of(
                relayed("set-64-p1", "SET 64 B, 50 connections", new RedisBenchmark(SET, 50, 1, true), 150_000),
                relayed("get-64-p1", "GET 64 B, 50 connections", new RedisBenchmark(GET, 50, 1, true), 150_000),
                relayed(
                        "set-64-p16",
                        "SET 64 B, 50 connections, pipeline 16",
                        new RedisBenchmark(SET, 50, 16, true),
                        1_500_000),
                relayed(
                        "get-64-p16",
                        "GET 64 B, 50 connections, pipeline 16",
                        new RedisBenchmark(GET, 50, 16, true),
                        2_000_000),
                relayed("get-64k-p1", "GET 64 KiB, 50 connections", new RedisBenchmark(GET_LARGE, 50, 1, true), 60_000),
                new Cell(
                        "get-64-one",
                        "GET 64 B, one connection",
                        new OneConnection(),
                        20_000,
                        ALL,
                        List.of(P50, P99, CPU)),
                new Cell(
                        "get-64-abused",
                        "the same beside 200 clients that read nothing of 1.3 MB and 1,000 silent ones",
                        new UnderAbuse(new OneConnection(), 200, 1000),
                        20_000,
                        List.of(HAPROXY, ROLEGATE),
                        List.of(P50, P99, CPU)),
                plain("get-64-c1000", "GET 64 B, 1,000 connections", new RedisBenchmark(GET, 1000, 1, true), 100_000),
                plain(
                        "get-64-connect",
                        "GET 64 B, 50 connections, a new one for each request",
                        new RedisBenchmark(GET, 50, 1, false),
                        5_000),
                pooled("jndi-get-64", "GET 64 B by JNDI or Jedis in the server, 8 threads", "get"),
                pooled("jndi-set-64", "SET 64 B by JNDI or Jedis in the server, 8 threads", "set"));
    }

    private static Cell relayed(String name, String title, Load load, int requests) {
        return new Cell(name, title, load, requests, ALL, List.of(RATE, P99, CPU));
    }

    private static Cell plain(String name, String title, Load load, int requests) {
        return new Cell(name, title, load, requests, WITHOUT_RELAY, List.of(RATE, P99, CPU));
    }

    private static Cell pooled(String name, String title, String operation) {
        return new Cell(name, title, new PoolLoad(operation), 200_000, WITHOUT_RELAY, List.of(RATE, P99));
    }
}
