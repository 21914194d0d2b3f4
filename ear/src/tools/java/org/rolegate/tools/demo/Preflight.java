package org.rolegate.tools.demo;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

import org.rolegate.fixture.Checkout;
import org.rolegate.fixture.RedisBinary;
import org.rolegate.fixture.ServerKind;

/** What is looked at before anything is started, so that the demo starts whole or not at all. */
final class Preflight {

    private Preflight() {}

    /** Everything that stands in the way, each with its remedy; empty if the demo can start. */
    static List<String> problems(DemoSettings settings) {
        String system = System.getProperty("os.name").toLowerCase(Locale.ROOT);
        if (!system.startsWith("linux") && !system.startsWith("mac")) {
            return List.of("the demo runs on Linux and macOS, not on " + System.getProperty("os.name")
                    + "; on Windows, run it inside WSL");
        }
        var problems = new ArrayList<String>(settings.takenPorts());
        try {
            RedisBinary.locate();
        } catch (IllegalStateException e) {
            problems.add(e.getMessage());
        }
        problems.addAll(missingParts(settings.server()));
        return problems;
    }

    private static List<String> missingParts(ServerKind server) {
        var missing = new ArrayList<String>();
        String build = "; to get it: mvn verify -DskipITs" + (server == ServerKind.LIBERTY ? " -Pliberty" : "");
        Path ear = place("FAULTLAB_EAR", "rolegate.ear");
        if (!Files.exists(ear)) {
            missing.add("no EAR at " + ear + build);
        }
        Path servers = place("FAULTLAB_SERVERS", "servers");
        if (!isProvisioned(servers, server)) {
            missing.add("no provisioned " + server.title() + " in " + servers + build);
        }
        return missing;
    }

    private static Path place(String variable, String belowTarget) {
        String chosen = System.getenv(variable);
        return chosen == null ? Checkout.earModule().resolve("target").resolve(belowTarget) : Path.of(chosen);
    }

    private static boolean isProvisioned(Path servers, ServerKind server) {
        if (server == ServerKind.LIBERTY) {
            return Files.exists(servers.resolve("wlp/bin/tools/ws-server.jar"));
        }
        String[] homes = servers.toFile().list((directory, name) -> name.startsWith("wildfly-"));
        return homes != null
                && homes.length == 1
                && Files.exists(servers.resolve(homes[0]).resolve("standalone/configuration/standalone-rolegate.xml"));
    }
}
