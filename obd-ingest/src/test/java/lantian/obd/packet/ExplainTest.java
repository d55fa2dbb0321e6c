package lantian.obd.packet;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.HexFormat;
import lantian.obd.frame.Bcc;
import org.junit.jupiter.api.Test;

class ExplainTest {
  @Test
  void tellsEverythingOfAnObdBlock() throws java.io.IOException {
    String text = explain("syn-gbk-calid");
    assertThat(text)
        .contains("OBD诊断协议", "故障灯状态", "诊断支持状态", "诊断就绪状态")
        .contains("车辆识别号 vin  LSUZTEST0VIN00001")
        .contains("软件标定识别号 calid", "标定验证码 cvn")
        .contains("IUPR OBDCOND, IGNCNTR", "IUPR HCCAT", "IUPR FUEL", "故障码总数");
    String list = explain("syn-dtc-count-invalid");
    assertThat(list).contains("no valid count").doesNotContain("故障码 dtc");
    assertThat(explain("syn-hj-mixed-unsigned")).contains("故障码 dtc");
  }

  @Test
  void westAndSouthAreNegativeAndEastAndNorthAreNot() throws java.io.IOException {
    // time6, flow2, state, longitude 120.5, latitude 31.25
    byte[] unit =
        ByteBuffer.allocate(17)
            .put(new byte[] {26, 11, 23, 16, 0, 0, 0, 1, 6})
            .putInt(120_500_000)
            .putInt(31_250_000)
            .array();
    assertThat(alarm(unit)).contains("lon  -120.5 °", "lat  -31.25 °");
    unit[8] = 0;
    assertThat(alarm(unit)).contains("lon  120.5 °", "lat  31.25 °");

    byte[] body = new byte[9 + Signal.SIZE];
    System.arraycopy(new byte[] {26, 11, 23, 16, 0, 0, 2, 0, 1}, 0, body, 0, 9);
    ByteBuffer.wrap(body)
        .put(9 + 24, (byte) 4)
        .putInt(9 + 25, 120_500_000)
        .putInt(9 + 29, 31_250_000);
    assertThat(frame(0x02, body)).contains("lon  -120.5 °", "lat  31.25 °");
  }

  @Test
  void saysWhatIsSaturatedAndWhatCannotBe() throws java.io.IOException {
    assertThat(explain("syn-nox-bounds")).contains("3012.75 ppm SATURATED");
    assertThat(explain("syn-negative-torque"))
        .contains("frictionTorquePct  -125 % IMPLAUSIBLE", "netTorquePct  -20 %")
        .doesNotContain("netTorquePct  -20 % IMPLAUSIBLE");
    assertThat(explain("syn-gb-10-samples")).doesNotContain("IMPLAUSIBLE");
  }

  @Test
  void neverShowsAPassword() throws java.io.IOException {
    String line = vector("syn-platform-login");
    String text = new ObdDecode(Profile.PLATFORM).explain(line);
    String password = line.substring(2 * (24 + 20), 2 * (24 + 26));
    assertThat(text).contains("密码 password  ***", "加密规则").doesNotContain(password);
  }

  private static String alarm(byte[] unit) {
    return frame(0x06, unit);
  }

  private static String frame(int command, byte[] unit) {
    byte[] frame = new byte[25 + unit.length];
    frame[0] = '#';
    frame[1] = '#';
    frame[2] = (byte) command;
    java.util.Arrays.fill(frame, 3, 20, (byte) 'A');
    frame[20] = 1;
    frame[21] = 1;
    frame[23] = (byte) unit.length;
    System.arraycopy(unit, 0, frame, 24, unit.length);
    Bcc.seal(frame);
    return new ObdDecode(Profile.GB17691).explain(HexFormat.of().formatHex(frame));
  }

  private static String explain(String id) throws java.io.IOException {
    return new ObdDecode(Profile.HJ1239).explain(vector(id));
  }

  private static String vector(String id) throws java.io.IOException {
    return VectorsTest.all()
        .filter(v -> v.get("id").asText().equals(id))
        .map(VectorsTest::line)
        .findFirst()
        .orElseThrow();
  }
}
