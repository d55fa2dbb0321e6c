package lantian.desk;

import static lantian.desk.CaseDesk.faulty;
import static lantian.desk.CaseDesk.refused;
import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URLDecoder;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import lantian.desk.access.Role;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.text.PDFTextStripper;
import org.bson.Document;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Evidence over HTTP: what can be added, what can be taken, and by whom. */
class EvidenceIT {
  private static final String FULL = "personal=full&purpose=PENALTY";
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

  private static byte[] file(String head, int size, long seed) {
    byte[] bytes = new byte[size];
    new SplittableRandom(seed).nextBytes(bytes);
    byte[] first = HexFormat.of().parseHex(head);
    System.arraycopy(first, 0, bytes, 0, first.length);
    return bytes;
  }

  private static byte[] picture(long seed) {
    return file("ffd8ff", 5_000, seed);
  }

  private static HttpRequest.Builder adding(
      TestDesk.Session who, String at, String type, String role, byte[] bytes) {
    return desk.request("POST", at + "/evidence?type=" + type + "&role=" + role, who)
        .setHeader("Content-Type", "application/octet-stream")
        .POST(BodyPublishers.ofByteArray(bytes));
  }

  private static HttpResponse<String> add(String at, String type, String role, byte[] bytes) {
    return desk.send(adding(cases.first, at, type, role, bytes));
  }

  private static HttpResponse<byte[]> bytes(String path, TestDesk.Session who) {
    return desk.send(desk.request("GET", path, who).GET(), HttpResponse.BodyHandlers.ofByteArray());
  }

  private static JsonArray links(String at) {
    return cases.get(at + "/manifests", cases.first).getJsonArray("rows");
  }

  private static String sha256(byte[] bytes) throws Exception {
    return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
  }

  private static String text(byte[] pdf) throws IOException {
    try (PDDocument document = Loader.loadPDF(pdf)) {
      return new PDFTextStripper().getText(document);
    }
  }

  private static String name(HttpResponse<?> answer) {
    String said = answer.headers().firstValue("content-disposition").orElseThrow();
    return URLDecoder.decode(said.substring(said.indexOf("''") + 2), StandardCharsets.UTF_8);
  }

  @Test
  void theSheetReadsBackInChineseAndMasksWhatItMust() throws Exception {
    String at = cases.confirmed();
    String vin = CaseDesk.vin(cases.trucks()).text();
    String plate = "苏E%05d".formatted(cases.trucks());
    HttpResponse<byte[]> masked = bytes(at + "/sheet", cases.first);
    assertThat(masked.statusCode()).isEqualTo(200);
    String shown = text(masked.body());
    assertThat(shown)
        .contains("机动车排放违法线索证据单", "一、案情", "车辆号牌", "姑苏区", "812.5 ppm")
        .contains("SCR下游NOx在正常工作温度下持续高于限值", "（未经核对）", "符合 违法时间", "不适用 违法现场图像")
        .contains("确认", "前一清单 " + "0".repeat(64), "第 1 页 共")
        .contains(links(at).getJsonObject(0).getString("hash"))
        .doesNotContain(vin, plate, "〓");
    HttpResponse<byte[]> full = bytes(at + "/sheet?" + FULL, cases.police);
    assertThat(text(full.body())).contains(vin, plate + "（黄牌）");
    assertThat(name(full))
        .isEqualTo("证据单-" + at.substring(at.lastIndexOf('/') + 1).substring(0, 12) + "-1.pdf");
  }

  @Test
  void beforeAPersonHasConfirmedThereIsNeitherSheetNorPack() {
    String at = cases.candidate();
    assertThat(links(at)).isEmpty();
    assertThat(faulty(refused(desk.get(at + "/sheet", cases.first), 409, "CONFLICT")))
        .containsExactly("caseId");
    refused(desk.get(at + "/pack?" + FULL, cases.first), 409, "CONFLICT");
    refused(desk.get(at + "/manifests", cases.police), 404, "NOT_FOUND");
  }

  @Test
  void thePackHoldsEverythingAndEveryDigestFits() throws Exception {
    String at = cases.candidate();
    byte[] picture = picture(1);
    desk.ok(add(at, "image/jpeg", "scene", picture));
    cases.ok(cases.first, at, "review");
    cases.ok(cases.second, at, "confirm");
    refused(desk.get(at + "/pack", cases.first), 400, "INVALID");
    HttpResponse<byte[]> answer = bytes(at + "/pack?" + FULL, cases.police);
    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(name(answer)).startsWith("证据包-").endsWith("-1.zip").doesNotContain("苏E");
    Map<String, byte[]> entries = unpacked(answer.body());
    assertThat(entries)
        .containsKeys("manifest.json", "manifest.sm3", "sheet.pdf", "SHA256SUMS")
        .containsEntry("files/" + sha256(picture) + ".jpg", picture);
    String sums = new String(entry(entries, "SHA256SUMS"), StandardCharsets.UTF_8);
    assertThat(sums.lines()).hasSize(2);
    for (String line : sums.lines().toList()) {
      byte[] content = entry(entries, line.substring(66));
      assertThat(line.substring(0, 64)).isEqualTo(sha256(content));
    }
    String hash = links(at).getJsonObject(0).getString("hash");
    assertThat(new String(entry(entries, "manifest.sm3"), StandardCharsets.US_ASCII).strip())
        .isEqualTo(hash);
    assertThat(text(entry(entries, "sheet.pdf"))).contains("现场照片", "符合 违法现场图像", "缺失 号牌图像");
  }

  private static byte[] entry(Map<String, byte[]> entries, String name) {
    return Objects.requireNonNull(entries.get(name), name);
  }

  private static Map<String, byte[]> unpacked(byte[] zip) throws IOException {
    Map<String, byte[]> entries = new LinkedHashMap<>();
    try (ZipInputStream in = new ZipInputStream(new ByteArrayInputStream(zip))) {
      for (ZipEntry entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
        entries.put(entry.getName(), in.readAllBytes());
      }
    }
    return entries;
  }

  @Test
  void aFileThatIsAddedLaterIsALinkOfItsOwn() throws Exception {
    String at = cases.received();
    byte[] video = file("0000001866747970", 1_900_000, 2); // longer than any other body may be
    JsonObject added = desk.ok(desk.send(adding(cases.police, at, "video/mp4", "other", video)));
    assertThat(added.getJsonObject("file").getString("id")).isEqualTo(sha256(video));
    assertThat(links(at)).hasSize(3);
    JsonObject last = links(at).getJsonObject(2);
    assertThat(last.getJsonObject("event").getString("move")).isEqualTo("fileAdded");
    assertThat(last.getInteger("fileCount")).isEqualTo(1);
    JsonObject event = cases.get(at, cases.first).getJsonArray("events").getJsonObject(5);
    assertThat(event.getJsonObject("actor").getString("name")).isEqualTo(cases.police.name());
    assertThat(event.getJsonObject("data").getString("sha256")).isEqualTo(sha256(video));
    String path = at + "/evidence/" + sha256(video);
    HttpResponse<byte[]> taken = bytes(path + "?" + FULL, cases.first);
    assertThat(taken.body()).isEqualTo(video);
    assertThat(taken.headers().firstValue("content-type")).hasValue("video/mp4");
    assertThat(name(taken)).isEqualTo("证据-" + sha256(video).substring(0, 12) + ".mp4");
    refused(desk.get(path, cases.first), 400, "INVALID");
    String other = cases.confirmed();
    refused(
        desk.get(other + "/evidence/" + sha256(video) + "?" + FULL, cases.first), 404, "NOT_FOUND");
  }

  @Test
  void theSameFileAgainChangesNothing() throws Exception {
    String at = cases.confirmed();
    JsonObject first = desk.ok(add(at, "image/jpeg", "plate", picture(3)));
    assertThat(desk.ok(add(at, "image/jpeg", "plate", picture(3)))).isEqualTo(first);
    assertThat(links(at)).hasSize(2);
    desk.ok(add(at, "image/jpeg", "scene", picture(3)));
    assertThat(links(at)).hasSize(3);
    HttpRequest.Builder keyed =
        adding(cases.first, at, "image/jpeg", "other", picture(4)).header("Idempotency-Key", "k-1");
    JsonObject done = desk.ok(desk.send(keyed));
    assertThat(desk.ok(desk.send(keyed))).isEqualTo(done);
    refused(
        desk.send(
            adding(cases.first, at, "image/jpeg", "other", picture(5))
                .header("Idempotency-Key", "k-1")),
        422,
        "KEY_REUSED");
    assertThat(links(at)).hasSize(4);
  }

  @Test
  void whatIsNoEvidenceIsRefusedAndLeavesNothing() throws Exception {
    String at = cases.confirmed();
    Document before = stored(at);
    byte[] long1 = file("ffd8ff", (1 << 20) + 1, 6);
    byte[] long2 = file("0000001866747970", (2 << 20) + 1, 7);
    JsonObject large = refused(add(at, "image/jpeg", "scene", long1), 413, "TOO_LARGE");
    assertThat(large.encode()).contains("1048576");
    refused(add(at, "video/mp4", "scene", long2), 413, "TOO_LARGE");
    assertThat(faulty(refused(add(at, "image/png", "scene", picture(8)), 422, "UNREADABLE_FILE")))
        .containsExactly("type");
    refused(add(at, "image/jpeg", "scene", new byte[0]), 422, "UNREADABLE_FILE");
    refused(add(at, "image/gif", "scene", picture(8)), 400, "INVALID");
    refused(add(at, "image/jpeg", "x", picture(8)), 400, "INVALID");
    HttpRequest.Builder csv =
        adding(cases.first, at, "image/jpeg", "scene", picture(8))
            .setHeader("Content-Type", "text/csv");
    refused(desk.send(csv), 415, "MEDIA_TYPE");
    refused(
        desk.send(adding(desk.as(Role.TRANSPORT), at, "image/jpeg", "scene", picture(8))),
        403,
        "FORBIDDEN");
    assertThat(stored(at)).isEqualTo(before);
    try (Stream<Path> left = Files.list(desk.evidence.incoming())) {
      assertThat(left).isEmpty();
    }
  }

  /** Without what the publisher notes meanwhile. */
  private static Document stored(String at) {
    return Objects.requireNonNull(
        desk.database
            .getCollection("desk_cases")
            .find(new Document("_id", at.substring("/v1/cases/".length())))
            .projection(new Document("published", 0).append("unpublished", 0))
            .first());
  }

  @Test
  void aCaseThatHasEndedTakesNoMore() {
    String at = cases.candidate();
    cases.ok(cases.first, at, "dismiss");
    refused(add(at, "image/jpeg", "scene", picture(9)), 409, "CONFLICT");
  }

  @Test
  void aDamagedFileIsToldBeforeTheFirstByteAndShutsTheGate() throws Exception {
    String at = cases.confirmed();
    byte[] picture = picture(10);
    desk.ok(add(at, "image/jpeg", "scene", picture));
    String id = sha256(picture);
    Path folder = desk.evidence.incoming().resolveSibling(id.substring(0, 2));
    byte[] other = picture.clone();
    other[4_000] ^= 1;
    Files.write(folder.resolve(id), other);
    for (String path : List.of(at + "/evidence/" + id, at + "/pack")) {
      JsonObject problem =
          refused(desk.get(path + "?" + FULL, cases.first), 500, "EVIDENCE_DAMAGED");
      assertThat(problem.encode()).contains(id);
    }
    Files.delete(folder.resolve(id));
    refused(desk.get(at + "/evidence/" + id + "?" + FULL, cases.first), 500, "EVIDENCE_DAMAGED");
    JsonObject shut = refused(cases.move(cases.first, at, "refer"), 409, "GATE_SHUT");
    assertThat(shut.encode()).contains("证据缺失");
  }
}
