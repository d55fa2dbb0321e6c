package lantian.obd.frame;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;

/** The framer against its rules written a second time, over seeded hostile streams. */
class FramerOracleTest {
  private static final int PARTIAL = 30_000;

  /** Tells in order what the framer tells, and has room only now and then. */
  private static final class Order implements FrameSink {
    final List<String> told = new ArrayList<>();
    final SplittableRandom random;
    final boolean moody;
    int junk;

    Order(SplittableRandom random, boolean moody) {
      this.random = random;
      this.moody = moody;
    }

    @Override
    public boolean frame(byte[] array, int offset, int length) {
      if (moody && random.nextInt(3) == 0) {
        return false;
      }
      told.add(HexFormat.of().formatHex(array, offset, offset + length));
      return true;
    }

    @Override
    public void refused(Refusal reason) {
      told.add(reason.word());
    }

    @Override
    public void junk(int bytes) {
      junk += bytes;
    }
  }

  @RepeatedTest(300)
  void tellsTheSameWithoutAClock(RepetitionInfo seed) {
    compare(new SplittableRandom(seed.getCurrentRepetition()), false, false);
  }

  @RepeatedTest(300)
  void tellsTheSameWhenDeadlinesPass(RepetitionInfo seed) {
    compare(new SplittableRandom(seed.getCurrentRepetition()), true, false);
  }

  @RepeatedTest(300)
  void losesNothingWhenTheSinkHasNoRoom(RepetitionInfo seed) {
    compare(new SplittableRandom(seed.getCurrentRepetition()), false, true);
  }

  private static void compare(SplittableRandom random, boolean clock, boolean moody) {
    byte[] stream = HostileBytes.mixture(random, 40);
    NaiveFramer naive = new NaiveFramer(PARTIAL);
    Framer framer = new Framer(8192, PARTIAL);
    Order order = new Order(random, moody);
    long now = 0;
    int most = random.nextInt(1, 400);
    for (int at = 0; at < stream.length; ) {
      int length = Math.min(stream.length - at, random.nextInt(1, most + 1));
      byte[] read = Arrays.copyOfRange(stream, at, at + length);
      naive.feed(read, now);
      framer.feed(read, 0, length, now, order);
      at += length;
      if (clock) {
        assertThat(framer.deadlineMillis()).isEqualTo(naive.deadline);
        now += random.nextInt(PARTIAL);
        naive.expire(now);
        framer.expire(now, order);
        assertThat(framer.deadlineMillis()).isEqualTo(naive.deadline);
      } else if (random.nextBoolean()) {
        framer.resume(now, order);
      }
    }
    naive.end();
    int left = framer.end(order);
    for (int i = 0; left < 0; i++) {
      assertThat(i).isLessThan(10_000);
      framer.resume(now, order);
      left = framer.blocked() ? -1 : framer.end(order);
    }
    assertThat(order.told).isEqualTo(naive.told);
    assertThat(order.junk).isEqualTo(naive.junk);
    assertThat(left).isEqualTo(naive.left);
  }
}
