package org.rolegate.conversation;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import org.rolegate.resp.Limits;
import org.rolegate.resp.LocalRedis;
import org.rolegate.resp.RespCommand;
import org.rolegate.resp.RespReader;
import org.rolegate.resp.RespValue;
import org.rolegate.testing.RealRedis;

import static org.assertj.core.api.Assertions.assertThat;

/** The classes and names against the commands of the redis-server on this machine, whichever version it is. */
@Timeout(60)
@RealRedis
class CommandsOfRedisTest {

    /** What only asks, though no table has a flag for it. */
    private static final List<String> ASKING_WITHOUT_FLAG = List.of("ECHO", "INFO", "LASTSAVE", "PING", "ROLE", "TIME");

    private static final int FLAGS = 2;
    private static final int SUBCOMMANDS = 9;

    @TempDir
    private Path directory;

    private LocalRedis redis;

    @BeforeEach
    void startRedis() throws IOException {
        redis = LocalRedis.start(directory, "its commands are not compared with Rolegate's classes and names");
    }

    @AfterEach
    void stopRedis() throws InterruptedException {
        if (redis != null) {
            redis.close();
        }
    }

    @Test
    void classesAreWhatTheServerSays() throws IOException {
        // When
        List<RespValue> rows = commands();

        // Then
        assertThat(rows).hasSizeGreaterThan(200).allSatisfy(row -> {
            String name = name(row);
            CommandClass kind = CommandClasses.of(name);
            boolean waits = has(row, "blocking");
            if (kind == CommandClass.READ) {
                assertThat(has(row, "readonly") || ASKING_WITHOUT_FLAG.contains(name))
                        .as(name)
                        .isTrue();
            }
            if (has(row, "readonly") && !waits && !name.contains(".")) {
                assertThat(kind).as(name).isIn(CommandClass.READ, CommandClass.EVAL_READ);
            }
            if (has(row, "write") && !waits) {
                assertThat(kind).as(name).isEqualTo(CommandClass.ORDINARY);
            }
            if (waits) {
                assertThat(kind).as(name).isIn(CommandClass.BLOCKING, CommandClass.PINNING);
            }
        });
    }

    @Test
    void noSubcommandThatWritesIsARead() throws IOException {
        // When
        List<RespValue> rows = commands().stream()
                .flatMap(row -> row.items().get(SUBCOMMANDS).items().stream())
                .toList();

        // Then
        assertThat(rows).hasSizeGreaterThan(100).allSatisfy(row -> {
            boolean read = CommandClasses.of(name(row)) == CommandClass.READ;
            assertThat(read && has(row, "write")).as(name(row)).isFalse();
            assertThat(!read && has(row, "readonly") && !name(row).contains("."))
                    .as(name(row))
                    .isFalse();
        });
    }

    @Test
    void everyCommandIsCountedByItsName() throws IOException {
        // When
        List<RespValue> rows = commands();

        // Then
        assertThat(rows).hasSizeGreaterThan(200).allSatisfy(row -> {
            byte[] name = Arguments.of(name(row));
            assertThat(CommandNames.of(name, name.length)).isEqualToIgnoringCase(name(row));
        });
    }

    private List<RespValue> commands() throws IOException {
        try (SocketChannel channel = redis.connect()) {
            channel.write(ByteBuffer.wrap(RespCommand.encode("COMMAND")));
            RespReader reader = new RespReader(Limits.DEFAULT);
            ByteBuffer some = ByteBuffer.allocate(1 << 16);
            Optional<RespValue> reply = Optional.empty();
            while (reply.isEmpty() && channel.read(some.clear()) > 0) {
                reply = reader.next(some.flip());
            }
            return reply.orElseThrow().items();
        }
    }

    private static String name(RespValue row) {
        return row.items().get(0).text().orElseThrow().replace('|', ' ').toUpperCase(Locale.ROOT);
    }

    private static boolean has(RespValue row, String flag) {
        return row.items().get(FLAGS).items().stream()
                .flatMap(value -> value.text().stream())
                .anyMatch(flag::equals);
    }
}
