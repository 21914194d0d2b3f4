package org.rolegate.it.clients;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.stream.Stream;

import org.rolegate.it.fixture.Checkout;
import org.rolegate.it.fixture.Tool;

/** Clients in other languages: what they need is installed below {@code target}, with the versions that are pinned. */
final class Scripts {

    private static final Path SOURCES = Checkout.earModule().resolve("src/test/clients");
    private static final Path HOME = Checkout.earModule().resolve("target/clients");

    private Scripts() {}

    /** The command of a program for Node.js; its packages are looked for beside it, so it is copied there. */
    static List<String> node(String script) {
        Tool node = tool("node");
        Path home = copied("node", "package.json", "workers.js", script);
        tool("npm")
                .run(List.of(
                        "install",
                        "--prefix",
                        home.toString(),
                        "--no-audit",
                        "--no-fund",
                        "--ignore-scripts",
                        "--loglevel=error"));
        return List.of(node.path().toString(), home.resolve(script).toString());
    }

    /** The command of a program for Python. */
    static List<String> python(String script) {
        Tool python = tool("python3");
        Path home = copied("python", "requirements.txt", script);
        python.run(List.of(
                "-m",
                "pip",
                "install",
                "--quiet",
                "--disable-pip-version-check",
                "--upgrade",
                "--target",
                home.toString(),
                "--requirement",
                home.resolve("requirements.txt").toString()));
        return List.of(python.path().toString(), home.resolve(script).toString());
    }

    private static Tool tool(String name) {
        return Tool.find(name).orElseThrow(() -> new IllegalStateException(name + " is not on the PATH"));
    }

    private static Path copied(String directory, String... files) {
        try {
            Path home = Files.createDirectories(HOME.resolve(directory));
            for (String file : files) {
                Files.copy(SOURCES.resolve(file), home.resolve(file), StandardCopyOption.REPLACE_EXISTING);
            }
            return home;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The line of the file that pins that package, without quotes and commas. */
    static String pinned(String file, String name) {
        try (Stream<String> lines = Files.lines(SOURCES.resolve(file))) {
            return lines.map(line -> line.replaceAll("[\", ]", ""))
                    .filter(line -> line.matches(name + "(:|==).*"))
                    .map(line -> line.replaceFirst(".*[:=]", ""))
                    .findFirst()
                    .orElseThrow();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
