package lantian.obd.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import lantian.obd.filing.Filing;
import lantian.obd.filing.VehicleFacts;
import lantian.obd.frame.Frame;
import lantian.obd.log.Connection;
import lantian.obd.log.LogEntry;
import lantian.obd.log.LogPosition;
import lantian.obd.packet.Profile;
import lantian.obd.rule.StreamBody;
import lantian.proto.CityTime;
import lantian.proto.Origin;
import lantian.proto.Vin;
import org.bson.Document;
import org.bson.types.Binary;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What was told stands when the packets that it was told of are archived. */
class ArchivedDayIT {
  private static final Vin TRUCK = new Vin("LSUZTEST0VIN00052");
  private static final byte[] CHIP = "TESTCHIP00000001".getBytes(StandardCharsets.US_ASCII);
  private static final ChipSigner OWN = new ChipSigner(0x1234_5678_9ABCL);
  private static final ChipSigner OTHER = new ChipSigner(0x1234_5678_9ABDL);
  private static final long MIDNIGHT =
      LocalDate.of(2026, 3, 2).atStartOfDay(CityTime.ZONE).toEpochSecond();
  private static final int PACKETS = 30;
  private static final long SECONDS = 10;

  private final Rig rig = new Rig();

  @AfterEach
  void close() {
    rig.close();
  }

  /** The same change of the register withdraws what rested on the key while the log is there. */
  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void aDayWhosePacketsAreArchivedKeepsItsJudgement(boolean archived) {
    rig.register.file(TRUCK, List.of(filing(OWN)));
    receive(MIDNIGHT + 40_000, PACKETS);
    rig.settle();
    Document told = standing();
    assertThat(told.getBoolean("verified")).isTrue();
    rig.log.archive(archived ? PACKETS : 0);
    rig.kill(); // what was verified before is forgotten
    rig.restart();
    rig.register.file(TRUCK, List.of(filing(OTHER)));
    rig.settle();
    if (archived) {
      assertThat(standing()).isEqualTo(told);
    } else {
      assertThat(standing().getBoolean("verified")).isFalse();
    }
  }

  /** A finding that goes on behind the archived part keeps the copies of its packets. */
  @Test
  void aFindingThatGoesOnKeepsItsArchivedPackets() {
    rig.register.file(TRUCK, List.of(filing(OWN)));
    receive(MIDNIGHT - PACKETS * SECONDS, PACKETS);
    rig.settle();
    Document told = standing();
    rig.log.archive(PACKETS);
    rig.kill();
    rig.restart();
    receive(MIDNIGHT, PACKETS);
    rig.settle();
    Document now = standing();
    assertThat(now).containsEntry("_id", told.get("_id"));
    assertThat(now.getBoolean("verified")).isTrue();
    assertThat(positions(now)).containsAll(positions(told));
  }

  private static List<LogPosition> positions(Document finding) {
    return finding.getList("packets", Document.class).stream()
        .map(packet -> LogPosition.of(packet.get("position", Binary.class).getData()))
        .toList();
  }

  private Document standing() {
    return Objects.requireNonNull(
        rig.store
            .collection(Store.Name.FINDINGS)
            .find(new Document("state", new Document("$ne", FindingBook.WITHDRAWN)))
            .first());
  }

  private void receive(long from, int packets) {
    for (int packet = 0; packet < packets; packet++) {
      long begin = from + packet * SECONDS;
      List<WireFrames.Body> bodies = new ArrayList<>();
      for (long second = begin; second < begin + SECONDS; second++) {
        byte[] body = new StreamBody().nox(StreamBody.ppm(900)).bytes();
        bodies.add(new WireFrames.Body(second, 2, body));
      }
      byte[] unit = WireFrames.hjUnit(begin + SECONDS, bodies);
      Frame frame = WireFrames.frame(TRUCK, 2, 1, OWN.signed(unit, 0, CHIP));
      Connection connection = new Connection(1, 0, Profile.HJ1239, false, "192.0.2.1", "");
      long received = (begin + SECONDS) * 1000;
      rig.feed(new LaneKey(1, 0), List.of(at -> new LogEntry(at, received, connection, 0, frame)));
    }
  }

  private static Filing filing(ChipSigner chip) {
    return new Filing(
        TRUCK,
        Instant.ofEpochSecond(MIDNIGHT - 86_400),
        null,
        null,
        HexFormat.of().formatHex(CHIP),
        chip.publicKeyHex(),
        null,
        null,
        null,
        null,
        null,
        new VehicleFacts("VI", "DIESEL", null, null, null, null),
        Origin.MODELLED);
  }
}
