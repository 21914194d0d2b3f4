package org.rolegate.it;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

import org.rolegate.fixture.Checkout;

import static org.assertj.core.api.Assertions.assertThat;

/** What lies in the EAR that ships. */
class ArchiveIT {

    private static Map<String, byte[]> ear;
    private static Map<String, byte[]> rar;

    @BeforeAll
    static void open() throws IOException {
        Path file = Checkout.earModule().resolve("target/rolegate.ear");
        ear = entries(Files.newInputStream(file));
        rar = entries(new ByteArrayInputStream(ear.get("rolegate-ra.rar")));
    }

    @Test
    void theModulesHaveNamesWithoutAVersion() {
        assertThat(ear)
                .containsKeys(
                        "rolegate-ra.rar",
                        "rolegate-ejb.jar",
                        "rolegate.war",
                        "lib/rolegate-api.jar",
                        "lib/rolegate-health.jar",
                        "META-INF/application.xml",
                        "META-INF/jboss-deployment-structure.xml");
        assertThat(new String(ear.get("META-INF/application.xml"), StandardCharsets.UTF_8))
                .contains("<application-name>rolegate</application-name>")
                .contains("<context-root>/rolegate</context-root>");
    }

    @Test
    void theRarHoldsOurClassesInAJarAndNettyWithItsNativeTransports() throws IOException {
        assertThat(rar).containsKeys("META-INF/ra.xml", "META-INF/ironjacamar.xml", "rolegate-ra-adapter.jar");
        assertThat(rar.keySet()).noneMatch(name -> name.endsWith(".class"));
        assertThat(entries(new ByteArrayInputStream(rar.get("rolegate-ra-adapter.jar"))))
                .containsKey("org/rolegate/ra/RolegateResourceAdapter.class")
                .containsKey("rolegate-version.properties");
        assertThat(rar.keySet())
                .anyMatch(name -> name.matches("netty-transport-native-epoll-.*-linux-x86_64\\.jar"))
                .anyMatch(name -> name.matches("netty-transport-native-epoll-.*-linux-aarch_64\\.jar"));
    }

    @Test
    void whatApplicationsSeeLiesInLibAndNowhereElse() throws IOException {
        assertThat(entries(new ByteArrayInputStream(ear.get("lib/rolegate-api.jar"))))
                .containsKey("org/rolegate/api/RedisConnectionFactory.class");
        assertThat(ear.keySet()).anyMatch(name -> name.matches("lib/jedis-.*\\.jar"));
        assertThat(rar.keySet()).noneMatch(name -> name.contains("jedis"));
    }

    @Test
    void eachClassLiesInExactlyOneArchive() throws IOException {
        // When
        Map<String, List<String>> places = new TreeMap<>();
        collect("rolegate.ear", ear, places);

        // Then
        assertThat(places).containsKey("org/rolegate/ra/RolegateResourceAdapter.class");
        assertThat(places.entrySet().stream().filter(place -> place.getValue().size() > 1))
                .isEmpty();
    }

    @Test
    void theOnlyEjbIsTheDeploymentGateAndNoExampleShips() throws IOException {
        // When
        Map<String, List<String>> places = new TreeMap<>();
        collect("rolegate.ear", ear, places);

        // Then
        assertThat(places.keySet()).noneMatch(name -> name.startsWith("org/rolegate/example/"));
        assertThat(entries(new ByteArrayInputStream(ear.get("rolegate-ejb.jar")))
                        .keySet())
                .filteredOn(name -> name.endsWith(".class") && !name.endsWith("package-info.class"))
                .containsExactly("org/rolegate/gate/DeploymentGate.class");
    }

    @Test
    void noDeploymentDescriptorHoldsAPassword() {
        String ironjacamar = new String(rar.get("META-INF/ironjacamar.xml"), StandardCharsets.UTF_8);

        assertThat(ironjacamar).contains("${rolegate.ra.password:}");
    }

    private static void collect(String archive, Map<String, byte[]> entries, Map<String, List<String>> places)
            throws IOException {
        for (Map.Entry<String, byte[]> entry : entries.entrySet()) {
            String name = entry.getKey();
            if (name.matches(".*\\.(jar|war|rar)")) {
                collect(archive + "!" + name, entries(new ByteArrayInputStream(entry.getValue())), places);
            } else if (name.endsWith(".class") && !name.endsWith("module-info.class")) {
                places.computeIfAbsent(name.replaceFirst("^WEB-INF/classes/", ""), key -> new ArrayList<>())
                        .add(archive);
            }
        }
    }

    private static Map<String, byte[]> entries(InputStream archive) throws IOException {
        Map<String, byte[]> entries = new LinkedHashMap<>();
        try (ZipInputStream zip = new ZipInputStream(archive)) {
            for (ZipEntry entry; (entry = zip.getNextEntry()) != null; ) {
                if (!entry.isDirectory()) {
                    entries.put(entry.getName(), zip.readAllBytes());
                }
            }
        }
        return entries;
    }
}
