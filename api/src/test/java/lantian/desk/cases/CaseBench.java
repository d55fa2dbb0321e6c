package lantian.desk.cases;

import com.mongodb.ReadConcern;
import com.mongodb.WriteConcern;
import com.mongodb.client.MongoDatabase;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import lantian.desk.register.DeskRegister;
import lantian.desk.register.FilingRow;
import lantian.desk.register.TerminalValues;
import lantian.desk.register.VehicleValues;
import lantian.obd.MongoSet;
import lantian.obd.filing.VehicleFacts;
import lantian.obd.packet.Profile;
import lantian.proto.Origin;
import lantian.proto.Plate;
import lantian.proto.Vin;
import org.bson.Document;

/** A case book over a real mongod, with a room of a test's choice. */
final class CaseBench implements AutoCloseable {
  static final Duration OVERLAP = Duration.ofMinutes(10);

  final MongoDatabase database =
      MongoSet.shared()
          .freshDatabase()
          .withReadConcern(ReadConcern.MAJORITY)
          .withWriteConcern(WriteConcern.MAJORITY.withJournal(true));
  final AtomicReference<Instant> now = new AtomicReference<>(CaseSamples.at(100));
  final FakeFindings room = new FakeFindings();

  /** How the seals of confirmed cases stand. */
  volatile FindingFacts.Evidence sealed = FindingFacts.Evidence.INTACT;

  final DeskRegister register =
      new DeskRegister(MongoSet.shared().client(), database, now::get, new SecureRandom());
  final Casework casework = another();
  final CaseBook book = casework.book();

  /** Another process on the same database. */
  Casework another() {
    InstantSource clock = now::get;
    return Casework.open(
        database,
        room,
        register.readings(),
        (cursor, limit) ->
            register.changesAfter(cursor, limit).stream()
                .map(change -> new FilingChanges.Change(change.cursor(), change.vin().text()))
                .toList(),
        record -> sealed,
        new CaseSettings(Duration.ofHours(1), OVERLAP, true),
        clock,
        new SecureRandom());
  }

  void file(String subject, String plate) {
    register.file(
        List.of(
            FilingRow.of(
                new Vin(subject),
                CaseSamples.START.minus(Duration.ofDays(30)),
                new VehicleValues(
                    new Plate(plate, Plate.Colour.YELLOW),
                    "姑苏区",
                    new VehicleFacts("VI", "DIESEL", 2100.0, 353.0, 25000.0, 30.5)),
                new TerminalValues(
                    "89860000000000000001",
                    "00112233445566778899aabbccddeeff",
                    null,
                    Profile.HJ1239,
                    "某厂",
                    "T1",
                    "1.0",
                    Origin.MEASURED))),
        "test",
        false);
  }

  /** The only case of a kind. */
  CaseRecord only(String kind) {
    List<CaseRecord> found =
        book.of(List.of(CaseSamples.SUBJECT)).stream().filter(c -> c.kind().equals(kind)).toList();
    if (found.size() != 1) {
      throw new AssertionError(found.toString());
    }
    return found.getFirst();
  }

  /** What is asked, with the facts of now. */
  Asked asked(CaseRecord record, String move, CaseActor actor) {
    Map<String, String> data = CaseSamples.data(CaseSamples.row(record, move));
    GateFacts facts = casework.facts().gather(record, data, now.get(), id -> Optional.empty());
    return Asked.of(move, actor, now.get(), "理由", data, facts);
  }

  /** Moves a case that nobody else touches. */
  CaseRecord moved(CaseRecord record, String move) {
    CaseActor actor = CaseSamples.allowed(record, CaseSamples.row(record, move));
    return ((Answered.Moved)
            book.move(record, move, () -> asked(record, move, actor), () -> {}).orElseThrow())
        .next();
  }

  CaseRecord led(CaseRecord record, String... moves) {
    CaseRecord at = record;
    for (String move : moves) {
      at = moved(at, move);
    }
    return at;
  }

  /** The cases as stored, by id. */
  List<Document> stored() {
    return database
        .getCollection("desk_cases")
        .find()
        .sort(new Document("_id", 1))
        .into(new java.util.ArrayList<>());
  }

  @Override
  public void close() {
    casework.close();
    database.drop();
  }
}
