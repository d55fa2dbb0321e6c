package lantian.deploy;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.type;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.library.dependencies.SlicesRuleDefinition;
import lantian.obd.packet.Profile;
import org.junit.jupiter.api.Test;

/** Which way the packages that make a running system point. */
class DirectionTest {
  private static final JavaClasses DEPLOY =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
          .importPackages("lantian.deploy");

  /** What sends shares no table with what reads, so that a mistake can't cancel itself out. */
  @Test
  void theModelledTruckKnowsNothingOfTheReceiverButTheNamesOfProfiles() {
    noClasses()
        .that()
        .resideInAnyPackage(
            "lantian.deploy.simulate.wire..",
            "lantian.deploy.simulate.truck..",
            "lantian.deploy.simulate.world..")
        .should()
        .dependOnClassesThat(
            resideInAnyPackage("lantian.obd..", "lantian.desk..").and(not(type(Profile.class))))
        .check(DEPLOY);
  }

  @Test
  void nothingPointsBackToTheCommands() {
    noClasses()
        .that()
        .resideOutsideOfPackages("lantian.deploy", "lantian.deploy.command..")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("lantian.deploy.command..")
        .check(DEPLOY);
  }

  @Test
  void settingsAndConsoleStandBelowEverything() {
    noClasses()
        .that()
        .resideInAnyPackage("lantian.deploy.settings..", "lantian.deploy.console..")
        .should()
        .dependOnClassesThat(
            resideInAPackage("lantian.deploy..")
                .and(
                    not(
                        resideInAnyPackage(
                            "lantian.deploy.settings..", "lantian.deploy.console.."))))
        .check(DEPLOY);
  }

  @Test
  void noCycles() {
    SlicesRuleDefinition.slices()
        .matching("lantian.deploy.(*)..")
        .should()
        .beFreeOfCycles()
        .check(DEPLOY);
  }
}
