package lantian.obd;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.belongToAnyOf;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

/** The way of the data is the way of the packages (deploy/docs/architecture.md). */
class DirectionTest {
  private static final JavaClasses CLASSES =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
          .importPackages("lantian.obd");

  /** The list of meters is a vocabulary that every package names; the rest is the way in. */
  private static final DescribedPredicate<JavaClass> ENTRY =
      resideInAPackage("lantian.obd")
          .and(not(belongToAnyOf(ObdMeter.class)))
          .as("the entry classes");

  @Test
  void packagesUseOnlyWhatTheContractAllows() {
    layeredArchitecture()
        .consideringOnlyDependenciesInLayers()
        .withOptionalLayers(true)
        .layer("frame")
        .definedBy("lantian.obd.frame")
        .layer("packet")
        .definedBy("lantian.obd.packet")
        .layer("filing")
        .definedBy("lantian.obd.filing")
        .layer("rule")
        .definedBy("lantian.obd.rule..")
        .layer("log")
        .definedBy("lantian.obd.log")
        .layer("chunk")
        .definedBy("lantian.obd.chunk")
        .layer("quality")
        .definedBy("lantian.obd.quality")
        .layer("store")
        .definedBy("lantian.obd.store")
        .layer("terminal")
        .definedBy("lantian.obd.terminal")
        .layer("read")
        .definedBy("lantian.obd.read")
        .layer("entry")
        .definedBy(ENTRY)
        .whereLayer("entry")
        .mayNotBeAccessedByAnyLayer()
        .whereLayer("terminal")
        .mayOnlyBeAccessedByLayers("entry")
        .whereLayer("read")
        .mayOnlyBeAccessedByLayers("entry")
        .whereLayer("store")
        .mayOnlyBeAccessedByLayers("read", "entry")
        .whereLayer("chunk")
        .mayOnlyBeAccessedByLayers("quality", "store", "read", "entry")
        .whereLayer("quality")
        .mayOnlyBeAccessedByLayers("store", "read", "entry")
        .whereLayer("rule")
        .mayOnlyBeAccessedByLayers("chunk", "store", "read", "entry")
        .whereLayer("log")
        .mayOnlyBeAccessedByLayers("chunk", "store", "terminal", "read", "entry")
        .check(CLASSES);
  }

  @Test
  void packagesHaveNoCycles() {
    slices().matching("lantian.obd.(*)..").should().beFreeOfCycles().check(CLASSES);
  }

  @Test
  void nothingOutsideThisRoomIsUsedButTheVocabulary() {
    noClasses()
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(
            "lantian.desk..", "lantian.deploy..", "lantian.remote..", "lantian.ship..")
        .check(CLASSES);
  }

  @Test
  void queriesAreNeverParsedFromText() {
    noClasses()
        .should()
        .callMethod(org.bson.Document.class, "parse", String.class)
        .orShould()
        .callMethod(org.bson.BsonDocument.class, "parse", String.class)
        .check(CLASSES);
  }
}
