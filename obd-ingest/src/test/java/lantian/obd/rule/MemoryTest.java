package lantian.obd.rule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Arrays;
import java.util.List;
import lantian.obd.rule.diagnosis.LampOn;
import lantian.obd.rule.diagnosis.LastingLamp;
import lantian.proto.CityTime;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;

/** The written form of a memory. */
class MemoryTest {
  private final Judge judge = new Judge(Seeded.sets());

  @RepeatedTest(8)
  void isTheSameAfterWritingAndReading(RepetitionInfo seed) {
    HardTimeline timeline = new HardTimeline(seed.getCurrentRepetition());
    Memory memory = judge.initial();
    for (NaiveItem item : timeline.items()) {
      memory = step(memory, item, timeline);
      byte[] written = memory.encode();
      Memory again = judge.decode(written);
      assertThat(again).isEqualTo(memory);
      assertThat(again.encode()).isEqualTo(written);
      assertThat(written.length).isLessThan(8000);
    }
  }

  @Test
  void damagedBytesAreRefused() {
    byte[] written = told().encode();

    for (int length = 0; length < written.length; length++) {
      byte[] cut = Arrays.copyOf(written, length);
      assertThatIllegalArgumentException().isThrownBy(() -> judge.decode(cut));
    }
    byte[] longer = Arrays.copyOf(written, written.length + 1);
    assertThatIllegalArgumentException().isThrownBy(() -> judge.decode(longer));
    byte[] huge = new byte[Memory.MOST + 1];
    assertThatIllegalArgumentException().isThrownBy(() -> judge.decode(huge));
  }

  @Test
  void flippedBitsAreReadOrRefusedButNeverAnythingElse() {
    byte[] written = told().encode();

    for (int bit = 0; bit < written.length * 8; bit++) {
      byte[] flipped = written.clone();
      flipped[bit / 8] ^= (byte) (1 << (bit % 8));
      try {
        assertThat(judge.decode(flipped)).isNotNull();
      } catch (IllegalArgumentException expected) {
        assertThat(expected).hasMessageMatching(".*(memory|rule-set id).*");
      }
    }
  }

  @Test
  void aRuleThatTheBookLearnsLaterBeginsAnew() {
    RuleBook small = new RuleBook(List.of(new LastingLamp(new LampOn())));
    RuleBook large = RuleBook.STANDARD;
    Memory memory = told();

    Memory fewer = Memory.decode(small, memory.encode());
    Memory more = Memory.decode(large, fewer.encode());

    assertThat(more.parts[2]).isEqualTo(memory.parts[2]);
    assertThat(more.parts[0]).isEqualTo(large.at(0).initial());
  }

  @Test
  void countsAreNoPartOfTheDigest() {
    Memory memory = told();
    int[] other = memory.counts.clone();
    other[0]++;
    Memory counted = new Memory(memory.book, memory.parts, memory.day, other);

    assertThat(counted.digest()).isEqualTo(memory.digest());
    assertThat(counted.encode()).isNotEqualTo(memory.encode());
    assertThat(judge.initial().digest()).isNotEqualTo(memory.digest());
  }

  @Test
  void countsBeginAnewWithTheDay() {
    HardTimeline timeline = new HardTimeline(3);
    Memory memory = judge.initial();
    int day = CityTime.dayNumber(HardTimeline.START);
    int before = 0;
    for (NaiveItem item : timeline.items()) {
      memory = step(memory, item, timeline);
      int now = memory.tallies(day).getFirst().assessed();
      assertThat(now).isIn(before, before + 1, 0);
      before = now;
    }
    assertThat(memory.tallies(day).getFirst().assessed()).isZero();
    assertThat(memory.tallies(day + 2).getFirst().assessed()).isPositive();
  }

  @Test
  void nothingChangesNothing() {
    HardTimeline timeline = new HardTimeline(1);
    Memory memory = step(judge.initial(), timeline.items().getFirst(), timeline);
    NaiveItem opaque =
        new NaiveItem(Timeline.VEHICLE, HardTimeline.START + 1, 0x81, new byte[4], 0);

    assertThat(step(memory, opaque, timeline)).isSameAs(memory);
  }

  /** A memory in which every rule has something to say. */
  private Memory told() {
    HardTimeline timeline = new HardTimeline(2);
    Memory memory = judge.initial();
    int most = 0;
    Memory best = memory;
    for (NaiveItem item : timeline.items()) {
      memory = step(memory, item, timeline);
      int open = judge.open(memory, item.vin()).size();
      if (open > most) {
        most = open;
        best = memory;
      }
    }
    assertThat(most).isGreaterThan(1);
    return best;
  }

  private Memory step(Memory was, NaiveItem item, HardTimeline timeline) {
    BodyReading reading = new BodyReading(item);
    return judge.step(was, reading, item.vin(), timeline.factsAt(item.second()), finding -> {});
  }
}
