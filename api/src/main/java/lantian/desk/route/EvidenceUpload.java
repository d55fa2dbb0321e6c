package lantian.desk.route;

import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import lantian.desk.cases.CaseActor;
import lantian.desk.cases.CaseBook;
import lantian.desk.cases.CaseRecord;
import lantian.desk.cases.CaseTable;
import lantian.desk.cases.Casework;
import lantian.desk.cases.Moving;
import lantian.desk.dossier.CaseFile;
import lantian.desk.dossier.Dossiers;
import lantian.desk.evidence.Deposit;
import lantian.desk.evidence.EvidenceFile;
import lantian.desk.evidence.EvidenceRoom;
import lantian.desk.evidence.FileType;
import lantian.desk.fault.Fault;
import lantian.desk.fault.FieldError;
import lantian.desk.fault.Refusal;
import lantian.desk.http.Answer;
import lantian.desk.http.Call;
import lantian.desk.http.Operation;
import lantian.desk.register.RegisterReadings;

/** Files that people add to a case (补充证据). */
final class EvidenceUpload {
  private static final int TRIES = 5;

  private final VisibleCases cases;
  private final CaseBook book;
  private final CaseTable table;
  private final Dossiers dossiers;
  private final EvidenceRoom room;
  private final InstantSource clock;

  EvidenceUpload(
      Casework casework,
      RegisterReadings readings,
      Dossiers dossiers,
      EvidenceRoom room,
      InstantSource clock) {
    this.cases = new VisibleCases(casework, readings);
    this.book = casework.book();
    this.table = book.moving().table();
    this.dossiers = dossiers;
    this.room = room;
    this.clock = clock;
  }

  void into(Map<String, Operation> operations) {
    operations.put("addEvidence", this::add);
  }

  private Answer add(Call call) {
    CaseRecord read = cases.needed(call);
    FileType type = FileType.of(call.inputs().needed("type")).orElseThrow();
    refuseEnded(read);
    call.begins();
    CaseFile added = CaseFile.of(call.inputs().needed("role"), kept(call, type));
    call.because(added.line().role() + " " + added.line().sha256());
    for (int i = 0; i < TRIES; i++) {
      CaseRecord record = i == 0 ? read : cases.needed(call);
      // The same file in the same role again, and a request done again after a crash.
      Optional<CaseRecord> done =
          has(record, added) ? Optional.of(record) : added(call, record, added);
      if (done.isPresent()) {
        dossiers.sealSoon(done.get());
        return Answer.of(
            new JsonObject()
                .put("case", read.id())
                .put("version", done.get().version())
                .put("file", EvidenceOperations.line(added.line())));
      }
    }
    throw new Refusal(Fault.CHANGED_SINCE);
  }

  private Optional<CaseRecord> added(Call call, CaseRecord record, CaseFile file) {
    refuseEnded(record);
    Instant now = clock.instant();
    return book.added(record, CaseActor.of(call.caller()), "补充证据文件", file.data(), now, () -> {});
  }

  private void refuseEnded(CaseRecord record) {
    boolean full = record.events().size() >= Moving.MOST_EVENTS;
    if (full || table.ended(record.state())) {
      throw new Refusal(
          Fault.CONFLICT,
          List.of(
              FieldError.of(
                  "caseId", "ENDED", "案件已办结或记录已满，不能再补充证据", "the case has ended, or is full")));
    }
  }

  private EvidenceFile kept(Call call, FileType type) {
    try (InputStream in = Files.newInputStream(call.upload().path())) {
      return switch (room.store().put(in, type)) {
        case Deposit.Kept kept -> kept.file();
        case Deposit.Refused refused -> throw refusal(refused);
      };
    } catch (IOException e) {
      throw EvidenceOperations.unreachable();
    }
  }

  private static Refusal refusal(Deposit.Refused refused) {
    return switch (refused.reason()) {
      case EMPTY ->
          new Refusal(
              Fault.UNREADABLE_FILE,
              List.of(FieldError.of("body", "EMPTY", "文件为空", "the file is empty")));
      case OTHER_TYPE ->
          new Refusal(
              Fault.UNREADABLE_FILE,
              List.of(
                  FieldError.of(
                      "type",
                      "TYPE",
                      "文件内容与所声明的类型不符",
                      "the file is not of the type it is said to be")));
      case TOO_LARGE ->
          new Refusal(
              Fault.TOO_LARGE,
              List.of(
                  FieldError.of(
                      "body",
                      "SIZE",
                      "该类型文件不得超过" + refused.limit() + "字节",
                      "a file of this type has at most " + refused.limit() + " bytes")));
    };
  }

  private static boolean has(CaseRecord record, CaseFile file) {
    return EvidenceOperations.files(record).contains(file.line());
  }
}
