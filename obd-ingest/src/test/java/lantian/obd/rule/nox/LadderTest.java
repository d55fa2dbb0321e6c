package lantian.obd.rule.nox;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import lantian.obd.chunk.ItemReading;
import org.junit.jupiter.api.Test;

/** As many words as there is room for are known, kept apart and read back. */
class LadderTest {
  private static final long STEP = 400;

  @Test
  void everyWordIsKnownWhateverItsPlace() {
    Ladder ladder = ladder(Ladder.MOST);
    assertThat(ladder.count()).isEqualTo(Ladder.MOST);
    for (int i = 0; i < Ladder.MOST; i++) {
      assertThat(ladder.knows(word(i))).as("word %d", i).isTrue();
      assertThat(ladder.knows(word(i) + 1)).as("beside word %d", i).isFalse();
      assertThat(ladder.apart(word(i) + STEP - 1, STEP)).as("near word %d", i).isFalse();
    }
    assertThat(ladder.apart(word(Ladder.MOST - 1) + STEP, STEP)).isTrue();
  }

  @Test
  void isReadBackWithAnyNumberOfWords() {
    for (int count = 1; count <= Ladder.MOST; count++) {
      Ladder ladder = ladder(count);
      ByteBuffer out = ByteBuffer.allocate(512);
      Ladder.write(ladder, out);
      assertThat(Ladder.read(out.flip())).isEqualTo(ladder);
      assertThat(out.hasRemaining()).isFalse();
    }
  }

  /** The words 0x0400, 0x0800 and so on, twice over, so that known ones come again. */
  private static Ladder ladder(int count) {
    ItemReading item = new ItemReading();
    Ladder ladder = Ladder.begin(at(item, 0), word(0), 200);
    for (int second = 1; second < 2 * count; second++) {
      ladder = ladder.next(at(item, second), word(second % count), 200 + second, 1);
    }
    return ladder;
  }

  private static ItemReading at(ItemReading item, long second) {
    return item.set(second, 2, new byte[37], 0, true, 1);
  }

  private static long word(int i) {
    return 0x400L * (i + 1);
  }
}
