package lantian.obd.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import lantian.obd.frame.Frame;
import lantian.obd.log.Connection;
import lantian.obd.log.LogEntry;
import lantian.obd.log.LogPosition;
import lantian.obd.packet.Command;
import lantian.obd.packet.PlatformCommands;
import lantian.obd.packet.Profile;
import lantian.obd.packet.QuarantineReason;
import lantian.obd.packet.UnitCheck;
import lantian.obd.packet.WireTime;
import lantian.proto.Vin;
import org.bson.Document;
import org.junit.jupiter.api.Test;

/** What the answer to a platform says of a frame is what the projector makes of it. */
class AnswersAgreeIT {
  private static final long NOW = 1_790_000_000L;
  private static final Vin BLANK = new Vin("                 ");
  private static final List<Integer> COMMANDS =
      List.of(
          Command.LOGIN,
          Command.REALTIME,
          Command.REISSUE,
          Command.LOGOUT,
          Command.TIME_SYNC,
          Command.REMOVAL_ALARM,
          Command.ACTIVATION,
          Command.ACTIVATION_ANSWER,
          0x5A);
  private static final int[] LENGTHS = {0, 1, 2, 6, 7, 8, 15, 16, 17, 28, 41, 46, 103, 169};
  private static final int[] ENCRYPTIONS = {1, 1, 1, 1, 0x09, 0xFE, 0xFF};

  private final SplittableRandom random = new SplittableRandom(1);

  @Test
  void whatIsRefusedIsQuarantinedAndWhatIsTakenIsNot() {
    UnitCheck check = new UnitCheck(PlatformCommands.DEFAULT);
    List<MemoryLog.Draft> drafts = new ArrayList<>();
    List<String> expected = new ArrayList<>();
    int taken = 0;
    for (Frame frame : frames()) {
      QuarantineReason reason = check.check(frame, Profile.PLATFORM, NOW * 1000);
      expected.add(said(frame, reason == null));
      taken += reason == null ? 1 : 0;
      Connection connection = new Connection(1, 0, Profile.PLATFORM, false, "192.0.2.1", "");
      drafts.add(at -> new LogEntry(at, NOW * 1000, connection, 0, frame));
    }
    assertThat(taken).isBetween(drafts.size() / 10, drafts.size() * 9 / 10);
    try (Rig rig = new Rig()) {
      rig.feed(new LaneKey(1, 0), drafts);
      rig.settle();
      Set<Integer> quarantined = new HashSet<>();
      for (Document pointer : rig.store.collection(Store.Name.QUARANTINE).find()) {
        quarantined.add(Quarantine.position(pointer).index());
      }
      List<String> found = new ArrayList<>();
      for (int i = 0; i < drafts.size(); i++) {
        Frame frame = drafts.get(i).at(new LogPosition(1, 0, 0, i)).frame();
        found.add(said(frame, !quarantined.contains(i)));
      }
      assertThat(found).containsExactlyElementsOf(expected);
    }
  }

  private static String said(Frame frame, boolean taken) {
    return "%s %s".formatted(HexFormat.of().formatHex(frame.copy()), taken ? "taken" : "refused");
  }

  private List<Frame> frames() {
    List<Frame> frames = new ArrayList<>();
    for (int command : COMMANDS) {
      for (int length : LENGTHS) {
        for (int encryption : ENCRYPTIONS) {
          boolean nested = random.nextInt(4) == 0;
          Frame frame = WireFrames.frame(vin(), command, encryption, unit(length));
          frames.add(nested ? platform(0x02, 1, frame.copy()) : frame);
        }
      }
    }
    for (int command : List.of(0x07, 0x08, Command.TIME_SYNC, Command.REALTIME)) {
      for (int length : LENGTHS) {
        for (int encryption : ENCRYPTIONS) {
          frames.add(platform(command, encryption, unit(length)));
        }
      }
    }
    return frames;
  }

  private Vin vin() {
    return random.nextInt(12) == 0
        ? BLANK
        : new Vin("LSUZTEST0VIN000%02d".formatted(random.nextInt(20)));
  }

  /** A legal time or none, then an item's type and nothing. */
  private byte[] unit(int length) {
    byte[] unit = new byte[Math.max(length, WireTime.SIZE)];
    if (random.nextInt(3) > 0) {
      WireTime.write(NOW - random.nextInt(4) * 100_000_000L, unit, 0);
    }
    if (length > WireTime.SIZE) {
      unit[WireTime.SIZE] = 2;
    }
    return java.util.Arrays.copyOf(unit, length);
  }

  private static Frame platform(int command, int encryption, byte[] unit) {
    byte[] vin = "PLATFORM000000001".getBytes(java.nio.charset.StandardCharsets.US_ASCII);
    ByteBuffer out = ByteBuffer.allocate(unit.length + Frame.OVERHEAD);
    out.put((byte) '#').put((byte) '#').put((byte) command).put((byte) 0xFE).put(vin);
    out.put((byte) encryption).putShort((short) unit.length).put(unit);
    byte[] frame = out.array();
    byte check = 0;
    for (int i = 2; i < frame.length - 1; i++) {
      check ^= frame[i];
    }
    frame[frame.length - 1] = check;
    return Frame.of(frame);
  }
}
