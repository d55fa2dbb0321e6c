package lantian.obd.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.util.ArrayDeque;
import java.util.SplittableRandom;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;

class AnswerQueueTest {
  private static final long SECOND = 1_684_373_405L;

  private record Owed(long frame, boolean fast, byte[] bytes) {}

  @Test
  void aStoredFrameReleasesItsAnswerAndTheFastOneBehindIt() {
    AnswerQueue queue = new AnswerQueue();
    queue.add(0, false, new byte[25], 25);
    queue.add(1, true, new byte[31], 31);
    queue.add(2, false, new byte[25], 25);
    assertThat(queue.ready(0)).isFalse();
    ByteBuf out = Unpooled.buffer();
    assertThat(queue.release(1, SECOND, out)).isEqualTo(2);
    assertThat(out.readableBytes()).isEqualTo(56);
    assertThat(queue.count()).isOne();
  }

  @RepeatedTest(200)
  void releasesWhatANaiveQueueWould(RepetitionInfo seed) {
    SplittableRandom random = new SplittableRandom(seed.getCurrentRepetition());
    AnswerQueue queue = new AnswerQueue();
    ArrayDeque<Owed> naive = new ArrayDeque<>();
    // Begins shortly before the 32-bit number wraps.
    long frame = 0xFFFF_FFF0L;
    long stored = frame;
    for (int step = 0; step < 500; step++) {
      if (random.nextInt(3) > 0) {
        boolean fast = random.nextInt(5) == 0;
        byte[] bytes = new byte[fast ? 31 : 25 + 2 * random.nextInt(2)];
        random.nextBytes(bytes);
        queue.add(frame, fast, bytes, bytes.length);
        naive.add(new Owed(frame, fast, bytes));
        frame += 1 + random.nextInt(3);
      } else {
        stored += random.nextLong(frame - stored + 1);
        ByteBuf out = Unpooled.buffer();
        ByteBuf expected = Unpooled.buffer();
        queue.release(stored, SECOND, out);
        while (!naive.isEmpty() && (naive.peek().fast() || naive.peek().frame() < stored)) {
          Owed owed = naive.remove();
          if (owed.fast()) {
            AnswerBytes.stamp(owed.bytes(), 0, SECOND);
          }
          expected.writeBytes(owed.bytes());
        }
        assertThat(out).isEqualTo(expected);
        assertThat(queue.count()).isEqualTo(naive.size());
      }
    }
  }
}
