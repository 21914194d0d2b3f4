package org.rolegate;

import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaCall;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.library.dependencies.SlicesRuleDefinition;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

/** The walls of the house; runs before every other test. */
class WallsTest {

    private static final String PICTURE =
            """
            the walls of the house are

                api <---- ra.outbound (Jedis)
                            |
                           ra (jakarta.resource, MicroProfile Config) ----> ra.work (threads, timers)
                            |
                         runtime
                         /     \\
                       net      management (javax.management)
                        |          |
                        |          |        net, inside (Netty):
                        v          |            frontend ---> session ---> io <--- probe
                 conversation      |
                        |          |
                      resp       core   config, event, limit, model, record, routing, session, stats, time, tracking

                net uses resp and core, too; net, runtime and ra write to log

            and an import runs downwards only (docs/architecture.md)""";

    /** More than these would be a room without walls: a reader must hold all of them in mind at once. */
    private static final int LARGEST_CYCLE = 7;

    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("org.rolegate");

    @ParameterizedTest(name = "{0} imports none of {1}")
    @CsvSource({
        "org.rolegate.core.., resp conversation net management log runtime ra api",
        "org.rolegate.resp.., core conversation net management log runtime ra api",
        "org.rolegate.conversation.., core net management log runtime ra api",
        "org.rolegate.net.., management runtime ra api",
        "org.rolegate.net.io.., net.probe net.session net.frontend conversation resp",
        "org.rolegate.net.probe.., net.session net.frontend conversation",
        "org.rolegate.net.session.., net.probe net.frontend",
        "org.rolegate.net.frontend.., net.probe conversation resp",
        "org.rolegate.core.session.., core.tracking core.record core.routing core.model core.stats",
        "org.rolegate.management.., net conversation resp log runtime ra api",
        "org.rolegate.log.., core conversation resp net management runtime ra api",
        "org.rolegate.runtime.., ra api resp conversation",
        "org.rolegate.ra.., net conversation resp",
        "org.rolegate.api.., core conversation resp net management log runtime ra",
        "org.rolegate.ra.work.., ra.outbound api",
    })
    void importsRunDownwards(String from, String never) {
        check(noClasses()
                .that()
                .resideInAPackage(from)
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(Stream.of(never.split(" "))
                        .map(room -> "org.rolegate." + room + "..")
                        .toArray(String[]::new)));
    }

    @ParameterizedTest(name = "only {0} sees {1}")
    @CsvSource({
        "org.rolegate.net.., io.netty..",
        "org.rolegate.ra.., jakarta.resource..",
        "org.rolegate.management.., javax.management..",
        "org.rolegate.management, com.google.gson..",
        "org.rolegate.ra, org.eclipse.microprofile.config..",
        "org.rolegate.log, org.jboss.logging..",
    })
    void foreignLibrariesLiveInOneRoom(String room, String library) {
        check(noClasses().that().resideOutsideOfPackage(room).should().dependOnClassesThat(of(library)));
    }

    @Test
    void onlyTheConnectionsAndTheirApiSeeJedis() {
        check(noClasses()
                .that()
                .resideOutsideOfPackages("org.rolegate.ra.outbound", "org.rolegate.api")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("redis.clients.."));
    }

    @Test
    void theCoreIsPlainJava() {
        check(noClasses()
                .that()
                .resideInAPackage("org.rolegate.core..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "java.net..",
                        "java.nio.channels..",
                        "java.nio.file..",
                        "jakarta..",
                        "javax..",
                        "java.lang.management.."));
    }

    @Test
    void theClockIsReadInOnePlace() {
        check(noClasses()
                .that()
                .resideOutsideOfPackage("org.rolegate.core.time")
                .should()
                .callMethod(System.class, "nanoTime")
                .orShould()
                .callMethod(System.class, "currentTimeMillis")
                .orShould()
                .callMethod(java.time.Instant.class, "now"));
    }

    @Test
    void threadsComeFromTheContainer() {
        check(noClasses()
                .that()
                .doNotHaveFullyQualifiedName("org.rolegate.ra.work.ExitHook")
                .should()
                .callCodeUnitWhere(makesThreads()));
    }

    @Test
    void noPackagesDependOnEachOther() {
        SlicesRuleDefinition.slices()
                .matching("org.rolegate.(*)..")
                .should()
                .beFreeOfCycles()
                .because(PICTURE)
                .check(CLASSES);
        SlicesRuleDefinition.slices()
                .matching("org.rolegate.net.(*)..")
                .should()
                .beFreeOfCycles()
                .because(PICTURE)
                .check(CLASSES);
        SlicesRuleDefinition.slices()
                .matching("org.rolegate.core.(*)..")
                .should()
                .beFreeOfCycles()
                .because(PICTURE)
                .check(CLASSES);
    }

    @Test
    void netHasFourRoomsAndNothingElse() {
        check(noClasses().should().resideInAPackage("org.rolegate.net"));
    }

    @Test
    void noCycleBetweenClassesIsLargerThanAReaderCanHold() {
        List<Set<String>> tooLarge = Cycles.of(CLASSES).stream()
                .filter(cycle -> cycle.size() > LARGEST_CYCLE)
                .toList();

        assertThat(tooLarge).as("cycles of more than %d classes", LARGEST_CYCLE).isEmpty();
    }

    private static DescribedPredicate<JavaClass> of(String library) {
        return JavaClass.Predicates.resideInAPackage(library);
    }

    private static DescribedPredicate<JavaCall<?>> makesThreads() {
        return DescribedPredicate.describe("make threads or timers", call -> {
            String owner = call.getTargetOwner().getName();
            String name = call.getName();
            return owner.equals("java.util.concurrent.Executors")
                    || name.equals("<init>")
                            && (owner.equals("java.lang.Thread")
                                    || owner.equals("java.util.Timer")
                                    || owner.endsWith("ThreadPoolExecutor")
                                    || owner.endsWith("ForkJoinPool"));
        });
    }

    private static void check(ArchRule rule) {
        rule.because(PICTURE).check(CLASSES);
    }
}
