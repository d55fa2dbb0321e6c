package lantian.obd.chunk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;

class RiceTest {
  @RepeatedTest(300)
  void whatIsWrittenIsRead(RepetitionInfo seed) {
    SplittableRandom random = new SplittableRandom(seed.getCurrentRepetition());
    int[] values = new int[random.nextInt(1, 400)];
    int size = random.nextInt(33);
    for (int i = 0; i < values.length; i++) {
      int length = random.nextInt(20) == 0 ? random.nextInt(33) : size;
      values[i] = length == 0 ? 0 : random.nextInt() >>> (32 - length);
    }
    int low = random.nextInt(Rice.MAX_LOW + 1);
    byte[] out = new byte[3 + Rice.room(values.length)];
    int end = Rice.write(values, 0, values.length, low, out, 3);
    byte[] tight = Arrays.copyOf(out, end);
    int[] read = new int[values.length];
    assertThat(Rice.read(tight, 3, end, low, read, 0, read.length)).isEqualTo(end);
    assertThat(read).isEqualTo(values);
  }

  @Test
  void codesThatGoBeyondTheEndAreRefused() {
    int[] values = {5, 900, -1, 7};
    byte[] out = new byte[Rice.room(values.length)];
    int end = Rice.write(values, 0, values.length, 2, out, 0);
    for (int cut = 0; cut < end; cut++) {
      int at = cut;
      assertThatExceptionOfType(DamagedChunkException.class)
          .isThrownBy(() -> Rice.read(out, 0, at, 2, new int[values.length], 0, values.length));
    }
  }

  @Test
  void longNumbersAreEscapedAndDoNotWidenTheirNeighbours() {
    int[] values = new int[301];
    values[17] = -1;
    byte[] out = new byte[Rice.room(values.length)];
    assertThat(Rice.write(values, 0, values.length, 0, out, 0)).isEqualTo((300 + 57 + 7) / 8);
  }
}
