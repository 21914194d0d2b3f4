package org.rolegate.tools.clients;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

import org.rolegate.fixture.Checkout;
import org.rolegate.fixture.Tool;

/**
 * Clients in other languages: what they need is installed below {@code target}, with the versions that are pinned; but
 * for Go, which is had from Debian's packages alone.
 */
final class Scripts {

    private static final Path SOURCES = Checkout.earModule().resolve("src/tools/clients");
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

    /**
     * The command of a program in Go, built from the packages that Debian has of Go's sources: nothing is fetched, and
     * what others have installed for themselves is left out.
     */
    static List<String> go(String debianPackage, String... sources) {
        tool("go");
        if (packaged(debianPackage).isEmpty()) {
            throw new IllegalStateException("Debian's package " + debianPackage + " is not installed");
        }
        Path home = copied("go", sources);
        Path program = home.resolve(sources[0].replaceFirst("\\.go$", ""));
        var command = new ArrayList<>(List.of(
                "GO111MODULE=off",
                "GOFLAGS=",
                "GOPATH=/usr/share/gocode",
                "GOCACHE=" + home.resolve("cache"),
                "go",
                "build",
                "-o",
                program.toString()));
        Stream.of(sources).map(source -> home.resolve(source).toString()).forEach(command::add);
        tool("env").run(command);
        return List.of(program.toString());
    }

    /** The version of what a package of Debian holds, without Debian's own part; empty if it is not installed. */
    static Optional<String> packaged(String name) {
        try {
            return Optional.of(tool("dpkg-query")
                            .run(List.of("--show", "--showformat=${Version}", name))
                            .replaceFirst("^[0-9]+:", "")
                            .replaceFirst("-[^-]*$", ""))
                    .filter(version -> !version.isEmpty());
        } catch (IllegalStateException unknown) {
            return Optional.empty();
        }
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
