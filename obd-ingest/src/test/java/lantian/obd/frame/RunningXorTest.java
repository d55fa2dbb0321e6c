package lantian.obd.frame;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.SplittableRandom;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;

/** Running sums answer exactly as a XOR over the span does. */
class RunningXorTest {
  @RepeatedTest(50)
  void agreesWithXorOverTheSpan(RepetitionInfo seed) {
    var random = new SplittableRandom(seed.getCurrentRepetition());
    byte[] bytes = new byte[600];
    for (int i = 0; i < bytes.length; i++) {
      bytes[i] = (byte) random.nextInt(4); // few values, so that spans often XOR to 0
    }
    RunningXor xor = new RunningXor();
    int from = 0;
    for (int i = 0; i < 200; i++) {
      int at = random.nextInt(from, 500);
      int end = random.nextInt(at + 1, 560);
      assertThat(xor.zero(bytes, at, end, 600)).isEqualTo(Bcc.of(bytes, at, end - at) == 0);
      from = Math.min(at, 490);
    }
  }
}
