package io.openinbox;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.methods;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaMethod;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.domain.JavaPackage;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import io.openinbox.kernel.TeamId;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The house rules that a compiler does not know. */
class ArchitectureTest {

    /** A package of the core uses only packages before it. */
    private static final List<String> CORE = List.of(
            "kernel",
            "db",
            "secret",
            "http",
            "event",
            "team",
            "idempotency",
            "platform",
            "account",
            "pipeline",
            "person",
            "thread",
            "media",
            "message",
            "draft",
            "webhook",
            "privacy");

    /** What leads into a team, or stands above teams, cannot take one. */
    private static final Set<String> METHODS_WITHOUT_A_TEAM = Set.of(
            "ApiTokenStore.insert",
            "ApiTokenStore.findLive",
            "AccountLinkStore.findByPlatformId",
            "AccountLinkStore.activeLinks",
            "AccountLinkStore.teams",
            "AttachmentStore.teamsDue",
            "BackfillStore.linked",
            "BackfillStore.teamsDue",
            "DueStore.teams",
            "LogBoundsStore.lastSeqs",
            "ReceptionStore.find",
            "ReceptionStore.setWay",
            "ReceptionStore.setAlive",
            "ReceptionStore.setChecked",
            "ReceptionStore.setProblem",
            "PlanStore.teams",
            "RetentionStore.teams",
            "RetentionStore.deleteExpiredSignIns",
            "PlanStore.teamsBehind",
            "DeliveryStore.teamsDue",
            "ProfileRefreshStore.turns",
            "SendStore.teamsDue",
            "ParkedEchoStore.teamsDue",
            "EarlyChangeStore.teamsDue",
            "MemberStore.firstOwnerEmail",
            "NodeStore.beat",
            "NodeStore.remove",
            "TeamStore.findBySlug",
            "TeamStore.memberships",
            "TeamStore.all",
            "TeamStore.isEmpty",
            "TeamStore.lockCreation");

    private static JavaClasses product;

    @BeforeAll
    static void read() {
        product = new ClassFileImporter()
                .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
                .importPackages("io.openinbox");
    }

    @Test
    void aPackageOfTheCoreUsesOnlyPackagesAboveIt() {
        for (int i = 0; i < CORE.size(); i++) {
            String[] below = CORE.subList(i + 1, CORE.size()).stream()
                    .map(ArchitectureTest::core)
                    .toArray(String[]::new);
            if (below.length > 0) {
                noClasses()
                        .that()
                        .resideInAPackage(core(CORE.get(i)))
                        .should()
                        .dependOnClassesThat()
                        .resideInAnyPackage(below)
                        .check(product);
            }
        }
    }

    @Test
    void theCoreHasNoOtherPackages() {
        Set<String> inOrder = CORE.stream().map(name -> "io.openinbox." + name).collect(Collectors.toSet());
        Set<String> aroundIt = Set.of("connector", "simulator", "server", "bench");

        assertThat(packages().map(JavaPackage::getName))
                .allMatch(name -> inOrder.contains(name)
                        || aroundIt.stream().anyMatch(rim -> name.startsWith("io.openinbox." + rim)));
    }

    @Test
    void packagesFormNoCycles() {
        slices().matching("io.openinbox.(**)").should().beFreeOfCycles().check(product);
    }

    @Test
    void theCoreKnowsNeitherWebNorJsonNorInjection() {
        noClasses()
                .that()
                .resideInAnyPackage(CORE.stream().map(ArchitectureTest::core).toArray(String[]::new))
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "jakarta..",
                        "org.springframework.web..",
                        "org.springframework.boot..",
                        "org.springframework.context..",
                        "org.springframework.stereotype..",
                        "tools.jackson..",
                        "com.fasterxml..",
                        "com.google.gson..")
                .check(product);
    }

    @Test
    void onlyStoresSpeakSql() {
        noClasses()
                .that()
                .resideInAnyPackage(CORE.stream().map(ArchitectureTest::core).toArray(String[]::new))
                .and()
                .resideOutsideOfPackage("io.openinbox.db")
                .and()
                .haveSimpleNameNotEndingWith("Store")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("java.sql", "org.springframework.jdbc.core..")
                .check(product);
    }

    @Test
    void everyStoreMethodTakesTheTeam() {
        methods()
                .that(new DescribedPredicate<JavaMethod>("belong to a team's data") {
                    @Override
                    public boolean test(JavaMethod method) {
                        JavaClass owner = method.getOwner();
                        return owner.getSimpleName().endsWith("Store")
                                // People sign in before a team is chosen.
                                && !owner.getSimpleName().equals("SessionStore")
                                && !method.getModifiers().contains(JavaModifier.PRIVATE)
                                && !method.getModifiers().contains(JavaModifier.SYNTHETIC)
                                && !METHODS_WITHOUT_A_TEAM.contains(owner.getSimpleName() + "." + method.getName());
                    }
                })
                .should()
                .haveRawParameterTypes(new DescribedPredicate<>("with a TeamId") {
                    @Override
                    public boolean test(List<JavaClass> parameters) {
                        return parameters.stream().anyMatch(type -> type.isEquivalentTo(TeamId.class));
                    }
                })
                .check(product);
    }

    @Test
    void connectorsUseOnlyTheSpi() {
        noClasses()
                .that()
                .resideInAPackage("io.openinbox.connector..")
                .should()
                .dependOnClassesThat(new DescribedPredicate<>("are ours outside kernel and platform") {
                    @Override
                    public boolean test(JavaClass type) {
                        return type.getPackageName().startsWith("io.openinbox.")
                                && !type.getPackageName().startsWith("io.openinbox.connector")
                                && !type.getPackageName().equals("io.openinbox.kernel")
                                && !type.getPackageName().equals("io.openinbox.platform");
                    }
                })
                .check(product);
    }

    @Test
    void apiVersionsDoNotKnowEachOther() {
        noClasses()
                .that()
                .resideInAPackage("io.openinbox.server.v1..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("io.openinbox.server.v2..")
                .check(product);
    }

    @Test
    void onlyTheCommandLineKnowsTheSimulators() {
        noClasses()
                .that()
                .resideOutsideOfPackages("io.openinbox.server.cli", "io.openinbox.simulator..", "io.openinbox.bench..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("io.openinbox.simulator..")
                .check(product);
    }

    @Test
    void everyPackageSaysWhatItIsAndTreatsNullAsAnException() {
        assertThat(packages()
                        .filter(java -> !java.isAnnotatedWith(NullMarked.class))
                        .map(JavaPackage::getName))
                .isEmpty();
    }

    @Test
    void namesSayWhatAThingIs() {
        classes()
                .should()
                .haveNameNotMatching(".*(Manager|Utils?|Helper|Impl)$")
                .check(product);
    }

    private static Stream<JavaPackage> packages() {
        return product.stream().map(JavaClass::getPackage).distinct();
    }

    private static String core(String name) {
        return "io.openinbox." + name;
    }
}
