package lantian.obd.packet;

import com.code_intelligence.jazzer.api.FuzzedDataProvider;
import com.code_intelligence.jazzer.junit.FuzzTest;
import java.util.HexFormat;
import lantian.obd.frame.Bcc;

/** Foreign bytes through the framer and the unit decoder: whatever comes, a value comes out. */
class DecoderFuzzTest {
  @FuzzTest(maxDuration = "20s")
  void anyStream(FuzzedDataProvider data) {
    Profile profile = data.pickValue(Profile.values());
    int cut = data.consumeInt(1, 64);
    byte[] stream = data.consumeRemainingAsBytes();
    StringBuilder line = new StringBuilder();
    for (int at = 0; at < stream.length; at += cut) {
      line.append(HexFormat.of().formatHex(stream, at, Math.min(stream.length, at + cut)))
          .append(' ');
    }
    new ObdDecode(profile).line(line.toString());
  }

  @FuzzTest(maxDuration = "20s")
  void anyUnitInAGoodFrame(FuzzedDataProvider data) {
    Profile profile = data.pickValue(Profile.values());
    int command = data.consumeInt(1, 13);
    boolean platform = data.consumeBoolean();
    byte[] unit = data.consumeRemainingAsBytes();
    if (unit.length > 8192) {
      return;
    }
    byte[] frame = new byte[25 + unit.length];
    frame[0] = '#';
    frame[1] = '#';
    frame[2] = (byte) command;
    java.util.Arrays.fill(frame, 3, 21, (byte) 'A');
    if (platform) {
      frame[3] = (byte) 0xFE;
    }
    frame[21] = 1;
    frame[22] = (byte) (unit.length >>> 8);
    frame[23] = (byte) unit.length;
    System.arraycopy(unit, 0, frame, 24, unit.length);
    Bcc.seal(frame);
    new UnitCheck(PlatformCommands.DEFAULT)
        .check(lantian.obd.frame.Frame.of(frame), profile, System.currentTimeMillis());
    int frames = new ObdDecode(profile).line(HexFormat.of().formatHex(frame)).get("frames").asInt();
    if (frames != 1) {
      throw new AssertionError("a good frame was not accepted");
    }
  }
}
