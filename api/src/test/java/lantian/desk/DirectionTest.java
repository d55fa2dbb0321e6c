package lantian.desk;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.library.dependencies.SlicesRuleDefinition;
import org.junit.jupiter.api.Test;

/** What the desk may use, and which way its own packages point. */
class DirectionTest {
  private static final JavaClasses DESK =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
          .importPackages("lantian.desk");

  @Test
  void ofTheObdRoomOnlyWhatItOffers() {
    classes()
        .that()
        .resideInAPackage("lantian.desk..")
        .should()
        .onlyDependOnClassesThat(
            com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage(
                    "lantian.desk..",
                    "lantian.proto..",
                    "lantian.obd.read..",
                    "lantian.obd.quality..",
                    "lantian.obd.filing..")
                .or(
                    com.tngtech.archunit.core.domain.JavaClass.Predicates.type(
                        lantian.obd.packet.Profile.class))
                .or(
                    com.tngtech.archunit.core.domain.JavaClass.Predicates.resideOutsideOfPackage(
                        "lantian..")))
        .check(DESK);
  }

  @Test
  void noCycles() {
    SlicesRuleDefinition.slices()
        .matching("lantian.desk.(*)..")
        .should()
        .beFreeOfCycles()
        .check(DESK);
  }

  @Test
  void vertxStaysAtTheEdge() {
    noClasses()
        .that()
        .resideInAnyPackage(
            "lantian.desk.access..",
            "lantian.desk.oidc..",
            "lantian.desk.audit..",
            "lantian.desk.register..",
            "lantian.desk.sealing..",
            "lantian.desk.evidence..",
            "lantian.desk.pinning..",
            "lantian.desk.sheet..",
            "lantian.desk.fault..",
            "lantian.desk.export..",
            "lantian.desk.lease..",
            "lantian.desk.outbox..",
            "lantian.desk.delivery..",
            "lantian.desk.lists..",
            "lantian.desk.dossier..",
            "lantian.desk.cases..")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("io.vertx..")
        .check(DESK);
  }

  /** A case does not know where its findings come from. */
  @Test
  void theCaseBookKnowsNoRoom() {
    classes()
        .that()
        .resideInAPackage("lantian.desk.cases..")
        .should()
        .onlyDependOnClassesThat(
            com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage(
                    "lantian.desk.cases..",
                    "lantian.desk.canonical..",
                    "lantian.desk.lease..",
                    "lantian.desk.pinning..",
                    "lantian.desk.register..",
                    "lantian.desk.access..",
                    "lantian.desk.fault..",
                    "lantian.desk.audit..",
                    "lantian.proto..")
                .or(
                    com.tngtech.archunit.core.domain.JavaClass.Predicates.resideOutsideOfPackage(
                        "lantian..")))
        .check(DESK);
  }

  /** Text of a user never becomes a query. */
  @Test
  void nothingParsesAQuery() {
    noClasses()
        .should()
        .callMethod(org.bson.Document.class, "parse", String.class)
        .orShould()
        .callMethod(org.bson.BsonDocument.class, "parse", String.class)
        .orShould()
        .dependOnClassesThat()
        .haveFullyQualifiedName("com.mongodb.BasicDBObject")
        .orShould()
        .callMethod(com.mongodb.client.model.Filters.class, "where", String.class)
        .orShould()
        .callMethod(com.mongodb.client.model.Filters.class, "regex", String.class, String.class)
        .check(DESK);
  }
}
