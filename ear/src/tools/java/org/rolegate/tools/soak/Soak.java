package org.rolegate.tools.soak;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.rolegate.fixture.Checkout;
import org.rolegate.fixture.Machine;
import org.rolegate.fixture.Waiting;

/** The soak: a mixed load for a long time while the Redis set changes, and an eye on what the application server holds. */
public final class Soak {

    /** Longer than an idle connection of JMX is kept, which would count as a descriptor. */
    private static final Duration REST = Duration.ofSeconds(20);

    private static final Duration BETWEEN_SAMPLES_AT_REST = Duration.ofSeconds(5);
    private static final int SAMPLES_AT_REST = 3;

    private final PrintStream out;
    private final SoakSettings settings;
    private final Stand stand;
    private final Sampler sampler;
    private final TopologyEvents events;

    private Soak(PrintStream out, SoakSettings settings, Stand stand) {
        this.out = out;
        this.settings = settings;
        this.stand = stand;
        sampler = new Sampler(stand.server());
        events = new TopologyEvents(out, stand.redis(), stand.server());
    }

    /**
     * Takes its settings from system properties, see {@link SoakSettings}.
     *
     * @throws IllegalStateException naming each bound that was broken
     */
    public static void main(String... ignored) throws IOException {
        var out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
        SoakSettings settings = SoakSettings.fromSystemProperties();
        String machine = Machine.text();
        out.println("Starting Redis and the application server ...");
        Report report;
        try (Stand stand = Stand.start()) {
            report = new Soak(out, settings, stand).run();
        }
        String text = machine + "\n\n" + report.text();
        Path file = Checkout.earModule().resolve("target/soak.md");
        Files.writeString(file, text);
        out.println("\n" + text + "\nThe same is in " + file);
        if (!report.verdict().broken().isEmpty()) {
            throw new IllegalStateException("THE SOAK HAS FAILED:\n  - "
                    + String.join("\n  - ", report.verdict().broken()));
        }
    }

    private Report run() {
        List<Vitals> before = atRest("before");
        var underLoad = new ArrayList<Vitals>();
        Crowd crowd = Crowd.enter(stand.master(), stand.replicas());
        try (crowd) {
            keepUp(underLoad);
        }
        stand.redis().awaitSettled();
        List<Vitals> after = atRest("after");
        Losses losses =
                Losses.of(crowd.writes().lostOn(stand.redis().currentMaster()).writes(), events.kills());
        List<Tally> clients = crowd.tallies();
        Verdict verdict = Verdict.of(new Course(before, underLoad, after), clients, losses, events.failed());
        return new Report(settings, verdict, clients, losses, events.count());
    }

    private List<Vitals> atRest(String when) {
        Waiting.letLast(REST);
        return Stream.generate(() -> sample("at rest " + when, BETWEEN_SAMPLES_AT_REST))
                .limit(SAMPLES_AT_REST)
                .toList();
    }

    /** Takes samples until the time is over, while events happen in a thread of their own. */
    private void keepUp(List<Vitals> samples) {
        ExecutorService worker = Executors.newSingleThreadExecutor();
        try {
            long count = settings.load().dividedBy(settings.betweenSamples());
            var event = CompletableFuture.<Void>completedFuture(null);
            // The first in the middle of its interval, as far from the beginning as the last from the end.
            long nextEvent =
                    System.nanoTime() + settings.betweenEvents().dividedBy(2).toNanos();
            for (int i = 1; i <= count; i++) {
                samples.add(sample("load " + i + "/" + count, settings.betweenSamples()));
                if (event.isDone() && System.nanoTime() - nextEvent >= 0) {
                    event = CompletableFuture.runAsync(events::next, worker);
                    nextEvent += settings.betweenEvents().toNanos();
                }
            }
            event.join();
        } finally {
            worker.shutdownNow();
        }
    }

    private Vitals sample(String when, Duration wait) {
        Waiting.letLast(wait);
        Vitals vitals = sampler.sample();
        out.println(when + "  "
                + Stream.of(Gauge.values())
                        .map(gauge -> gauge.title() + " " + gauge.text(vitals))
                        .collect(Collectors.joining("; ")));
        return vitals;
    }
}
