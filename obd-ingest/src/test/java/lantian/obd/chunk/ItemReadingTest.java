package lantian.obd.chunk;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.SplittableRandom;
import lantian.obd.packet.Quality;
import lantian.obd.packet.Signal;
import lantian.obd.rule.state.EngineTime;
import org.junit.jupiter.api.Test;

/** A stream item that is decoded once says of every word what its field says, item after item. */
class ItemReadingTest {
  private static final int OFFSET = 5;
  private static final int GAP = 300;

  @Test
  void everyEdgeOfEveryWordIsWhatItsFieldSays() {
    ItemReading reading = new ItemReading();
    for (Signal signal : Signal.values()) {
      long top = signal.word().invalid();
      long greatest = signal.word().greatest();
      for (long raw : new long[] {0, 1, greatest - 1, greatest, greatest + 1, top - 1, top}) {
        byte[] bytes = new byte[OFFSET + Signal.SIZE];
        put(bytes, signal, raw & top);
        same(reading.set(1, 2, bytes, OFFSET, true, 1), bytes);
      }
    }
  }

  @Test
  void nothingOfTheItemBeforeIsKept() {
    SplittableRandom random = new SplittableRandom(7);
    ItemReading reading = new ItemReading();
    for (int second = 1; second <= 500; second++) {
      byte[] bytes = new byte[OFFSET + Signal.SIZE];
      random.nextBytes(bytes);
      same(reading.set(second, 2, bytes, OFFSET, true, 1), bytes);
      EngineTime was = new EngineTime(second - 1L, second - 1L);
      assertThat(reading.engine(was, 3_200, GAP)).isEqualTo(was.after(reading, 3_200, GAP));
      assertThat(reading.engine(was, 60_000, GAP)).isEqualTo(was.after(reading, 60_000, GAP));
    }
  }

  private static void same(ItemReading reading, byte[] bytes) {
    for (Signal signal : Signal.values()) {
      long raw = signal.raw(bytes, OFFSET);
      Quality quality = signal.word().quality(raw);
      assertThat(reading.raw(signal)).as("%s", signal).isEqualTo(raw);
      assertThat(reading.usable(signal))
          .as("%s %x", signal, raw)
          .isEqualTo(quality == Quality.VALID);
      assertThat(reading.saturated(signal))
          .as("%s %x", signal, raw)
          .isEqualTo(quality == Quality.SATURATED);
    }
  }

  private static void put(byte[] bytes, Signal signal, long raw) {
    for (int i = signal.width() - 1; i >= 0; i--) {
      bytes[OFFSET + signal.at() + i] = (byte) raw;
      raw >>>= 8;
    }
  }
}
