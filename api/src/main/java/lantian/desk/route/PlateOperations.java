package lantian.desk.route;

import java.time.Instant;
import java.time.InstantSource;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import lantian.desk.cases.CaseActor;
import lantian.desk.cases.CaseRecord;
import lantian.desk.cases.CaseRow;
import lantian.desk.cases.Casework;
import lantian.desk.cases.Correcting;
import lantian.desk.cases.ReviewHolds;
import lantian.desk.http.Answer;
import lantian.desk.http.Call;
import lantian.desk.http.Operation;
import lantian.desk.register.RegisterReadings;
import lantian.desk.register.VehicleValues;
import lantian.proto.Plate;
import lantian.proto.Vin;
import org.jspecify.annotations.Nullable;

/** Correcting the plate of a case under review, and taking that back (复核更正号牌). */
final class PlateOperations {
  private final Casework casework;
  private final ReviewHolds holds;
  private final InstantSource clock;
  private final VisibleCases cases;
  private final CaseAnswers answers;
  private final Correcting correcting;

  PlateOperations(
      Casework casework,
      ReviewHolds holds,
      RegisterReadings readings,
      Subjects subjects,
      InstantSource clock) {
    this.casework = casework;
    this.holds = holds;
    this.clock = clock;
    this.cases = new VisibleCases(casework, readings);
    this.answers =
        new CaseAnswers(casework, cases, new CaseViews(casework.book().moving(), subjects));
    this.correcting = new Correcting(casework.book().moving());
  }

  void into(Map<String, Operation> operations) {
    operations.put("correctPlate", this::correct);
  }

  private Answer correct(Call call) {
    String id = call.inputs().needed("caseId");
    Instant now = clock.instant();
    call.because(Boolean.TRUE.equals(call.json().getBoolean("original")) ? "original" : "plate");
    Optional<CaseRecord> done = casework.book().done(id, call.attempt().mark());
    if (done.isPresent()) {
      // Done before a crash took the answer.
      call.about(id);
      return answers.of(call, done.get(), now);
    }
    CaseRecord read = cases.needed(call);
    ReviewOperations.refuse(holds, id, call.caller().name());
    if (read.version() != CaseAnswers.version(call)) {
      throw answers.stale(call, read, now);
    }
    Plate filed = filed(call, read);
    Correcting.Request asked =
        new Correcting.Request(
            CaseActor.of(call.caller()),
            now,
            call.json().getString("reason"),
            PlateForm.read(call.json(), known(read, filed)),
            filed,
            salt(call));
    return switch (correcting.correct(read, asked)) {
      case Correcting.Done made -> {
        if (!casework.book().corrected(made.next(), call::begins, call.attempt().mark())) {
          throw answers.stale(call, cases.needed(call), now);
        }
        yield answers.of(call, made.next(), now);
      }
      case Correcting.Refused refused ->
          throw CaseRefusal.of(refused.why(), answers.legal(call, read, now));
    };
  }

  /** As of the time of the act. */
  private @Nullable Plate filed(Call call, CaseRecord record) {
    CaseRow row = CaseRow.of(record, casework.book().moving().table());
    VehicleValues filed = cases.register(call, List.of(row)).at(new Vin(row.subject()), row.act());
    return filed == null ? null : filed.plate();
  }

  /** Plates that somebody might write into a reason. */
  private static List<Plate> known(CaseRecord record, @Nullable Plate filed) {
    return Stream.concat(
            Stream.ofNullable(filed),
            record.corrections().stream()
                .flatMap(one ->
                    Stream.concat(Stream.ofNullable(one.read()), Stream.of(one.corrected()))))
        .toList();
  }

  private static String salt(Call call) {
    byte[] salt = new byte[16];
    call.attempt().random().nextBytes(salt);
    return HexFormat.of().formatHex(salt);
  }
}
