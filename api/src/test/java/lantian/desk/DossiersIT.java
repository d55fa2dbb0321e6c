package lantian.desk;

import static lantian.desk.CaseDesk.refused;
import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import lantian.desk.evidence.Manifest;
import lantian.desk.evidence.ManifestBook;
import lantian.desk.evidence.ManifestContent.FindingLine;
import lantian.obd.read.Found;
import org.bson.Document;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What a case rested on is sealed when a person confirms or refers it, and once more later. */
class DossiersIT {
  private static CaseDesk cases;
  private static TestDesk desk;

  @BeforeAll
  static void start() {
    cases = new CaseDesk();
    desk = cases.desk;
  }

  @AfterAll
  static void stop() {
    cases.close();
  }

  private static String id(String at) {
    return at.substring("/v1/cases/".length());
  }

  private static List<Manifest> manifests(String at) {
    return new ManifestBook(desk.database, desk.now::get).of(id(at));
  }

  private static List<String> moves(String at) {
    return manifests(at).stream().map(m -> m.content().event().move()).toList();
  }

  /** As a process that died right behind the move leaves it. */
  private static void forget(String at) {
    desk.database
        .getCollection("desk_manifests")
        .deleteMany(
            new Document("_id", new Document("$gte", id(at) + "/").append("$lt", id(at) + "0")));
    desk.database
        .getCollection("desk_cases")
        .updateOne(
            new Document("_id", id(at)),
            new Document("$set", new Document("sealed", 0).append("unsealed", true)));
  }

  @Test
  void aCandidateHasNoneAndAConfirmedCaseHasOne() {
    String at = cases.candidate();
    cases.ok(cases.first, at, "review");
    desk.desk.dossiers().sweep();
    assertThat(manifests(at)).isEmpty();
    cases.ok(cases.second, at, "confirm");
    JsonObject shown = cases.get(at, cases.first);
    Manifest only = manifests(at).getFirst();
    assertThat(moves(at)).containsExactly("confirm");
    assertThat(only.content().event().seq()).isEqualTo(2);
    assertThat(only.content().event().hash())
        .isEqualTo(shown.getJsonArray("events").getJsonObject(2).getString("hash"));
    FindingLine line = only.content().findings().getFirst();
    assertThat(line.kind()).isEqualTo("obd");
    assertThat(line.rule()).isEqualTo("OBD-NOX-LASTING");
    assertThat(line.ruleSet()).isEqualTo("2026-11");
    assertThat(line.figures())
        .containsEntry("measured", "812.5 ppm")
        .containsEntry("law", "《重型柴油车污染物排放限值及测量方法（中国第六阶段）》")
        .containsEntry("start", only.content().findings().getFirst().figures().get("start"));
    assertThat(line.packets()).hasSize(1);
    assertThat(line.packetCount()).isEqualTo(1);
    assertThat(line.packets().getFirst().decoded()).contains("scrDownNoxPpm");
    assertThat(only.content().registers())
        .extracting(entry -> entry.register())
        .containsExactly("vehicles", "terminals");
    assertThat(only.content().software()).isNotBlank();
  }

  @Test
  void aReferralAddsALink() {
    String at = cases.received();
    assertThat(moves(at)).containsExactly("confirm", "refer");
    List<Manifest> chain = manifests(at);
    assertThat(chain.get(1).previous()).isEqualTo(chain.get(0).hash());
    assertThat(chain.get(1).follows(chain)).isTrue();
  }

  @Test
  void whatJoinsLaterIsALinkOfItsOwnAndTheFirstStays() {
    String at = cases.confirmed();
    Manifest first = manifests(at).getFirst();
    Found found = desk.obd.findings.getLast();
    desk.obd.findings.remove(found);
    desk.obd.findings.add(revised(found));
    desk.desk.casework().follower().sweep();
    assertThat(desk.desk.dossiers().sweep()).isEqualTo(1);
    assertThat(moves(at)).containsExactly("confirm", "supplemented");
    assertThat(manifests(at).getFirst()).isEqualTo(first);
    assertThat(manifests(at).getLast().content().findings())
        .extracting(FindingLine::revision)
        .containsExactly(1, 2);
    assertThat(desk.desk.dossiers().sweep()).isZero();
  }

  /** A kill between the move and the manifest; the gate of the next move waits for it. */
  @Test
  void aManifestThatWasNotWrittenIsMadeUpFor() {
    String at = cases.confirmed();
    Manifest before = manifests(at).getFirst();
    forget(at);
    JsonObject problem = refused(cases.move(cases.first, at, "refer"), 409, "GATE_SHUT");
    assertThat(problem.encode()).contains("证据未能核对");
    assertThat(desk.desk.dossiers().sweep()).isEqualTo(1);
    assertThat(manifests(at).getFirst().content()).isEqualTo(before.content());
    cases.ok(cases.first, at, "refer");
    forget(at);
    assertThat(desk.desk.dossiers().sweep()).isEqualTo(2);
    assertThat(moves(at)).containsExactly("confirm", "refer");
  }

  @Test
  void aMoveThatDidNotHappenHasNone() {
    String at = cases.candidate();
    cases.ok(cases.first, at, "review");
    refused(cases.move(cases.first, at, "confirm"), 409, "GATE_SHUT"); // the same reviewer
    refused(cases.tagged(cases.second, at, "\"1\"", "confirm"), 412, "CHANGED_SINCE");
    desk.desk.dossiers().sweep();
    assertThat(manifests(at)).isEmpty();
  }

  @Test
  void aManifestThatWasChangedShutsTheGate() {
    String at = cases.confirmed();
    Document stored =
        Objects.requireNonNull(
            desk.database
                .getCollection("desk_manifests")
                .find(new Document("_id", id(at) + "/00000000"))
                .first());
    byte[] body = stored.get("body", org.bson.types.Binary.class).getData();
    String text = new String(body, java.nio.charset.StandardCharsets.UTF_8);
    String other = text.replace("\"hex\":\"2323", "\"hex\":\"2423");
    desk.database
        .getCollection("desk_manifests")
        .updateOne(
            new Document("_id", stored.get("_id")),
            new Document(
                "$set",
                new Document(
                    "body",
                    new org.bson.types.Binary(
                        other.getBytes(java.nio.charset.StandardCharsets.UTF_8)))));
    JsonObject problem = refused(cases.move(cases.first, at, "refer"), 409, "GATE_SHUT");
    assertThat(problem.encode()).contains("证据摘要不符");
  }

  @Test
  void manyAtOnceWriteItOnce() throws Exception {
    String at = cases.received();
    forget(at);
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<Integer>> all = new ArrayList<>();
      for (int i = 0; i < 8; i++) {
        all.add(threads.submit(() -> desk.desk.sealing().seal(id(at))));
      }
      for (Future<Integer> one : all) {
        one.get();
      }
    }
    assertThat(moves(at)).containsExactly("confirm", "refer");
  }

  private static Found revised(Found found) {
    return new Found(
        found.id(),
        found.revision() + 1,
        found.changed().plusSeconds(600),
        found.state(),
        found.replaces(),
        found.vin(),
        found.verified(),
        found.origin(),
        found.rule(),
        found.ruleSet(),
        found.start(),
        found.end(),
        found.last(),
        found.peakAt(),
        found.measured() + 10,
        found.peak(),
        found.limit(),
        found.unit(),
        found.score(),
        found.reasonZh(),
        found.reasonEn(),
        found.lawZh(),
        found.lawEn(),
        found.lawVerified(),
        found.packets());
  }
}
