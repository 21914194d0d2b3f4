package org.rolegate.tools.bench;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.OptionalLong;

import org.rolegate.fixture.Checkout;
import org.rolegate.fixture.HaProxy;
import org.rolegate.fixture.Machine;

/**
 * The benchmark: every cell on every target, round by round, after some rounds that only warm up.
 *
 * <p>Within a cell the targets take turns, and each round begins with another one, so that what else happens on the
 * machine meets all of them.
 */
public final class Bench {

    private final PrintStream out;
    private final BenchSettings settings;
    private final List<Cell> cells;
    private final Results results = new Results();

    private Bench(PrintStream out, BenchSettings settings, List<Cell> cells) {
        this.out = out;
        this.settings = settings;
        this.cells = cells;
    }

    /** Takes its settings from system properties, see {@link BenchSettings}; fails if a program it needs is missing. */
    public static void main(String... ignored) throws IOException {
        var out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
        BenchSettings settings = BenchSettings.fromSystemProperties();
        List<Cell> cells = settings.chosen(Cells.all());
        Tools tools = Tools.locate();
        String machine =
                Machine.text(tools.redisBenchmark().run(List.of("--version")), HaProxy.version(tools.haproxy()));
        var bench = new Bench(out, settings, cells);
        bench.run(tools);
        String report = machine + "\n\n" + bench.legend() + "\n\n" + new Table(bench.results).text(cells);
        Path file = Checkout.earModule().resolve("target/benchmarks.md");
        Files.writeString(file, report);
        out.println("\n" + report + "\nThe same is in " + file);
    }

    private void run(Tools tools) {
        out.println("Starting Redis, HAProxy and the application server ...");
        try (Stand stand = Stand.start(tools)) {
            // Rounds up to 0 only warm up.
            for (int round = 1 - settings.warmup(); round <= settings.rounds(); round++) {
                for (Cell cell : cells) {
                    measure(stand, cell, round);
                }
            }
            stand.check();
        }
    }

    private void measure(Stand stand, Cell cell, int round) {
        var line = new StringBuilder();
        for (Target target : inTurn(cell.targets(), round)) {
            Sample sample = sample(stand, cell, target);
            if (round > 0) {
                results.add(cell, target, sample);
            }
            line.append(
                    String.format(Locale.ROOT, "  %s %,.0f/s p99 %.3f", target.title(), sample.rate(), sample.p99()));
        }
        String which = round <= 0 ? "warm-up" : "round " + round + "/" + settings.rounds();
        out.println(which + "  " + cell.name() + line);
    }

    private Sample sample(Stand stand, Cell cell, Target target) {
        int requests = settings.requestsOf(cell);
        OptionalLong pid = stand.pid(target);
        if (pid.isEmpty()) {
            return cell.load().run(stand, target, requests);
        }
        Duration before = cpu(pid.getAsLong());
        Sample sample = cell.load().run(stand, target, requests);
        return sample.withCpu(cpu(pid.getAsLong()).minus(before).toNanos() / 1000.0 / requests);
    }

    private static Duration cpu(long pid) {
        return ProcessHandle.of(pid)
                .flatMap(process -> process.info().totalCpuDuration())
                .orElseThrow(() -> new IllegalStateException("pid " + pid + " has ended"));
    }

    private static List<Target> inTurn(List<Target> targets, int round) {
        var turned = new ArrayList<>(targets);
        Collections.rotate(turned, -round);
        return turned;
    }

    private String legend() {
        return "Medians of " + settings.rounds() + " rounds after " + settings.warmup()
                + " to warm up; a ratio is the median of the rounds' own ratios, with the"
                + " least and the greatest. Ratios are turned so that above 1 Rolegate is better, whether more is good"
                + " (requests/s) or less (ms, us).";
    }
}
