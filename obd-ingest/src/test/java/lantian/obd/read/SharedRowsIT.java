package lantian.obd.read;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import lantian.obd.packet.ObdField;
import lantian.obd.packet.WireTime;
import lantian.obd.read.Shared.Kind;
import lantian.obd.read.Shared.Teller;
import lantian.obd.read.Shared.Times;
import lantian.obd.store.WireFrames;
import lantian.proto.CityTime;
import lantian.proto.Origin;
import lantian.proto.Vin;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Identifiers of several vehicles, from frames to rows. */
class SharedRowsIT {
  private static final Vin ONE = new Vin("LSYNTESTQR0000001");
  private static final Vin TWO = new Vin("LSYNTESTQR0000002");
  private static final Vin THREE = new Vin("LSYNTESTQR0000003");

  /** With a right check digit. */
  private static final String CONTROLLER = "LSYNTEST5N0000018";

  private static final String CARD = "89860000000000000001";
  private static final String OTHER = "89860000000000000002";
  private static final long DAY = 1_780_000_000L / 86_400 * 86_400;
  private static final LocalDate SINCE = CityTime.day(Instant.ofEpochSecond(DAY));

  private final Room room = new Room();

  @AfterEach
  void close() {
    room.close();
  }

  @Test
  void aControllerOrCardOfSeveralVehiclesIsListedWithItsTimes() throws Exception {
    room.register.file(ONE, CARD, Origin.MEASURED);
    for (int day = 0; day < 3; day++) {
      login(ONE, day, CARD);
      block(ONE, CARD, day, CONTROLLER);
      block(TWO, OTHER, day, CONTROLLER);
    }
    login(TWO, 0, OTHER);
    login(THREE, 3, CARD);
    block(THREE, OTHER, 3, "LSYNTEST5N0000019");
    room.settle();
    ObdRead read = room.stored();
    List<Shared> rows = read.shared(null, null, SINCE, null, 10).rows();
    assertThat(rows).hasSize(2);
    Shared card = rows.get(0);
    assertThat(card.kind()).isEqualTo(Kind.CARD);
    assertThat(card.value()).isEqualTo(CARD);
    assertThat(card.times()).as("one after the other").isEqualTo(Times.SUCCESSION);
    assertThat(card.tellers())
        .containsExactly(
            new Teller(ONE, SINCE, SINCE.plusDays(2), Sender.BOUND),
            new Teller(THREE, SINCE.plusDays(3), SINCE.plusDays(3), Sender.CLAIMED));
    Shared controller = rows.get(1);
    assertThat(controller.kind()).isEqualTo(Kind.CONTROLLER);
    assertThat(controller.value()).isEqualTo(CONTROLLER);
    assertThat(controller.vehicles()).isEqualTo(2);
    assertThat(controller.times()).isEqualTo(Times.OVERLAP);
    assertThat(controller.tellers()).extracting(Teller::vin).containsExactly(ONE, TWO);

    assertThat(read.shared(Kind.CONTROLLER, null, SINCE, null, 10).rows())
        .containsExactly(controller);
    assertThat(read.shared(null, THREE, SINCE, null, 10).rows()).containsExactly(card);
    assertThat(read.shared(null, null, SINCE.plusDays(3), null, 10).rows())
        .as("told by one only since then")
        .isEmpty();
    Page<Shared> first = read.shared(null, null, SINCE, null, 1);
    assertThat(first.rows()).containsExactly(card);
    assertThat(read.shared(null, null, SINCE, first.next(), 1).rows()).containsExactly(controller);
  }

  /** Two that told one of its identifiers may share another that it never told. */
  @Test
  void rowsOfAVehicleAreThoseOfItsOwnIdentifiers() throws Exception {
    for (Vin vin : List.of(ONE, TWO, THREE)) {
      login(vin, 0, CARD);
    }
    block(ONE, CARD, 0, CONTROLLER);
    block(TWO, CARD, 0, CONTROLLER);
    room.settle();
    List<Shared> rows = room.stored().shared(null, THREE, SINCE, null, 10).rows();
    assertThat(rows).extracting(Shared::value).containsExactly(CARD);
    assertThat(rows.getFirst().tellers()).extracting(Teller::vin).containsExactly(ONE, TWO, THREE);
  }

  private void block(Vin vin, String iccid, int day, String controller) {
    byte[] body = new byte[ObdField.SIZE];
    ByteBuffer.wrap(body).put(6, controller.getBytes(StandardCharsets.US_ASCII));
    long second = DAY + day * 86_400L + 3_600;
    room.receive(
        (second + 1) * 1000,
        iccid,
        0,
        WireFrames.realtime(vin, second, List.of(new WireFrames.Body(second, 1, body))));
  }

  private void login(Vin vin, int day, String iccid) {
    byte[] unit = new byte[8 + iccid.length()];
    long second = DAY + day * 86_400L + 3_000;
    WireTime.write(second, unit, 0);
    unit[7] = 1;
    System.arraycopy(iccid.getBytes(StandardCharsets.US_ASCII), 0, unit, 8, iccid.length());
    room.receive((second + 1) * 1000, iccid, 0, WireFrames.frame(vin, 1, 1, unit));
  }
}
