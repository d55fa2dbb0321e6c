package lantian.desk.route;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import lantian.desk.cases.CaseBook;
import lantian.desk.cases.CaseEvent;
import lantian.desk.cases.CaseRecord;
import lantian.desk.cases.CaseRow;
import lantian.desk.cases.CaseTable;
import lantian.desk.cases.Casework;
import lantian.desk.dossier.CaseFile;
import lantian.desk.dossier.Dossiers;
import lantian.desk.evidence.DamagedEvidenceException;
import lantian.desk.evidence.EvidenceId;
import lantian.desk.evidence.EvidenceRoom;
import lantian.desk.evidence.Manifest;
import lantian.desk.evidence.ManifestContent;
import lantian.desk.evidence.ManifestContent.FileLine;
import lantian.desk.fault.Fault;
import lantian.desk.fault.FieldError;
import lantian.desk.fault.Refusal;
import lantian.desk.http.Answer;
import lantian.desk.http.Call;
import lantian.desk.http.Operation;
import lantian.desk.register.RegisterReadings;
import lantian.desk.sheet.EvidencePack;

/** What a case rests on: manifests, sheet, pack and files (证据). */
final class EvidenceOperations {
  private final VisibleCases cases;
  private final CaseTable table;
  private final Dossiers dossiers;
  private final EvidenceRoom room;
  private final CaseSheet sheet;
  private final EvidencePack pack;
  private final InstantSource clock;

  EvidenceOperations(
      Casework casework,
      RegisterReadings readings,
      Dossiers dossiers,
      EvidenceRoom room,
      InstantSource clock) {
    this.cases = new VisibleCases(casework, readings);
    this.table = casework.book().moving().table();
    this.dossiers = dossiers;
    this.room = room;
    this.sheet = new CaseSheet(table, room.root());
    this.pack = new EvidencePack(room.store());
    this.clock = clock;
  }

  void into(Map<String, Operation> operations) {
    operations.put("getCaseManifest", this::manifests);
    operations.put("getEvidenceSheet", this::sheet);
    operations.put("getEvidencePack", this::pack);
    operations.put("getEvidenceFile", this::file);
  }

  private Answer manifests(Call call) {
    CaseRecord record = cases.needed(call);
    JsonArray rows = new JsonArray();
    dossiers.of(record.id()).forEach(manifest -> rows.add(json(manifest)));
    return Answer.of(
        new JsonObject()
            .put("case", record.id())
            .put("rows", rows)
            .put("files", CaseViews.array(files(record), EvidenceOperations::line)));
  }

  private static JsonObject json(Manifest manifest) {
    ManifestContent content = manifest.content();
    return new JsonObject()
        .put("sequence", manifest.sequence())
        .put("at", manifest.at())
        .put("hash", manifest.hash())
        .put("previous", manifest.previous())
        .put(
            "event",
            new JsonObject()
                .put("seq", content.event().seq())
                .put("move", content.event().move())
                .put("hash", content.event().hash()))
        .put("findingCount", content.findings().size())
        .put(
            "packetCount",
            content.findings().stream().mapToInt(line -> line.packets().size()).sum())
        .put("registerCount", content.registers().size())
        .put("fileCount", content.files().size())
        .put("software", content.software());
  }

  static JsonObject line(FileLine line) {
    return new JsonObject()
        .put("id", line.sha256())
        .put("role", line.role())
        .put("sm3", line.sm3())
        .put("size", line.size())
        .put("mediaType", line.mediaType());
  }

  private Answer sheet(Call call) {
    CaseRecord record = cases.needed(call);
    Manifest manifest = manifest(call, record);
    call.because("manifest=" + manifest.sequence() + (call.unmasked() ? " full" : " masked"));
    byte[] pdf = pdf(call, record, manifest);
    return new Answer.Download(
        "application/pdf", name("证据单", record, manifest, ".pdf"), out -> out.write(pdf));
  }

  private Answer pack(Call call) {
    CaseRecord record = cases.needed(call);
    unmasked(call);
    Manifest manifest = manifest(call, record);
    call.because("manifest=" + manifest.sequence() + " full");
    manifest.content().files().forEach(this::readThrough);
    byte[] pdf = pdf(call, record, manifest);
    return new Answer.Download(
        "application/zip",
        name("证据包", record, manifest, ".zip"),
        out -> pack.write(manifest, pdf, out));
  }

  private byte[] pdf(Call call, CaseRecord record, Manifest manifest) {
    CaseRow row = CaseRow.of(record, table);
    Register register = cases.register(call, List.of(row));
    return sheet.pdf(register, record, manifest, call.unmasked(), clock.instant());
  }

  /** Tells the case by its opaque id: names of files end up in logs and mails. */
  private static String name(String what, CaseRecord record, Manifest manifest, String end) {
    return what + "-" + record.id().substring(0, 12) + "-" + (manifest.sequence() + 1) + end;
  }

  private Manifest manifest(Call call, CaseRecord record) {
    List<Manifest> chain = dossiers.of(record.id());
    int wanted = call.inputs().number("sequence", chain.size() - 1);
    if (chain.isEmpty()) {
      throw new Refusal(
          Fault.CONFLICT,
          List.of(
              FieldError.of(
                  "caseId",
                  "NO_MANIFEST",
                  "案件未经人工确认，尚无证据清单",
                  "no person has confirmed the case, so there is no manifest")));
    }
    if (wanted >= chain.size()) {
      throw new Refusal(Fault.NOT_FOUND);
    }
    return chain.get(wanted);
  }

  private Answer file(Call call) {
    CaseRecord record = cases.needed(call);
    unmasked(call);
    FileLine line = line(record, call.inputs().needed("fileId"));
    readThrough(line);
    call.because(line.sha256());
    String end = "." + line.mediaType().substring(line.mediaType().indexOf('/') + 1);
    return new Answer.Download(
        line.mediaType(),
        "证据-" + line.sha256().substring(0, 12) + end.replace("jpeg", "jpg"),
        out -> {
          try (InputStream in = room.store().open(new EvidenceId(line.sha256()))) {
            in.transferTo(out);
          }
        });
  }

  private static FileLine line(CaseRecord record, String id) {
    return files(record).stream()
        .filter(line -> line.sha256().equals(id))
        .findFirst()
        .orElseThrow(() -> new Refusal(Fault.NOT_FOUND));
  }

  static List<FileLine> files(CaseRecord record) {
    return record.events().stream()
        .filter(event -> event.move().equals(CaseBook.FILE_ADDED))
        .map(CaseEvent::data)
        .map(data -> CaseFile.of(data).line())
        .toList();
  }

  /** Before the first byte goes out: an answer that breaks off says nothing of why. */
  private void readThrough(FileLine line) {
    try (InputStream in = room.store().open(new EvidenceId(line.sha256()))) {
      in.transferTo(OutputStream.nullOutputStream());
    } catch (DamagedEvidenceException | java.nio.file.NoSuchFileException e) {
      throw new Refusal(
          Fault.EVIDENCE_DAMAGED,
          List.of(
              FieldError.of(
                  "fileId",
                  "DAMAGED",
                  "文件 " + line.sha256() + " 已损坏或缺失",
                  "file " + line.sha256() + " is damaged or gone")));
    } catch (IOException e) {
      throw unreachable();
    }
  }

  static Refusal unreachable() {
    return new Refusal(
        Fault.UNAVAILABLE,
        List.of(FieldError.of("", "STORE", "证据库暂时不可用", "the evidence store can't be reached")));
  }

  /** Raw packets and pictures can't be masked. */
  private static void unmasked(Call call) {
    if (!call.unmasked()) {
      throw new Refusal(
          Fault.INVALID,
          List.of(
              FieldError.of(
                  "personal",
                  "REQUIRED",
                  "原始证据无法脱敏，须以 personal=full 并写明 purpose 查看",
                  "raw evidence can't be masked: ask with personal=full and a purpose")));
    }
  }
}
