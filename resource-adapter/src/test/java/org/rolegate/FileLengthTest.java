package org.rolegate;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** The longest that a Java file of any module may be: one that needs more lines is two things. */
class FileLengthTest {

    private static final int MOST_LINES = 400;

    /** Files that may be longer, and the two things that each of them is. */
    private static final Map<String, String> ALLOWED =
            Map.of("ModelWorld.java", "what the machine of a small world asks, and what it orders");

    @Test
    void noFileIsLongerThan400Lines() throws IOException {
        // When
        Map<String, Long> tooLong = tooLong();
        Map<String, String> allowed = new TreeMap<>(ALLOWED);
        allowed.keySet().retainAll(tooLong.keySet());
        allowed.forEach((file, things) ->
                System.out.println(file + " has " + tooLong.get(file) + " lines, since it is two things: " + things));

        // Then
        assertThat(allowed).as("allowances that are needed").isEqualTo(ALLOWED);
        tooLong.keySet().removeAll(ALLOWED.keySet());
        assertThat(tooLong)
                .as("files of more than %d lines; split each into the two things that it is", MOST_LINES)
                .isEmpty();
    }

    @Test
    void noMoreThanFourFilesMayBeLonger() {
        assertThat(ALLOWED).hasSizeLessThanOrEqualTo(4);
    }

    private static Map<String, Long> tooLong() throws IOException {
        Map<String, Long> tooLong = new LinkedHashMap<>();
        Path checkout =
                Path.of(System.getProperty("basedir", "")).toAbsolutePath().getParent();
        assertThat(checkout.resolve("ear/src")).as("the modules").isDirectory();
        try (Stream<Path> modules = Files.list(checkout)) {
            for (Path sources : modules.map(module -> module.resolve("src"))
                    .filter(Files::isDirectory)
                    .toList()) {
                collect(sources, tooLong);
            }
        }
        return tooLong;
    }

    private static void collect(Path sources, Map<String, Long> tooLong) throws IOException {
        try (Stream<Path> files = Files.walk(sources)) {
            for (Path file :
                    files.filter(path -> path.toString().endsWith(".java")).toList()) {
                try (Stream<String> lines = Files.lines(file)) {
                    long count = lines.count();
                    if (count > MOST_LINES) {
                        tooLong.put(file.getFileName().toString(), count);
                    }
                }
            }
        }
    }
}
