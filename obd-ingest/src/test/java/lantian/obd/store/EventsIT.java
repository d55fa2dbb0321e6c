package lantian.obd.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import lantian.obd.frame.Frame;
import lantian.obd.log.Connection;
import lantian.obd.log.LogEntry;
import lantian.obd.packet.Command;
import lantian.obd.packet.Profile;
import lantian.obd.packet.WireTime;
import lantian.proto.Vin;
import org.bson.Document;
import org.junit.jupiter.api.Test;

class EventsIT {
  private static final byte[] CHIP = "TESTCHIP00000001".getBytes(StandardCharsets.US_ASCII);
  private static final ChipSigner OWN = new ChipSigner(0x1234_5678_9ABCL);
  private static final ChipSigner OTHER = new ChipSigner(0x1234_5678_9ABDL);
  private static final long NOW = 1_790_000_000L;

  @Test
  void anActivationIsStoredWithWhatItsSignatureCovers() {
    try (Rig rig = new Rig()) {
      receive(rig, 1, OWN.signed(unit(1), 0, CHIP));
      receive(rig, 2, OWN.signed(unit(2), 6, CHIP));
      receive(rig, 3, OTHER.signed(unit(3), 0, CHIP));
      receive(rig, 4, ChipSigner.forged(unit(4)));
      receive(rig, 5, unit(5));
      rig.settle();
      assertThat(event(rig, 1)).containsEntry("signed", true).containsEntry("signedFrom", 0);
      assertThat(event(rig, 2)).containsEntry("signed", true).containsEntry("signedFrom", 6);
      assertThat(event(rig, 3)).containsEntry("signed", true).containsEntry("signedFrom", null);
      assertThat(event(rig, 4)).containsEntry("signed", true).containsEntry("signedFrom", null);
      assertThat(event(rig, 5)).containsEntry("signed", false).containsEntry("signedFrom", null);
    }
  }

  private static Vin vin(int number) {
    return new Vin("LSUZTEST0VIN0005" + number);
  }

  private static byte[] unit(int number) {
    byte[] unit = new byte[103];
    WireTime.write(NOW, unit, 0);
    System.arraycopy(CHIP, 0, unit, 6, CHIP.length);
    System.arraycopy(OWN.publicKey(), 0, unit, 22, 64);
    System.arraycopy(vin(number).bytes(), 0, unit, 86, Vin.LENGTH);
    return unit;
  }

  private static void receive(Rig rig, int number, byte[] unit) {
    Connection connection = new Connection(number, 0, Profile.HJ1239, false, "192.0.2.1", "");
    Frame frame = WireFrames.frame(vin(number), Command.ACTIVATION, 1, unit);
    rig.feed(
        new LaneKey(1, 0), List.of(at -> new LogEntry(at, (NOW + 1) * 1000, connection, 0, frame)));
  }

  private static Document event(Rig rig, int number) {
    return Objects.requireNonNull(
        rig.store
            .collection(Store.Name.EVENTS)
            .find(new Document("vin", vin(number).text()))
            .first());
  }
}
