package io.hookline.standalone;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** The rooms of the house, and which doors between them stay shut. */
@AnalyzeClasses(packages = "io.hookline", importOptions = ImportOption.DoNotIncludeTests.class)
class RoomsTest {
    private static final String[] SERVICES = {"io.hookline.ingest..", "io.hookline.rules..", "io.hookline.action.."};
    private static final String[] FRAMEWORKS = {
        "io.quarkus..",
        "jakarta..",
        "org.eclipse.microprofile..",
        "io.smallrye..",
        "io.vertx..",
        "org.apache.kafka..",
        "java.sql.."
    };

    @ArchTest
    static final ArchRule SERVICES_NEVER_KNOW_EACH_OTHER =
            slices().matching("io.hookline.(ingest|rules|action)..").should().notDependOnEachOther();

    @ArchTest
    static final ArchRule EXPRESSIONS_ARE_PLAIN_JAVA = noClasses()
            .that()
            .resideInAPackage("io.hookline.expressions..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(FRAMEWORKS)
            .orShould()
            .dependOnClassesThat()
            .resideInAnyPackage("io.hookline.common..", SERVICES[0], SERVICES[1], SERVICES[2]);

    @ArchTest
    static final ArchRule COMMON_KNOWS_NO_SERVICE = noClasses()
            .that()
            .resideInAPackage("io.hookline.common..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(SERVICES);

    @ArchTest
    static final ArchRule RAW_KAFKA_CLIENTS_LIVE_IN_ONE_ROOM = noClasses()
            .that()
            .resideOutsideOfPackages("io.hookline.common.topic..", "io.hookline.standalone..")
            .should()
            .dependOnClassesThat()
            .haveNameMatching("org\\.apache\\.kafka\\.clients\\..*\\.(Kafka)?(Producer|Consumer|Admin|AdminClient)");

    @ArchTest
    static final ArchRule NOTHING_IS_NAMED_AFTER_A_LAYER = noClasses()
            .should()
            .haveSimpleNameEndingWith("Service")
            .orShould()
            .haveSimpleNameEndingWith("Manager")
            .orShould()
            .haveSimpleNameEndingWith("Util")
            .orShould()
            .haveSimpleNameEndingWith("Utils")
            .orShould()
            .haveSimpleNameEndingWith("Impl")
            .orShould()
            .haveSimpleNameEndingWith("Dto")
            .orShould()
            .haveSimpleNameEndingWith("Helper")
            .orShould()
            .haveSimpleNameEndingWith("Repository");

    /** What is judged by looking at records only: no framework, no clock, no store. */
    @ArchTest
    static final ArchRule DECISIONS_ARE_PLAIN_JAVA = noClasses()
            .that()
            .resideInAnyPackage("io.hookline.rules.criteria..", "io.hookline.common.model..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("io.quarkus..", "jakarta..", "io.smallrye..", "org.apache.kafka..", "java.sql..");
}
