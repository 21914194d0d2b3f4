package org.rolegate.tools.demo;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import org.rolegate.fixture.Ports;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** The demo as a user runs it: a process with a screen, ended by a signal. */
@Timeout(value = 5, unit = TimeUnit.MINUTES)
class DemoIT {

    private static final Duration READY = Duration.ofSeconds(120);
    private static final Pattern PID = Pattern.compile("pid (\\d+)");
    private static final Pattern KILL = Pattern.compile("kill -9 (\\d+)");

    @TempDir
    private Path directory;

    private Process demo;

    @AfterEach
    void end() throws InterruptedException {
        if (demo != null) {
            demo.destroy();
            assertThat(demo.waitFor(60, TimeUnit.SECONDS)).isTrue();
        }
    }

    @Test
    void portsThatAreTakenAreAllNamedBeforeAnythingIsStarted() throws IOException, InterruptedException {
        try (ServerSocket one = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"));
                ServerSocket two = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
            // When
            start("-Ddemo.master.port=" + one.getLocalPort(), "-Ddemo.http.port=" + two.getLocalPort());

            // Then
            assertThat(demo.waitFor(60, TimeUnit.SECONDS)).isTrue();
            assertThat(demo.exitValue()).isEqualTo(1);
            assertThat(screen())
                    .contains("port " + one.getLocalPort())
                    .contains("-Ddemo.master.port=")
                    .contains("port " + two.getLocalPort())
                    .contains("-Ddemo.http.port=")
                    .doesNotContain("Starting");
        }
    }

    @Test
    void itShowsAFailoverAndTakesEveryProcessWithIt() throws IOException, InterruptedException {
        // Given
        start();
        // The first line of the watch, without which the change would be its beginning.
        await().atMost(READY).untilAsserted(() -> assertThat(screen()).contains("Ready ", "redis-1 is master"));
        List<Long> processes = new ArrayList<>();
        for (Matcher pid = PID.matcher(screen()); pid.find(); ) {
            processes.add(Long.parseLong(pid.group(1)));
        }
        assertThat(processes).hasSize(5).allMatch(DemoIT::isAlive);

        // When
        Matcher kill = KILL.matcher(screen());
        assertThat(kill.find()).isTrue();
        ProcessHandle.of(Long.parseLong(kill.group(1))).orElseThrow().destroyForcibly();

        // Then
        await().atMost(READY).untilAsserted(() -> assertThat(screen())
                .containsPattern("redis-1 .* -> no master")
                .containsPattern("no master -> redis-[234]"));

        // When
        demo.destroy();

        // Then
        assertThat(demo.waitFor(60, TimeUnit.SECONDS)).isTrue();
        await().atMost(Duration.ofSeconds(10))
                .untilAsserted(() -> assertThat(processes).noneMatch(DemoIT::isAlive));
    }

    private static boolean isAlive(long pid) {
        return ProcessHandle.of(pid).filter(ProcessHandle::isAlive).isPresent();
    }

    private void start(String... choices) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin/java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                "-Drolegate.it.server=" + System.getProperty("rolegate.it.server", "wildfly"),
                "-Ddemo.redis.port=" + consecutive(DemoSettings.REPLICAS + 1),
                "-Ddemo.sentinel.port=" + consecutive(DemoSettings.SENTINELS)));
        for (String port : List.of("master", "replica", "http", "management")) {
            command.add("-Ddemo." + port + ".port=" + Ports.free());
        }
        command.addAll(List.of(choices));
        command.add(Demo.class.getName());
        demo = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(directory.resolve("screen").toFile())
                .start();
    }

    private String screen() {
        try {
            return Files.readString(directory.resolve("screen"));
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }

    private static int consecutive(int count) {
        return IntStream.generate(() -> ThreadLocalRandom.current().nextInt(20000, 30000))
                .filter(first -> IntStream.range(first, first + count).allMatch(Ports::isFree))
                .findFirst()
                .orElseThrow();
    }
}
