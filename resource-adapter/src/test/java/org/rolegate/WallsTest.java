package org.rolegate;

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

/** The walls of the house; runs before every other test. */
class WallsTest {

    private static final String PICTURE =
            """
            the walls of the house are

                api <---- ra.outbound (Jedis)
                            |
                           ra (jakarta.resource, MicroProfile Config) ----> ra.work (threads, timers)
                            |
                         runtime ------> log
                         /     \\
            (Netty)   net       management   (javax.management)
                     /   \\       /
                  resp    +-core-+   model, config, tracking, event, record, routing, session, limit, stats, time

            and an import runs downwards only (docs/architecture.md)""";

    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("org.rolegate");

    @ParameterizedTest(name = "{0} imports none of {1}")
    @CsvSource({
        "org.rolegate.core.., org.rolegate.resp.. org.rolegate.net.. org.rolegate.management.. org.rolegate.log.. "
                + "org.rolegate.runtime.. org.rolegate.ra.. org.rolegate.api..",
        "org.rolegate.resp.., org.rolegate.core.. org.rolegate.net.. org.rolegate.management.. org.rolegate.log.. "
                + "org.rolegate.runtime.. org.rolegate.ra.. org.rolegate.api..",
        "org.rolegate.net.., org.rolegate.management.. org.rolegate.runtime.. org.rolegate.ra.. org.rolegate.api..",
        "org.rolegate.management.., org.rolegate.net.. org.rolegate.resp.. org.rolegate.runtime.. org.rolegate.ra.. "
                + "org.rolegate.api..",
        "org.rolegate.log.., org.rolegate.core.. org.rolegate.net.. org.rolegate.management.. org.rolegate.runtime.. "
                + "org.rolegate.ra..",
        "org.rolegate.runtime.., org.rolegate.ra.. org.rolegate.api.. org.rolegate.resp..",
        "org.rolegate.ra.., org.rolegate.net.. org.rolegate.resp..",
        "org.rolegate.api.., org.rolegate.core.. org.rolegate.net.. org.rolegate.ra.. org.rolegate.runtime..",
    })
    void importsRunDownwards(String from, String never) {
        check(noClasses()
                .that()
                .resideInAPackage(from)
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(never.split(" ")));
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
                .matching("org.rolegate.core.(*)..")
                .should()
                .beFreeOfCycles()
                .because(PICTURE)
                .check(CLASSES);
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
