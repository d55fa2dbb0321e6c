package lantian.obd.read;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import lantian.obd.filing.Filing;
import lantian.obd.filing.VehicleFacts;
import lantian.obd.frame.Frame;
import lantian.obd.store.ChipSigner;
import lantian.obd.store.Store;
import lantian.obd.store.WireFrames;
import lantian.proto.Origin;
import lantian.proto.Vin;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** From a signature on the wire to what the judge and the reader make of it. */
class SignaturesIT {
  private static final Vin TRUCK = new Vin("LSUZTEST0VIN00011");
  private static final byte[] CHIP = "TESTCHIP00000001".getBytes(StandardCharsets.US_ASCII);
  private static final byte[] DEFAULT = "1234567812345678".getBytes(StandardCharsets.US_ASCII);
  private static final ChipSigner OWN = new ChipSigner(0x1234_5678_9ABCL);
  private static final ChipSigner OTHER = new ChipSigner(0x1234_5678_9ABDL);
  private static final String ICCID = "89860000000000000001";
  private static final int PACKETS = 100;
  private static final int SECONDS = PACKETS * 10;

  private final long start = (Instant.now().getEpochSecond() / 86_400 * 86_400) - 40_000 + 100;
  private final Room room = new Room();

  @AfterEach
  void close() {
    room.close();
  }

  /** How a vehicle signs, what is filed of it, and what must come of it. */
  enum Case {
    GOOD(true, Sender.SIGNED, false),
    UNSIGNED(true, Sender.CLAIMED, false),
    FORGED(true, Sender.CLAIMED, true),
    OTHER_KEY(true, Sender.CLAIMED, true),
    DEFAULT_ID(true, Sender.SIGNED, false),
    NO_CHIP_FILED_DEFAULT_ID(false, Sender.SIGNED, false),
    NO_CHIP_FILED(false, Sender.CLAIMED, false);

    final boolean chipFiled;
    final Sender sender;
    final boolean keptAsForged;

    Case(boolean chipFiled, Sender sender, boolean keptAsForged) {
      this.chipFiled = chipFiled;
      this.sender = sender;
      this.keptAsForged = keptAsForged;
    }

    byte[] sign(byte[] unit) {
      return switch (this) {
        case GOOD, NO_CHIP_FILED -> OWN.signed(unit, 0, CHIP);
        case UNSIGNED -> unit;
        case FORGED -> ChipSigner.forged(unit);
        case OTHER_KEY -> OTHER.signed(unit, 0, CHIP);
        case DEFAULT_ID, NO_CHIP_FILED_DEFAULT_ID -> OWN.signed(unit, 0, DEFAULT);
      };
    }
  }

  @ParameterizedTest
  @EnumSource(Case.class)
  void judgeAndReaderTakeASignatureForWhatItIsWorth(Case one) throws Exception {
    file(one.chipFiled ? CHIP : null);
    for (int packet = 0; packet < PACKETS; packet++) {
      send(one, "", start + packet * 10L, 10, 0);
    }
    room.settle();
    ObdRead read = room.stored();
    boolean proven = one.sender.verified();
    Found found = read.findings(FindingFilter.ALL, null, 9).rows().get(0);
    assertThat(found.verified()).isEqualTo(proven);
    assertThat(read.evidence(found.id()).orElseThrow().packets())
        .allMatch(packet -> packet.sender() == one.sender);
    assertThat(room.store.collection(Store.Name.FORGED).countDocuments() > 0)
        .isEqualTo(one.keptAsForged);

    Telemetry chart =
        read.telemetry(
            TRUCK,
            Instant.ofEpochSecond(start),
            Instant.ofEpochSecond(start + SECONDS),
            List.of("scrDownNoxPpm"),
            10);
    assertThat(chart.items()).isEqualTo(SECONDS);
    assertThat(chart.verified()).isEqualTo(proven ? SECONDS : 0);
    assertThat(read.vehicle(TRUCK).orElseThrow().sender()).isEqualTo(one.sender);
    assertThat(read.vehicles(new VehicleFilter(null, true, null), null, 9).rows())
        .hasSize(proven ? 1 : 0);
    assertThat(Room.lines(read, Export.SAMPLES, ExportFilter.ALL))
        .hasSize(SECONDS)
        .allMatch(line -> line.path("trust").asText().equals(one.sender.name()));
  }

  @Test
  void aForgedCopyDoesNotStandAgainstABoundOne() throws Exception {
    file(CHIP);
    send(Case.UNSIGNED, ICCID, start, 1, 0);
    send(Case.FORGED, "", start, 1, 7);
    conflict(Sender.BOUND, Sender.CLAIMED);
  }

  @Test
  void aSignedCopyStandsAgainstAForgedOne() throws Exception {
    file(CHIP);
    send(Case.FORGED, "", start, 1, 7);
    send(Case.GOOD, "", start, 1, 0);
    conflict(Sender.SIGNED, Sender.CLAIMED);
  }

  @Test
  void aForgedSignatureTakesNothingFromABinding() throws Exception {
    file(CHIP);
    send(Case.UNSIGNED, "", start, 1, 7);
    send(Case.FORGED, ICCID, start, 1, 0);
    conflict(Sender.BOUND, Sender.CLAIMED);
  }

  @Test
  void twoProvenCopiesStayOpen() throws Exception {
    file(CHIP);
    send(Case.UNSIGNED, ICCID, start, 1, 7);
    send(Case.GOOD, "", start, 1, 0);
    room.settle();
    ObdRead read = room.stored();
    JsonNode line = Room.lines(read, Export.SAMPLES, ExportFilter.ALL).get(0);
    assertThat(line.path("conflict").asText()).isEqualTo("open");
    assertThat(line.has("hex")).isFalse();
    assertThat(read.conflicts(TRUCK, null, null, null, 9).rows().get(0).settled()).isFalse();
  }

  /** One item with two bodies, of which the one with a coolant of 0 is used. */
  private void conflict(Sender winner, Sender loser) throws Exception {
    room.settle();
    ObdRead read = room.stored();
    JsonNode line = Room.lines(read, Export.SAMPLES, ExportFilter.ALL).get(0);
    assertThat(line.path("conflict").asText()).isEqualTo("settled");
    assertThat(line.path("trust").asText()).isEqualTo(winner.name());
    assertThat(line.path("hex").asText()).isEqualTo(HexFormat.of().formatHex(body(0)));
    Clash clash = read.conflicts(TRUCK, null, null, null, 9).rows().get(0);
    assertThat(clash.settled()).isTrue();
    assertThat(clash.copies()).extracting(Clash.Copy::sender).containsExactly(winner, loser);
  }

  private void file(byte @Nullable [] chip) {
    room.register.filed.put(
        TRUCK,
        List.of(
            new Filing(
                TRUCK,
                Instant.EPOCH,
                null,
                ICCID,
                chip == null ? null : HexFormat.of().formatHex(chip),
                OWN.publicKeyHex(),
                null,
                null,
                null,
                null,
                null,
                new VehicleFacts("VI", "DIESEL", null, null, null, null),
                Origin.MEASURED)));
  }

  private void send(Case signing, String iccid, long from, int seconds, int odd) {
    List<WireFrames.Body> items = new ArrayList<>();
    for (long second = from; second < from + seconds; second++) {
      items.add(new WireFrames.Body(second, 2, body(odd)));
    }
    byte[] unit = signing.sign(WireFrames.hjUnit(from + seconds, items));
    Frame frame = WireFrames.frame(TRUCK, 2, 1, unit);
    room.receive((from + seconds) * 1000, iccid, 0, frame);
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
}
