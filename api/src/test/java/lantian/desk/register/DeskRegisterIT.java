package lantian.desk.register;

import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.ExplainVerbosity;
import com.mongodb.client.MongoDatabase;
import com.mongodb.client.model.Filters;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import lantian.obd.MongoSet;
import lantian.obd.filing.Filing;
import lantian.obd.filing.Register;
import lantian.obd.filing.VehicleFacts;
import lantian.obd.packet.Profile;
import lantian.proto.Origin;
import lantian.proto.Plate;
import lantian.proto.Vin;
import org.bson.Document;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class DeskRegisterIT {
  private static final Vin VIN = new Vin("LSZNJ01A9J0000001");
  private static final Instant MARCH = Instant.parse("2026-03-01T00:00:00Z");
  private static final Instant JUNE = Instant.parse("2026-06-01T00:00:00Z");
  private MongoDatabase database;
  private DeskRegister register;

  @BeforeEach
  void open() {
    database = MongoSet.shared().freshDatabase();
    register = another();
  }

  @AfterEach
  void drop() {
    database.drop();
  }

  private DeskRegister another() {
    return new DeskRegister(
        MongoSet.shared().client(), database, InstantSource.system(), new SecureRandom());
  }

  @Test
  void aNewCardEndsTheOldEntryAndPlateAndFactsStay() {
    file(FilingRow.of(VIN, MARCH, vehicle("苏E00001"), terminal("8986000000000001")));
    file(new FilingRow(VIN, JUNE, null, null, held -> terminal("8986000000000002")));
    List<Filing> filings = filings();
    assertThat(filings).hasSize(2);
    assertThat(filings.getFirst().iccid()).isEqualTo("8986000000000001");
    assertThat(filings.getFirst().validTo()).isEqualTo(JUNE);
    assertThat(filings.getLast().iccid()).isEqualTo("8986000000000002");
    assertThat(filings.getLast().validTo()).isNull();
    assertThat(filings).extracting(Filing::plate).containsOnly(plate("苏E00001"));
    assertThat(filings).allMatch(f -> Objects.equals(f.facts().referenceTorqueNm(), 2100.0));
    assertThat(register.changesAfter(0, 10))
        .containsExactly(
            new Register.Change(1, VIN, MARCH.getEpochSecond(), Long.MAX_VALUE),
            new Register.Change(2, VIN, JUNE.getEpochSecond(), Long.MAX_VALUE));
  }

  /** A register of a city has a million entries, and every page asks for some of them. */
  @Test
  void whatIsFiledOfAVehicleIsFoundWithoutLookingAtOthers() {
    for (String collection : List.of("desk_vehicles", "desk_terminals")) {
      Document plan =
          database
              .getCollection(collection)
              .find(Filters.in("vin", VIN.text(), "LSZNJ01A9J0000002"))
              .explain(ExplainVerbosity.QUERY_PLANNER);
      assertThat(plan.toJson()).as(collection).contains("IXSCAN").doesNotContain("COLLSCAN");
    }
  }

  @Test
  void theSameAgainIsUnchangedAndNumbersNothing() {
    FilingRow row = FilingRow.of(VIN, MARCH, vehicle("苏E00001"), terminal("8986000000000001"));
    assertThat(file(row)).containsExactly(RowAnswer.Status.ACCEPTED);
    assertThat(file(row)).containsExactly(RowAnswer.Status.UNCHANGED);
    assertThat(register.changesAfter(0, 10)).hasSize(1);
  }

  @Test
  void aCorrectionLeavesTheWrongEntryInTheDatabase() {
    file(FilingRow.of(VIN, MARCH, vehicle("苏E00001"), terminal("8986000000000001")));
    file(FilingRow.of(VIN, MARCH, vehicle("苏E00007"), terminal("8986000000000001")));
    assertThat(filings()).singleElement().extracting(Filing::plate).isEqualTo(plate("苏E00007"));
    assertThat(register.readings().vehicles(List.of(VIN)).get(VIN))
        .extracting(span -> span.values().plate(), Span::superseded)
        .containsExactlyInAnyOrder(
            org.assertj.core.groups.Tuple.tuple(plate("苏E00001"), true),
            org.assertj.core.groups.Tuple.tuple(plate("苏E00007"), false));
  }

  @Test
  void aDryRunTellsAndWritesNothing() {
    FilingRow row = FilingRow.of(VIN, MARCH, vehicle("苏E00001"), terminal("8986000000000001"));
    assertThat(register.file(List.of(row), "test", true).getFirst().status())
        .isEqualTo(RowAnswer.Status.ACCEPTED);
    assertThat(register.filings(List.of(VIN))).isEmpty();
    assertThat(register.changesAfter(0, 10)).isEmpty();
  }

  @Test
  void aVehicleWithoutEntriesIsMissing() {
    file(FilingRow.of(VIN, MARCH, vehicle("苏E00001"), terminal("8986000000000001")));
    Vin unknown = new Vin("LSZNJ01A9J0000999");
    assertThat(register.filings(List.of(VIN, unknown))).containsOnlyKeys(VIN);
  }

  /** Three processes file while a reader follows: it sees every change, in order, without gaps. */
  @Test
  void aReaderNeverSkipsAChange() throws Exception {
    int writers = 3;
    int filings = 40;
    AtomicBoolean writing = new AtomicBoolean(true);
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      Future<List<Register.Change>> reader = threads.submit(() -> follow(writing));
      List<Future<?>> all = new ArrayList<>();
      for (int w = 0; w < writers; w++) {
        all.add(threads.submit(writer(another(), w, filings)));
      }
      for (Future<?> one : all) {
        one.get();
      }
      writing.set(false);
      List<Register.Change> seen = reader.get();
      assertThat(seen).hasSize(writers * filings);
      Map<Vin, Integer> perVehicle = new HashMap<>();
      for (int i = 0; i < seen.size(); i++) {
        assertThat(seen.get(i).cursor()).isEqualTo(i + 1L);
        perVehicle.merge(seen.get(i).vin(), 1, Integer::sum);
      }
      assertThat(perVehicle.values()).containsOnly(filings);
    }
  }

  private List<Register.Change> follow(AtomicBoolean writing) {
    DeskRegister follower = another();
    List<Register.Change> seen = new ArrayList<>();
    while (true) {
      boolean last = !writing.get();
      List<Register.Change> more =
          follower.changesAfter(seen.isEmpty() ? 0 : seen.getLast().cursor(), 7);
      seen.addAll(more);
      if (last && more.isEmpty()) {
        return seen;
      }
    }
  }

  private static Callable<Object> writer(DeskRegister register, int number, int filings) {
    return () -> {
      Vin vin = new Vin("LSZNJ01A9J000010" + number);
      for (int i = 0; i < filings; i++) {
        register.file(
            List.of(
                FilingRow.of(
                    vin,
                    MARCH.plusSeconds(i),
                    vehicle("苏E" + (10000 + i)),
                    terminal("8986000000000001"))),
            "writer " + number,
            false);
      }
      return filings;
    };
  }

  /** Two processes file for the same vehicle: its entries never overlap. */
  @Test
  void twoWritersOfOneVehicleLeaveOneTimeline() throws Exception {
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<?>> all = new ArrayList<>();
      for (int w = 0; w < 2; w++) {
        DeskRegister mine = another();
        int shift = w;
        all.add(
            threads.submit(() -> {
              for (int i = 0; i < 20; i++) {
                mine.file(
                    List.of(
                        FilingRow.of(
                            VIN,
                            MARCH.plusSeconds(2L * i + shift),
                            vehicle("苏E" + (10000 + 2 * i + shift)),
                            terminal("8986000000000001"))),
                    "w" + shift,
                    false);
              }
            }));
      }
      for (Future<?> one : all) {
        one.get();
      }
    }
    List<Filing> filings = filings();
    for (int i = 1; i < filings.size(); i++) {
      assertThat(filings.get(i - 1).validTo()).isEqualTo(filings.get(i).validFrom());
    }
    for (int i = 0; i < 40; i++) {
      Instant at = MARCH.plusSeconds(i);
      assertThat(filings.stream().filter(f -> f.holdsAt(at)).toList())
          .singleElement()
          .extracting(Filing::plate)
          .isEqualTo(plate("苏E" + (10000 + i)));
    }
  }

  private List<RowAnswer.Status> file(FilingRow row) {
    return register.file(List.of(row), "test", false).stream().map(RowAnswer::status).toList();
  }

  private static Plate plate(String number) {
    return new Plate(number, Plate.Colour.YELLOW);
  }

  private static VehicleValues vehicle(String number) {
    return new VehicleValues(
        plate(number), "姑苏区", new VehicleFacts("VI", "DIESEL", 2100.0, 353.0, 25000.0, 30.5));
  }

  private static TerminalValues terminal(String iccid) {
    return new TerminalValues(
        iccid, null, null, Profile.HJ1239, "晨星车载", "T1", "1.0", Origin.MODELLED);
  }

  private List<Filing> filings() {
    return Objects.requireNonNull(register.filings(List.of(VIN)).get(VIN));
  }
}
