package lantian.obd.read;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import lantian.obd.frame.Frame;
import lantian.obd.log.LogPosition;
import lantian.obd.packet.QuarantineReason;
import lantian.obd.read.LoggedFrame.Outcome;
import lantian.obd.read.Silence.Cause;
import lantian.obd.store.WireFrames;
import lantian.proto.Origin;
import lantian.proto.Vin;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ObdReadIT {
  private static final Vin FILED = new Vin("LSUZTEST0VIN00001");
  private static final Vin UNFILED = new Vin("LSUZTEST0VIN00002");
  private static final Vin SILENT = new Vin("LSUZTEST0VIN00003");
  private static final Vin BROKEN = new Vin("LSUZTEST0VIN00004");
  private static final Vin ONLY_LOGIN = new Vin("LSUZTEST0VIN00005");
  private static final String ICCID = "89860000000000000001";

  /** Five minutes border of an hour ago or so. */
  private final long start = (Instant.now().getEpochSecond() / 86_400 * 86_400) - 40_000 + 100;

  private final Room room = new Room();

  @AfterEach
  void close() {
    room.close();
  }

  @Test
  void whatIsAcknowledgedIsReadBeforeAnyChunkIsWritten() throws Exception {
    room.register.file(FILED, ICCID, Origin.MODELLED);
    for (int packet = 0; packet < 40; packet++) {
      send(FILED, ICCID, start + packet * 10L, 10, 0);
      send(UNFILED, "", start + packet * 10L, 10, 0);
    }
    room.looked();
    Room.await(() -> room.live().telemetry(FILED, at(0), at(400), FIELDS, 1).items() == 400);
    assertThat(room.stored().telemetry(FILED, at(0), at(400), FIELDS, 1).items()).isZero();
    Telemetry aside = room.aside().telemetry(FILED, at(0), at(400), FIELDS, 1);
    assertThat(aside.items()).isEqualTo(400);
    assertThat(aside.verified()).isEqualTo(400);
    List<JsonNode> before = Room.lines(room.aside(), Export.SAMPLES, ExportFilter.ALL);
    assertThat(before).hasSize(800);
    assertThat(Room.lines(room.live(), Export.SAMPLES, ExportFilter.ALL)).isEqualTo(before);
    room.settle();
    assertThat(Room.lines(room.stored(), Export.SAMPLES, ExportFilter.ALL)).isEqualTo(before);
    assertThat(Room.lines(room.aside(), Export.SAMPLES, ExportFilter.ALL)).isEqualTo(before);
    JsonNode first = before.get(0);
    assertThat(first.path("vin").asText()).isEqualTo(FILED.text());
    assertThat(first.path("second").asLong()).isEqualTo(start);
    assertThat(first.path("trust").asText()).isEqualTo("BOUND");
    assertThat(first.path("origin").asText()).isEqualTo("MODELLED");
    assertThat(first.path("body").path("scrDownNoxPpm").asDouble()).isEqualTo(800);
    assertThat(before.get(799).path("trust").asText()).isEqualTo("CLAIMED");
  }

  private static final List<String> FIELDS = List.of("scrDownNoxPpm");

  @Test
  void framesOfATerminalAreFoundWithWhatBecameOfThem() throws Exception {
    Frame first = send(UNFILED, "", start, 10, 0);
    room.looked();
    Frame next = send(UNFILED, "", start + 10, 10, 0);
    room.looked();
    room.receive((start + 30) * 1000, "", 0, first);
    Frame broken = WireFrames.frame(UNFILED, 2, 1, new byte[] {1, 2, 3});
    room.receive((start + 40) * 1000, "", QuarantineReason.TOO_SHORT.code(), broken);
    Frame login = login(UNFILED);
    room.receive((start + 50) * 1000, "", 0, login);
    room.settle();
    Page<LoggedFrame> page = room.stored().frames(UNFILED, at(0), at(1000), null, 3);
    assertThat(page.rows())
        .extracting(LoggedFrame::hex)
        .containsExactly(hex(first), hex(next), hex(first));
    assertThat(page.rows())
        .extracting(LoggedFrame::outcome)
        .containsExactly(Outcome.TAKEN, Outcome.TAKEN, Outcome.REPEATED);
    Page<LoggedFrame> rest = room.stored().frames(UNFILED, at(0), at(1000), page.next(), 3);
    assertThat(rest.rows()).extracting(LoggedFrame::hex).containsExactly(hex(broken), hex(login));
    assertThat(rest.rows().get(0).outcome()).isEqualTo(Outcome.QUARANTINED);
    assertThat(rest.rows().get(0).reason()).isEqualTo("TOO_SHORT");
    assertThat(rest.next()).isNull();
    assertThat(room.stored().frames(UNFILED, at(0), at(25), null, 9).rows()).hasSize(2);
    assertThat(room.stored().frames(FILED, at(0), at(1000), null, 9).rows()).isEmpty();
  }

  @Test
  void quarantineIsSearchedAndPrinted() throws Exception {
    for (int i = 0; i < 5; i++) {
      Frame broken = WireFrames.frame(BROKEN, 2, 1, new byte[] {1, 2, (byte) i});
      room.receive((start + i) * 1000, "", QuarantineReason.TOO_SHORT.code(), broken);
    }
    Frame encrypted = WireFrames.frame(BROKEN, 2, 3, new byte[64]);
    room.receive((start + 9) * 1000, "", 0, encrypted);
    room.settle();
    ObdRead read = room.stored();
    QuarantineFilter all = new QuarantineFilter(BROKEN, null, null, null);
    Page<Quarantined> page = read.quarantine(all, null, 4);
    assertThat(page.rows().get(0).reason()).isEqualTo("NO_KEY");
    List<Quarantined> rows = new ArrayList<>(page.rows());
    rows.addAll(read.quarantine(all, page.next(), 4).rows());
    assertThat(rows).hasSize(6).doesNotHaveDuplicates();
    QuarantineFilter narrow = new QuarantineFilter(BROKEN, "TOO_SHORT", at(1), at(3));
    assertThat(read.quarantine(narrow, null, 9).rows()).hasSize(2);
    List<JsonNode> lines =
        Room.lines(read, Export.QUARANTINE, new ExportFilter(BROKEN, null, null));
    assertThat(lines)
        .extracting(line -> line.path("hex").asText())
        .containsExactlyElementsOf(room.sent());
  }

  @Test
  void conflictsAreListedAndMarkedInSamples() throws Exception {
    room.register.file(FILED, ICCID, Origin.MEASURED);
    send(FILED, ICCID, start, 3, 0);
    send(FILED, "", start + 1, 1, 7);
    send(UNFILED, "", start, 2, 0);
    send(UNFILED, "", start + 1, 1, 7);
    room.settle();
    ObdRead read = room.stored();
    Page<Clash> all = read.conflicts(null, null, null, null, 1);
    assertThat(all.rows()).hasSize(1);
    Clash settled = all.rows().get(0);
    assertThat(settled.vin()).isEqualTo(FILED);
    assertThat(settled.second()).isEqualTo(at(1));
    assertThat(settled.settled()).isTrue();
    assertThat(settled.copies())
        .extracting(Clash.Copy::sender)
        .containsExactly(Sender.BOUND, Sender.CLAIMED);
    Page<Clash> rest = read.conflicts(null, null, null, all.next(), 9);
    assertThat(rest.rows()).extracting(Clash::settled).containsExactly(false);
    assertThat(read.conflicts(FILED, at(0), at(1), null, 9).rows()).isEmpty();
    assertThat(read.conflicts(FILED, at(1), at(2), null, 9).rows()).hasSize(1);
    List<JsonNode> lines = Room.lines(read, Export.SAMPLES, ExportFilter.ALL);
    assertThat(lines)
        .extracting(line -> line.path("conflict").asText())
        .containsExactly("none", "settled", "none", "none", "open");
    assertThat(lines.get(4).has("body")).isFalse();
    assertThat(lines.get(4).path("copies")).hasSize(2);
    assertThat(Room.lines(read, Export.CONFLICTS, ExportFilter.ALL)).hasSize(2);
  }

  @Test
  void aFindingIsReadWithTheBytesItRestsOn() throws Exception {
    room.register.file(FILED, ICCID, Origin.MODELLED, "VI");
    room.register.file(UNFILED, "filed otherwise", Origin.MEASURED, "VI");
    for (int packet = 0; packet < 100; packet++) {
      send(FILED, ICCID, start + packet * 10L, 10, 0);
      send(UNFILED, "", start + packet * 10L, 10, 0);
    }
    room.settle();
    ObdRead read = room.stored();
    Page<Found> page = read.findings(FindingFilter.ALL, null, 1);
    assertThat(page.rows()).hasSize(1);
    assertThat(read.findings(FindingFilter.ALL, page.next(), 9).rows()).hasSize(1);
    assertThat(read.countFindings(FindingFilter.ALL)).isEqualTo(2);
    FindingFilter proven = filter(FILED, true);
    Found found = read.findings(proven, null, 9).rows().get(0);
    assertThat(found.vin()).isEqualTo(FILED);
    assertThat(found.rule()).isEqualTo("OBD-NOX-LASTING");
    assertThat(found.origin()).isEqualTo(Origin.MODELLED);
    assertThat(found.limit()).isEqualTo(200);
    assertThat(read.findings(filter(UNFILED, true), null, 9).rows()).isEmpty();
    assertThat(read.findings(filter(UNFILED, false), null, 9).rows()).hasSize(1);
    Evidence evidence = read.evidence(found.id()).orElseThrow();
    assertThat(evidence.packetCount()).isEqualTo(evidence.packets().size()).isPositive();
    assertThat(room.sent()).containsAll(evidence.packets().stream().map(p -> p.hex()).toList());
    assertThat(evidence.packets().get(0).decoded()).contains("\"scrDownNoxPpm\":800");
    assertThat(evidence.packets().get(0).sender()).isEqualTo(Sender.BOUND);
    List<Found> each = new ArrayList<>();
    read.eachFinding(FindingFilter.ALL, each::add);
    assertThat(each).hasSize(2);
    List<JsonNode> lines = Room.lines(read, Export.FINDINGS, new ExportFilter(FILED, null, null));
    assertThat(lines).hasSize(1);
    assertThat(lines.get(0).path("id").asText()).isEqualTo(found.id().text());
    assertThat(lines.get(0).path("packets")).hasSameSizeAs(evidence.packets());
    Instant changed = found.changed();
    FindingFilter after = new FindingFilter(FILED, null, null, null, null, null, changed);
    assertThat(read.findings(after, null, 9).rows()).isEmpty();
  }

  private static FindingFilter filter(Vin vin, boolean verified) {
    return new FindingFilter(vin, "OBD-NOX-LASTING", null, null, null, verified, null);
  }

  @Test
  void vehiclesAreListedAndSilenceIsExplained() throws Exception {
    room.register.file(FILED, ICCID, Origin.MODELLED);
    room.register.file(SILENT, ICCID, Origin.MEASURED);
    send(FILED, ICCID, start, 10, 0);
    send(UNFILED, "", start, 10, 0);
    Frame broken = WireFrames.frame(BROKEN, 2, 1, new byte[] {1, 2, 3});
    // Not before what went ahead of it: a lane's clock never goes back.
    room.receive((start + 20) * 1000, "", QuarantineReason.TOO_SHORT.code(), broken);
    room.receive((start + 20) * 1000, "", 0, login(ONLY_LOGIN));
    room.settle();
    ObdRead read = room.stored();
    Page<Vehicle> first = read.vehicles(VehicleFilter.ALL, null, 1);
    assertThat(first.rows()).extracting(Vehicle::vin).containsExactly(FILED);
    assertThat(read.vehicles(VehicleFilter.ALL, first.next(), 9).rows())
        .extracting(Vehicle::vin)
        .contains(UNFILED);
    Vehicle filed = read.vehicle(FILED).orElseThrow();
    assertThat(filed.collected()).isEqualTo(at(9));
    assertThat(filed.sender()).isEqualTo(Sender.BOUND);
    assertThat(filed.values().get("scrDownNoxPpm")).isEqualTo(new Measure(800.0, null, "ppm"));
    assertThat(read.vehicles(new VehicleFilter(true, true, null), null, 9).rows())
        .extracting(Vehicle::vin)
        .containsExactly(FILED);
    assertThat(read.vehicles(new VehicleFilter(false, null, Instant.now()), null, 9).rows())
        .isEmpty();
    assertThat(read.vehicle(SILENT).orElseThrow().received()).isNull();
    assertThat(read.silence(FILED).causes()).doesNotContain(Cause.UNFILED, Cause.UNVERIFIED);
    assertThat(read.silence(UNFILED).causes()).contains(Cause.UNFILED);
    assertThat(read.silence(SILENT).causes()).containsExactly(Cause.NEVER_RECEIVED);
    assertThat(read.silence(BROKEN).causes()).contains(Cause.ONLY_QUARANTINED, Cause.UNFILED);
    assertThat(read.silence(BROKEN).quarantined()).containsEntry("TOO_SHORT", 1L);
    assertThat(read.silence(BROKEN).received()).isEqualTo(at(20));
    assertThat(read.silence(ONLY_LOGIN).causes()).contains(Cause.NO_DATA_ITEMS);
    assertThat(read.silence(new Vin("LSUZTEST0VIN00099")).causes())
        .containsExactly(Cause.NEVER_RECEIVED, Cause.UNFILED);
  }

  @Test
  void vehiclesAreWhereTheyWereLastUnlessTheyHadNoFix() throws Exception {
    sendFrom(FILED, start, 0, 120_612_345, 31_312_340);
    sendFrom(FILED, start + 10, 0b100, 120_700_000, 31_400_000); // west
    sendFrom(UNFILED, start + 20, 0b001, 120_612_345, 31_312_340); // no fix
    sendFrom(SILENT, start + 30, 0, 0xffffffffL, 31_312_340); // no longitude
    room.settle();
    List<Place> places = room.stored().places(at(0), 9);
    assertThat(places)
        .extracting(Place::vin, Place::collected, Place::lon, Place::lat)
        .containsExactly(tuple(FILED, at(10), -120.7, 31.4));
    assertThat(places.getFirst().speedKmh()).isNotNull();
    assertThat(room.stored().places(at(3600), 9)).isEmpty();
  }

  /** A second at a place, in microdegrees, with bits of the location state. */
  private void sendFrom(Vin vin, long second, int state, long lon, long lat) {
    byte[] body = body(0);
    ByteBuffer.wrap(body).put(24, (byte) state).putInt(25, (int) lon).putInt(29, (int) lat);
    var item = new WireFrames.Body(second, 2, body);
    room.receive(second * 1000, "", 0, WireFrames.realtime(vin, second, List.of(item)));
  }

  @Test
  void packetsAreExportedOnceAndPositionsLeadBackToTheLog() throws Exception {
    Frame once = send(UNFILED, "", start, 10, 0);
    room.receive((start + 30) * 1000, "", 0, once);
    room.settle();
    List<JsonNode> packets = Room.lines(room.stored(), Export.PACKETS, ExportFilter.ALL);
    assertThat(packets).hasSize(1);
    assertThat(packets.get(0).path("hex").asText()).isEqualTo(hex(once));
    List<JsonNode> log = Room.lines(room.stored(), Export.LOG, ExportFilter.ALL);
    assertThat(log).hasSize(2);
    for (JsonNode entry : log) {
      byte[] key = java.util.HexFormat.of().parseHex(entry.path("position").asText());
      assertThat(LogPosition.of(key).sequence()).isEqualTo(entry.path("sequence").asLong());
    }
  }

  /** Sends seconds of driving at 800 ppm, received as the last one is over. */
  private Frame send(Vin vin, String iccid, long from, int seconds, int odd) {
    List<WireFrames.Body> items = new ArrayList<>();
    for (long second = from; second < from + seconds; second++) {
      items.add(new WireFrames.Body(second, 2, body(odd)));
    }
    Frame frame = WireFrames.realtime(vin, from + seconds, items);
    room.receive((from + seconds) * 1000, iccid, 0, frame);
    return frame;
  }

  private static Frame login(Vin vin) {
    byte[] unit = new byte[28];
    unit[0] = 26;
    unit[1] = 1;
    unit[2] = 1;
    unit[7] = 1;
    java.util.Arrays.fill(unit, 8, 28, (byte) '8');
    return WireFrames.frame(vin, 1, 1, unit);
  }

  private static byte[] body(int odd) {
    return ByteBuffer.allocate(37)
        .putShort(0, (short) (50 * 256))
        .putShort(5, (short) (1500 * 8))
        .putShort(9, (short) ((900 + 200) * 20))
        .putShort(11, (short) ((800 + 200) * 20))
        .put(13, (byte) 100)
        .putShort(16, (short) ((300 + 273) * 32))
        .putShort(18, (short) ((290 + 273) * 32))
        .put(24, (byte) odd)
        .array();
  }

  private Instant at(long offset) {
    return Instant.ofEpochSecond(start + offset);
  }

  private static String hex(Frame frame) {
    return java.util.HexFormat.of().formatHex(frame.copy());
  }
}
