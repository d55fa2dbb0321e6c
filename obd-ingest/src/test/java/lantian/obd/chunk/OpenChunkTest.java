package lantian.obd.chunk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.SplittableRandom;
import lantian.obd.log.LogPosition;
import lantian.obd.packet.Profile;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;

class OpenChunkTest {
  private static final byte[] BODY = new byte[37];
  private static final byte[] OTHER = new byte[37];

  static {
    OTHER[0] = 1;
  }

  @Test
  void tellsNewSameAndConflict() {
    OpenChunk chunk = new OpenChunk(Samples.START);
    assertThat(add(chunk, packet(1, "a"), 0, BODY)).isEqualTo(Added.NEW);
    assertThat(add(chunk, packet(2, "a"), 0, BODY)).isEqualTo(Added.SAME);
    assertThat(add(chunk, packet(3, "a"), 0, OTHER)).isEqualTo(Added.CONFLICT);
    assertThat(add(chunk, packet(4, "a"), 0, OTHER)).isEqualTo(Added.SAME);
    assertThat(add(chunk, packet(4, "a"), 1, OTHER)).isEqualTo(Added.NEW);
    assertThat(chunk.size()).isEqualTo(3);
  }

  @Test
  void keepsTheEarliestLoggedOfEachProof() {
    OpenChunk chunk = new OpenChunk(Samples.START);
    add(chunk, packet(5, "a"), 0, BODY);
    assertThat(add(chunk, packet(7, "b"), 0, BODY)).isEqualTo(Added.SAME);
    add(chunk, packet(3, "a"), 0, BODY);
    add(chunk, packet(9, "b"), 0, BODY);
    Fragment fragment = chunk.freeze();
    assertThat(fragment.size()).isEqualTo(2);
    assertThat(fragment.source(0).position().sequence()).isEqualTo(3);
    assertThat(fragment.source(1).position().sequence()).isEqualTo(7);
    assertThat(fragment.packetCount()).as("repeats are listed").isEqualTo(4);
  }

  @Test
  void prefersASourceThatWasNotAheadOfTheClock() {
    OpenChunk chunk = new OpenChunk(Samples.START);
    PacketRef early = packetAt(1, (Samples.START - 301) * 1000);
    PacketRef ordinary = packetAt(2, (Samples.START - 300) * 1000);
    add(chunk, early, 0, BODY);
    assertThat(chunk.freeze().source(0)).isEqualTo(early);
    add(chunk, ordinary, 0, BODY);
    assertThat(chunk.freeze().source(0)).isEqualTo(ordinary);
  }

  @Test
  void refusesWhatDoesNotBelong() {
    OpenChunk chunk = new OpenChunk(Samples.START);
    assertThatIllegalArgumentException().isThrownBy(() -> add(chunk, packet(1, ""), -1, BODY));
    assertThatIllegalArgumentException().isThrownBy(() -> add(chunk, packet(1, ""), 300, BODY));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> chunk.add(packet(1, ""), Samples.START, 2, BODY, 0, 36));
    assertThatIllegalArgumentException().isThrownBy(() -> new OpenChunk(Samples.START + 1));
  }

  @Test
  void aFrozenViewStaysAsItWas() {
    OpenChunk chunk = new OpenChunk(Samples.START);
    add(chunk, packet(5, "a"), 7, BODY);
    Fragment before = chunk.freeze();
    List<String> told = Samples.told(before);
    for (int second = 0; second < 300; second++) {
      add(chunk, packet(1, "a"), second, BODY);
    }
    assertThat(Samples.told(before)).isEqualTo(told);
    assertThat(chunk.size()).isEqualTo(300);
  }

  @Test
  void accountsForWhatItHolds() {
    OpenChunk chunk = new OpenChunk(Samples.START);
    int empty = chunk.bytes();
    for (int second = 0; second < 300; second++) {
      add(chunk, packet(second / 10, "a"), second, BODY);
    }
    assertThat(chunk.bytes() - empty).isBetween(300 * 41, 300 * 52);
    assertThat(chunk.full()).isFalse();
  }

  @Test
  void saysWhenItMustBeWritten() {
    OpenChunk chunk = new OpenChunk(Samples.START);
    SplittableRandom random = new SplittableRandom(1);
    int added = 0;
    while (!chunk.full()) {
      add(chunk, packet(added++, "a"), 5, Samples.body(random, 2));
      assertThat(added).isLessThan(20_000);
    }
    assertThat(ChunkCodec.decode(Samples.START, ChunkCodec.encode(chunk.freeze())).size())
        .isEqualTo(chunk.size());
  }

  @RepeatedTest(200)
  void orderAndRepetitionChangeNothing(RepetitionInfo seed) {
    SplittableRandom random = new SplittableRandom(seed.getCurrentRepetition());
    List<Samples.Item> items = Samples.crowded(random, random.nextInt(1, 80));
    List<Samples.Item> shuffled = new ArrayList<>(items);
    shuffled.addAll(items.subList(0, random.nextInt(items.size() + 1)));
    Collections.shuffle(shuffled, new Random(seed.getCurrentRepetition()));
    List<String> told = Samples.told(Samples.chunk(items).freeze());
    assertThat(Samples.told(Samples.chunk(shuffled).freeze())).isEqualTo(told);
    OpenChunk packing = new OpenChunk(Samples.START);
    for (Samples.Item item : shuffled) {
      packing.add(item.packet(), item.second(), item.type(), item.body(), 0, item.body().length);
      if (random.nextInt(10) == 0) {
        packing.pack();
      }
    }
    assertThat(Samples.told(packing.freeze())).as("packed now and then").isEqualTo(told);
  }

  @Test
  void packingTellsTheSameAndSavesMemory() {
    OpenChunk loose = new OpenChunk(Samples.START);
    OpenChunk packed = new OpenChunk(Samples.START);
    NoisyTruck truck = new NoisyTruck(1);
    for (int second = 0; second < 300; second++) {
      byte[] body = truck.next();
      for (OpenChunk chunk : List.of(loose, packed)) {
        assertThat(add(chunk, packet(second / 10, "a"), second, body)).isEqualTo(Added.NEW);
      }
      if (packed.loose() >= 40) {
        packed.pack();
      }
    }
    assertThat(packed.size()).isEqualTo(300);
    assertThat(packed.bytes()).isLessThan(loose.bytes() / 2);
    assertThat(Samples.told(packed.freeze())).isEqualTo(Samples.told(loose.freeze()));
    NoisyTruck again = new NoisyTruck(1);
    for (int second = 0; second < 300; second++) {
      byte[] body = again.next();
      assertThat(add(packed, packet(600, "a"), second, body)).isEqualTo(Added.SAME);
      body[0]++;
      assertThat(add(packed, packet(600, "a"), second, body)).isEqualTo(Added.CONFLICT);
    }
  }

  private static Added add(OpenChunk chunk, PacketRef packet, int second, byte[] body) {
    return chunk.add(packet, Samples.START + second, 2, body, 0, body.length);
  }

  private static PacketRef packet(int sequence, String iccid) {
    return new PacketRef(
        new LogPosition(1, 0, sequence, 0), Samples.START * 1000, iccid, 0, Profile.GB17691, 0);
  }

  private static PacketRef packetAt(int sequence, long millis) {
    return new PacketRef(new LogPosition(1, 0, sequence, 0), millis, "", 0, Profile.GB17691, 0);
  }
}
